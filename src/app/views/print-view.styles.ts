import { css } from 'lit';

export const printViewStyles = css`
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 22rem;
    gap: var(--wa-space-l);
    align-items: start;
  }

  .busy {
    grid-template-columns: 16rem minmax(0, 1fr) 21rem;
    gap: var(--wa-space-m);
  }

  .busy .documents {
    --platen-page-height: 112px;
  }

  platen-preview {
    position: sticky;
    inset-block-start: 5rem;
    height: calc(100dvh - 6.25rem);
    min-height: 30rem;
  }

  /* In a block, parts that have nothing to show take no gap: their margins fall into one. */
  .documents > * {
    margin-block-end: var(--wa-space-m);
  }

  .documents > :last-child {
    margin-block-end: 0;
  }

  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-s);
  }

  .side {
    position: sticky;
    inset-block-start: 5rem;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    gap: var(--wa-space-s);
    max-height: calc(100dvh - 6.25rem);
  }

  platen-settings-panel {
    overflow-y: auto;
    scrollbar-width: thin;
  }

  .heading {
    display: flex;
    align-items: center;
    gap: var(--wa-space-2xs);
    min-height: 2.25rem;
    margin-block-end: var(--wa-space-s);
  }

  .heading h2 {
    flex: 1;
  }

  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--wa-space-s);
    min-height: min(32rem, 62dvh);
    padding: var(--wa-space-xl);
    border: 2px dashed var(--wa-color-neutral-border-normal);
    text-align: center;
  }

  .empty h2 {
    font-size: var(--wa-font-size-xl);
    letter-spacing: -0.015em;
  }

  .empty p {
    max-width: 34ch;
    text-wrap: balance;
  }

  .empty .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--wa-space-xs);
    margin-block-start: var(--wa-space-s);
  }

  @media (max-width: 76rem) {
    .busy {
      grid-template-columns: minmax(0, 1fr) 21rem;
    }

    .busy .documents {
      grid-column: 1;
      grid-row: 2;
    }

    .busy .side {
      grid-row: 1 / span 2;
      grid-column: 2;
    }

    .busy platen-preview {
      position: static;
      height: min(46rem, calc(100dvh - 6.25rem));
    }
  }

  @media (max-width: 60rem) {
    .columns,
    .busy {
      grid-template-columns: minmax(0, 1fr);
    }

    .busy .documents {
      --platen-page-height: 84px;
      grid-row: auto;
    }

    .busy platen-preview {
      height: min(40rem, 78dvh);
    }

    /* Its parts join the column, so that Print stays at the bottom of the window all the way down. */
    .side {
      display: contents;
    }

    platen-print-bar {
      position: sticky;
      inset-block-end: 0;
      z-index: 10;
      margin-inline: calc(-1 * var(--wa-space-xs));
      padding-block-end: env(safe-area-inset-bottom);
    }

    .empty {
      min-height: 20rem;
      padding: var(--wa-space-l);
    }
  }
`;
