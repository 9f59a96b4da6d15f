import { css } from 'lit';

export const queuePanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-l);
  }

  .heading {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--wa-space-s);
    margin-block-end: var(--wa-space-xs);
  }

  .heading a {
    font-size: var(--wa-font-size-s);
  }

  li + li {
    border-block-start: 1px solid var(--platen-card-border);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: var(--wa-space-s);
    padding: var(--wa-space-2xl) var(--wa-space-l);
    text-align: center;
  }

  .empty wa-icon {
    font-size: 2.5rem;
    color: var(--wa-color-text-quiet);
  }

  .empty p {
    max-width: 40ch;
    text-wrap: balance;
  }
`;
