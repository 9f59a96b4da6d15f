import { css } from 'lit';

export const cropFrameStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    gap: var(--wa-space-xs);
    min-height: 0;
    padding: var(--wa-space-m);
    overflow: hidden;
  }

  .bar {
    position: relative;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-self: center;
    gap: var(--wa-space-m);
    padding: var(--wa-space-2xs) var(--wa-space-2xs) var(--wa-space-2xs) var(--wa-space-m);
    border-radius: var(--wa-border-radius-m);
    background: var(--wa-color-surface-default);
    font-variant-numeric: tabular-nums;
  }

  .frame {
    position: absolute;
    cursor: move;
    outline: 2px solid var(--wa-color-brand-fill-loud);
    box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%);
    touch-action: none;
  }

  .edge {
    position: absolute;
    touch-action: none;
  }

  .edge.left,
  .edge.right {
    inset-block: 0;
    width: 20px;
    cursor: ew-resize;
  }

  .edge.top,
  .edge.bottom {
    inset-inline: 0;
    height: 20px;
    cursor: ns-resize;
  }

  .edge.left {
    left: -10px;
  }

  .edge.right {
    right: -10px;
  }

  .edge.top {
    top: -10px;
  }

  .edge.bottom {
    bottom: -10px;
  }

  /* A grip in the middle of each edge. */
  .edge::after {
    content: '';
    position: absolute;
    inset: 0;
    width: 10px;
    height: 10px;
    margin: auto;
    border: 2px solid white;
    border-radius: 3px;
    background: var(--wa-color-brand-fill-loud);
    box-shadow: 0 0 3px rgb(0 0 0 / 40%);
  }

  .edge.left::after,
  .edge.right::after {
    height: 28px;
  }

  .edge.top::after,
  .edge.bottom::after {
    width: 28px;
  }

  .corner {
    position: absolute;
    width: 24px;
    height: 24px;
    touch-action: none;
  }

  .corner.left {
    left: -12px;
  }

  .corner.right {
    right: -12px;
  }

  .corner.top {
    top: -12px;
  }

  .corner.bottom {
    bottom: -12px;
  }

  .corner.left.top,
  .corner.right.bottom {
    cursor: nwse-resize;
  }

  .corner.right.top,
  .corner.left.bottom {
    cursor: nesw-resize;
  }
`;
