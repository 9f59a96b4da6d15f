import { css } from 'lit';

/** Lines of the stack's picture, in the colours of the page. */
export const stackPictureStyles = css`
  svg {
    width: 100%;
    max-height: 11rem;
    fill: none;
    stroke: var(--wa-color-text-quiet);
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  svg .fine {
    stroke-width: 1;
  }

  svg .paper {
    fill: var(--wa-color-surface-default);
  }

  svg .print {
    stroke: var(--wa-color-text-normal);
    stroke-width: 3;
  }

  svg .way {
    stroke: var(--wa-color-brand-fill-loud);
  }
`;
