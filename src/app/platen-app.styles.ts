import { css } from 'lit';

export const shellStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
  }

  .skip {
    position: fixed;
    inset-block-start: var(--wa-space-xs);
    inset-inline-start: var(--wa-space-xs);
    z-index: 30;
    padding: var(--wa-space-xs) var(--wa-space-m);
    background: var(--wa-color-surface-default);
    border-radius: var(--wa-border-radius-m);
    transform: translateY(-200%);
  }

  .skip:focus-visible {
    transform: none;
  }

  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 20;
    background: var(--platen-page);
    border-block-end: 1px solid var(--platen-card-border);
  }

  .bar {
    display: flex;
    align-items: center;
    gap: var(--wa-space-m);
    max-width: 96rem;
    min-height: 3.75rem;
    margin: 0 auto;
    padding: var(--wa-space-2xs) var(--wa-space-l);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    font-size: var(--wa-font-size-l);
    font-weight: var(--wa-font-weight-bold);
    letter-spacing: -0.02em;
    color: inherit;
    text-decoration: none;
  }

  .brand img {
    display: block;
    width: 1.9rem;
    height: 1.9rem;
  }

  nav {
    margin-inline-end: auto;
    margin-inline-start: var(--wa-space-s);
  }

  nav ul {
    display: flex;
    gap: var(--wa-space-3xs);
  }

  nav a {
    display: flex;
    align-items: center;
    gap: 0.4em;
    min-height: 2.25rem;
    padding: 0 0.85rem;
    border-radius: var(--wa-border-radius-m);
    color: var(--wa-color-text-quiet);
    font-weight: var(--wa-font-weight-semibold);
    text-decoration: none;
    white-space: nowrap;
  }

  nav a:hover {
    color: var(--wa-color-text-normal);
    background: color-mix(in oklab, var(--wa-color-text-normal) 6%, transparent);
  }

  nav a[aria-current] {
    color: var(--wa-color-text-normal);
    background: color-mix(in oklab, var(--wa-color-text-normal) 10%, transparent);
  }

  .notices {
    display: grid;
    gap: var(--wa-space-s);
    width: 100%;
    max-width: 96rem;
    margin: 0 auto;
    padding: 0 var(--wa-space-l);
  }

  .notices > * {
    margin-block-start: var(--wa-space-m);
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-s);
  }

  main {
    flex: 1;
    width: 100%;
    max-width: 96rem;
    margin: 0 auto;
    padding: var(--wa-space-l) var(--wa-space-l) var(--wa-space-2xl);
    outline: none;
  }

  .starting {
    display: grid;
    place-items: center;
    min-height: 50dvh;
    font-size: var(--wa-font-size-2xl);
  }

  .drop {
    position: fixed;
    inset: var(--wa-space-m);
    z-index: 40;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--wa-space-s);
    border: 3px dashed var(--wa-color-brand-border-loud);
    border-radius: var(--wa-border-radius-l);
    background: color-mix(in oklab, var(--wa-color-brand-fill-quiet) 92%, transparent);
    color: var(--wa-color-brand-on-normal);
    font-size: var(--wa-font-size-xl);
    font-weight: var(--wa-font-weight-bold);
    pointer-events: none;
  }

  .drop wa-icon {
    font-size: 3rem;
  }

  /* The views no longer fit beside the rest. */
  @media (max-width: 62rem) {
    .bar {
      flex-wrap: wrap;
      gap: 0 var(--wa-space-xs);
    }

    .brand {
      margin-inline-end: auto;
      min-height: 3.25rem;
    }

    nav {
      order: 9;
      flex-basis: 100%;
      min-width: 0;
      margin: 0;
      padding-block-end: var(--wa-space-2xs);
    }

    nav ul {
      overflow-x: auto;
    }
  }

  @media (max-width: 46rem) {
    .bar,
    .notices,
    main {
      padding-inline: var(--wa-space-m);
    }

    main {
      padding-block-start: var(--wa-space-m);
    }
  }
`;
