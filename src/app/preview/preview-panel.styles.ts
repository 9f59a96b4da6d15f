import { css } from 'lit';

export const previewPanelStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    height: 100%;
    overflow: hidden;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--wa-space-s);
    padding: var(--wa-space-2xs) var(--wa-space-xs);
    border-block-end: 1px solid var(--platen-card-border);
  }

  .turn {
    display: flex;
    align-items: center;
    gap: var(--wa-space-3xs);
    font-variant-numeric: tabular-nums;
  }

  .turn h2 {
    font-size: var(--wa-font-size-s);
    white-space: nowrap;
  }

  .turn wa-button::part(base) {
    padding-inline: 0.5em;
  }

  .stage {
    position: relative;
    min-height: 15rem;
    background: var(--platen-stage);
  }

  platen-dot-view {
    position: absolute;
    inset: 0;
    background: var(--platen-stage);
    border-radius: 0;
  }

  platen-explanation {
    position: absolute;
    inset: var(--wa-space-m) var(--wa-space-m) auto;
  }

  .busy {
    position: absolute;
    inset-block-start: var(--wa-space-s);
    inset-inline-end: var(--wa-space-s);
    font-size: var(--wa-font-size-l);
    /* A short wait shows nothing. */
    animation: appear 0.2s 0.35s both;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-3xs) var(--wa-space-m);
    padding: var(--wa-space-2xs) var(--wa-space-m);
    border-block-start: 1px solid var(--platen-card-border);
    font-size: var(--wa-font-size-s);
  }

  .about p {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  platen-preview-strip {
    min-width: 0;
    padding: 0 var(--wa-space-2xs) var(--wa-space-3xs);
    border-block-start: 1px solid var(--platen-card-border);
  }

  @media (prefers-reduced-motion: reduce) {
    .busy {
      animation: none;
    }
  }
`;
