import { css } from 'lit';

/** What every view shares: box model, headings, cards, quiet text, text for screen readers only. */
export const sharedStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  h1 {
    font-size: var(--wa-font-size-xl);
    font-weight: var(--wa-font-weight-bold);
    letter-spacing: -0.015em;
    line-height: 1.25;
  }

  h2 {
    font-size: var(--wa-font-size-m);
    font-weight: var(--wa-font-weight-bold);
    line-height: 1.35;
  }

  h3 {
    font-size: var(--wa-font-size-s);
    font-weight: var(--wa-font-weight-bold);
    line-height: 1.4;
  }

  a {
    color: var(--wa-color-text-link);
  }

  :focus-visible {
    outline: var(--wa-focus-ring);
    outline-offset: 2px;
    border-radius: var(--wa-border-radius-s);
  }

  .card {
    background: var(--wa-color-surface-default);
    border: 1px solid var(--platen-card-border);
    border-radius: var(--wa-border-radius-l);
  }

  .quiet {
    color: var(--wa-color-text-quiet);
  }

  .small {
    font-size: var(--wa-font-size-s);
  }

  .only-heard {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
