import { css } from 'lit';

/** The inside of a dialog: what it says, one below the other, and its buttons. */
export const dialogStyles = css`
  .body {
    display: grid;
    gap: var(--wa-space-m);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--wa-space-xs);
  }
`;

/** Pictures with a box or a button below them, to choose from: `<label class="pick">`. */
export const pickStyles = css`
  .pick {
    display: grid;
    justify-items: center;
    align-content: end;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-xs);
    border: 2px solid transparent;
    border-radius: var(--wa-border-radius-m);
    font-size: var(--wa-font-size-s);
    cursor: pointer;
  }

  .pick:hover {
    background: color-mix(in oklab, var(--wa-color-text-normal) 5%, transparent);
  }

  .pick:has(:checked) {
    border-color: var(--wa-color-brand-border-loud);
    background: var(--wa-color-brand-fill-quiet);
  }

  .pick:has(:focus-visible) {
    outline: var(--wa-focus-ring);
  }

  .pick span {
    display: flex;
    align-items: center;
    gap: 0.4em;
    font-variant-numeric: tabular-nums;
  }

  .pick input {
    width: 1.1em;
    height: 1.1em;
    margin: 0;
    accent-color: var(--wa-color-brand-fill-loud);
  }

  .pick input:focus-visible {
    outline: none;
  }
`;
