import { css } from 'lit';

export const settingsPanelStyles = css`
  /* The frame belongs to the host, which the view may let scroll. */
  :host {
    background: var(--wa-color-surface-default);
    border: 1px solid var(--platen-card-border);
    border-radius: var(--wa-border-radius-l);
  }

  /* Within a dialog there is a frame, and a title, already. */
  :host([plain]) {
    border: 0;
    background: none;
  }

  :host([plain]) section {
    padding: 0;
  }

  :host([plain]) h2 {
    display: none;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-m);
    padding: var(--wa-space-m);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-3xs);
    margin-block-end: calc(-1 * var(--wa-space-2xs));
  }

  .head h2 {
    margin-inline-end: auto;
  }

  .head wa-button::part(base) {
    padding-inline: 0.55em;
  }

  /* Its placeholder says it to those who see. */
  .search::part(form-control-label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .group {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-m);
  }

  .pinned,
  .outs {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-2xs);
  }

  .outs {
    margin-block-start: var(--wa-space-xs);
  }

  wa-details {
    --spacing: var(--wa-space-2xs);
  }

  wa-details::part(header) {
    padding-inline: 0;
    font-weight: var(--wa-font-weight-semibold);
  }

  wa-details::part(content) {
    padding-inline: 0;
  }

  .folds {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-2xs);
  }

  .notes {
    display: grid;
    gap: var(--wa-space-2xs);
    color: var(--wa-color-text-quiet);
    font-size: var(--wa-font-size-s);
  }

  .notes li {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--wa-space-2xs);
  }

  .notes wa-icon {
    margin-block-start: 0.2em;
  }

  .elsewhere {
    display: grid;
    gap: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
  }

  .count {
    position: relative;
    display: inline-block;
    min-width: 1.6em;
    margin-inline-start: 0.6em;
    padding: 0.05em 0.5em;
    border-radius: 1em;
    background: var(--wa-color-brand-fill-normal);
    color: var(--wa-color-brand-on-normal);
    font-size: var(--wa-font-size-xs);
    text-align: center;
  }
`;
