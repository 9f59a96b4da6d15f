import { css } from 'lit';

export const machineViewStyles = css`
  h1 {
    margin-block-end: var(--wa-space-m);
  }

  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    gap: var(--wa-space-l);
    align-items: start;
  }

  .column {
    display: grid;
    gap: var(--wa-space-l);
    min-width: 0;
  }

  .card {
    display: grid;
    gap: var(--wa-space-m);
    padding: var(--wa-space-l);
  }

  .title {
    display: flex;
    align-items: center;
    gap: var(--wa-space-m);
  }

  .title wa-icon {
    font-size: 2.25rem;
    color: var(--wa-color-brand-on-quiet);
  }

  .title h2 {
    font-size: var(--wa-font-size-l);
    overflow-wrap: anywhere;
  }

  dl {
    display: grid;
    grid-template-columns: minmax(7rem, max-content) 1fr;
    gap: var(--wa-space-xs) var(--wa-space-m);
  }

  dt {
    color: var(--wa-color-text-quiet);
  }

  dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  code {
    font: var(--wa-font-size-s) / 1.5 var(--wa-font-family-code);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-xs) var(--wa-space-s);
  }

  wa-details {
    --spacing: var(--wa-space-s);
  }

  wa-details::part(header),
  wa-details::part(content) {
    padding-inline: 0;
  }

  .quirks {
    display: grid;
    gap: var(--wa-space-m);
  }

  @media (max-width: 30rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }

    dd {
      margin-block-end: var(--wa-space-xs);
    }
  }
`;
