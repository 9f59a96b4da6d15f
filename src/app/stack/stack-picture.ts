import { html, svg, type TemplateResult } from 'lit';
import type { StackHabit } from '../../machine/stack-habit.ts';

/**
 * How a stack goes from the output tray into the bypass: what words alone get wrong. Seen from the front of the
 * machine; printing is dark, blank sides are light.
 */
export function stackPicture(refeed: StackHabit['refeed']): TemplateResult {
  return html`<svg viewBox="0 0 300 150" role="img" aria-label=${DESCRIPTIONS[refeed]} part="picture">
    ${machine()} ${stack(58, 20, 'printed-below')} ${refeed === 'turned-over' ? turn() : carry()}
    ${stack(238, 92, refeed === 'turned-over' ? 'printed-above' : 'printed-below')}
  </svg>`;
}

const DESCRIPTIONS: Readonly<Record<StackHabit['refeed'], string>> = {
  'as-it-came':
    'The stack goes from the tray on top into the bypass at the right side, without being turned.',
  'turned-over':
    'The stack is turned over like the page of a book, then it goes from the tray on top into the bypass at the right side.',
};

function machine() {
  return svg`<g class="machine">
    <path d="M20 45 h130 v90 h-130 z" />
    <path d="M20 45 l12 -14 h106 l12 14" />
    <path d="M150 104 l46 -10" />
    <path d="M40 112 h90 M40 122 h90" class="fine" />
  </g>`;
}

/** Three sheets and the side that is printed. */
function stack(x: number, y: number, print: 'printed-below' | 'printed-above') {
  const lines = print === 'printed-above' ? `M${x - 18} ${y} h36` : `M${x - 18} ${y + 14} h36`;
  return svg`<g>
    <rect x=${x - 28} y=${y + 1} width="56" height="12" rx="1" class="paper" />
    <path d=${`M${x - 28} ${y + 5} h56 M${x - 28} ${y + 9} h56`} class="fine" />
    <path d=${lines} class="print" />
  </g>`;
}

function carry() {
  return svg`<path d="M100 22 C 170 4, 240 20, 240 80" class="way" /><path d="M233 70 l7 12 l7 -12" class="way" />`;
}

function turn() {
  return svg`<path d="M100 22 C 150 4, 190 8, 200 30 C 208 50, 178 54, 184 36 C 190 20, 240 30, 240 80" class="way" />
    <path d="M233 70 l7 12 l7 -12" class="way" />`;
}
