import { css } from 'lit';

/** CSS pixels from one page to the next. */
export const ITEM_PX = 100;
/** Longest side of a page's picture. */
export const THUMB_PX = 104;

export const scanStripStyles = css`
  .scroller {
    overflow-x: auto;
    scrollbar-width: thin;
    border-radius: var(--wa-border-radius-m);
  }

  .scroller:focus-visible {
    outline-offset: -3px;
  }

  .row {
    position: relative;
    height: ${THUMB_PX + 64}px;
  }

  .page {
    position: absolute;
    inset-block: 3px;
    display: grid;
    grid-template: 1.2rem ${THUMB_PX}px 1.6rem / minmax(0, 1fr);
    gap: 2px;
    width: ${ITEM_PX - 4}px;
    padding: 2px 6px;
    border-radius: var(--wa-border-radius-m);
    font-size: var(--wa-font-size-xs);
    line-height: 1.4;
    text-align: center;
    font-variant-numeric: tabular-nums;
    color: var(--wa-color-text-quiet);
    cursor: pointer;
  }

  .page:hover {
    background: color-mix(in oklab, var(--wa-color-text-normal) 6%, transparent);
  }

  .page[aria-selected='true'] {
    background: var(--wa-color-brand-fill-quiet);
    color: var(--wa-color-brand-on-quiet);
  }

  .current {
    box-shadow: inset 0 0 0 2px var(--wa-color-brand-border-loud);
  }

  .start::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -3px;
    width: 2px;
    background: var(--wa-color-brand-fill-loud);
  }

  .document {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: var(--wa-font-weight-semibold);
  }

  .drop-line {
    position: absolute;
    inset-block: 0;
    width: 4px;
    border-radius: 2px;
    background: var(--wa-color-brand-fill-loud);
    pointer-events: none;
  }
`;
