import { css } from 'lit';

export const scanStageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--wa-space-s);
    min-height: 2.9rem;
    padding: var(--wa-space-2xs) var(--wa-space-xs);
    border-block-end: 1px solid var(--platen-card-border);
  }

  .turn,
  .modes {
    display: flex;
    align-items: center;
    gap: var(--wa-space-3xs);
    font-variant-numeric: tabular-nums;
  }

  .turn h2 {
    font-size: var(--wa-font-size-s);
    white-space: nowrap;
  }

  .head wa-button::part(base) {
    padding-inline: 0.6em;
  }

  .modes wa-icon {
    font-size: 1.1rem;
  }

  .stage {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    background: var(--platen-stage);
    overflow: hidden;
  }

  .compare {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  figure {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    margin: 0;
    padding: var(--wa-space-s);
  }

  figure:not(:has(figcaption)) {
    grid-template-rows: minmax(0, 1fr);
  }

  figcaption {
    padding-block-end: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
    text-align: center;
  }

  .waiting {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--wa-space-s);
    padding: var(--wa-space-l);
  }

  .waiting wa-spinner {
    font-size: var(--wa-font-size-2xl);
  }
`;
