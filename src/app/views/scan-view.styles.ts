import { css } from 'lit';

export const scanViewStyles = css`
  .columns {
    display: grid;
    grid-template-columns: 20rem minmax(0, 1fr);
    gap: var(--wa-space-l);
    align-items: start;
  }

  .busy {
    grid-template-columns: 17.5rem minmax(0, 1fr) 19rem;
    gap: var(--wa-space-m);
  }

  .busy .pages {
    position: sticky;
    inset-block-start: 5rem;
  }

  /* In a block, parts that have nothing to show take no gap: their margins fall into one. */
  .what > *,
  .pages > *,
  .side > * {
    margin-block-end: var(--wa-space-m);
  }

  .work {
    display: flex;
    flex-direction: column;
    /* What is above it leaves so much of the window. */
    height: calc(100dvh - 11.5rem);
    min-height: 36rem;
    overflow: hidden;
  }

  .work > * {
    flex: none;
  }

  .work platen-scan-stage {
    flex: 1;
    min-height: 0;
  }

  .title {
    display: flex;
    align-items: center;
    gap: var(--wa-space-s);
    padding: var(--wa-space-xs) var(--wa-space-s);
    border-block-end: 1px solid var(--platen-card-border);
  }

  .title wa-input {
    flex: 1;
  }

  /* What it is stands in it. */
  .title wa-input::part(form-control-label),
  .document wa-input::part(form-control-label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .tools,
  .document,
  platen-scan-strip {
    padding: var(--wa-space-2xs) var(--wa-space-xs);
    border-block-start: 1px solid var(--platen-card-border);
  }

  .document {
    padding: var(--wa-space-2xs) var(--wa-space-s);
  }

  platen-scan-strip {
    padding: 0 var(--wa-space-2xs) var(--wa-space-3xs);
    min-width: 0;
  }

  .none {
    padding: var(--wa-space-2xl) var(--wa-space-l);
    text-align: center;
  }

  .erased {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-s);
  }

  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--wa-space-s);
    min-height: min(24rem, 50dvh);
    padding: var(--wa-space-xl);
    border: 2px dashed var(--wa-color-neutral-border-normal);
    text-align: center;
  }

  .empty wa-icon {
    font-size: 3rem;
    color: var(--wa-color-text-quiet);
  }

  .empty h2 {
    font-size: var(--wa-font-size-xl);
    letter-spacing: -0.015em;
  }

  .empty p {
    max-width: 44ch;
    text-wrap: balance;
  }

  @media (max-width: 76rem) {
    .busy {
      grid-template-columns: 17.5rem minmax(0, 1fr);
    }

    .busy .pages {
      grid-row: 1 / span 2;
      grid-column: 2;
    }

    .busy .side {
      grid-column: 1;
    }
  }

  @media (max-width: 60rem) {
    .columns,
    .busy {
      grid-template-columns: minmax(0, 1fr);
    }

    .busy .pages,
    .busy .side {
      grid-row: auto;
      grid-column: auto;
    }

    .busy .pages {
      position: static;
    }

    .work {
      height: min(46rem, 100dvh - 6rem);
    }

    .empty {
      min-height: 16rem;
      padding: var(--wa-space-l);
    }
  }
`;
