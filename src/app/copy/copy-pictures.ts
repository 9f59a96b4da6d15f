import { svg, type SVGTemplateResult } from 'lit';

/** What the copier's choices do, drawn in 40 × 40 units; line art takes the colour of the text, `.ink` is filled with it. */
export function copyPicture(key: string, value: string): SVGTemplateResult | null {
  return PICTURES[`${key} ${value}`] ?? null;
}

const machine = svg`<path d="M6 24h28v9a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z"></path><path d="M26 29h4"></path>`;
const page = svg`<rect x="9" y="4" width="22" height="32" rx="1.5"></rect>`;
const arrow = svg`<path d="M17 20h6m-2.5-2.5L23 20l-2.5 2.5"></path>`;
const oneSided = (x: number) =>
  svg`<rect x=${x} y="11" width="12" height="17" rx="1"></rect><path d=${`M${x + 3} 16h6m-6 3.5h6m-6 3.5h4`}></path>`;
/** The back shows behind. */
const twoSided = (x: number) =>
  svg`<path d=${`M${x + 12} 14h2.5v17h-11v-3`}></path>${oneSided(x)}<text x=${x + 6} y="9" text-anchor="middle">2</text>`;
const small = (x: number, y: number, width: number, height: number) =>
  svg`<rect x=${x} y=${y} width=${width} height=${height}></rect>`;
const card = (y: number) =>
  svg`<rect x="12.5" y=${y} width="15" height="9.5" rx="1.5"></rect><path d=${`M20 ${y + 3.5}h5m-5 2.5h5`}></path>${svg`<circle class="ink" cx="16" cy=${y + 4.5} r="1.6"></circle>`}`;

const PICTURES: Readonly<Record<string, SVGTemplateResult>> = {
  'copy-source glass': svg`${machine}<path d="M6 21l4-13h24l-2 13z"></path><path d="M10 27h11"></path>`,
  'copy-source feeder': svg`${machine}<path d="M10 24v-6h20v6"></path><path d="M13 4h13v11h-13z"></path><path d="M16 8h7m-7 3h5"></path>`,
  'sides 1-1': svg`${oneSided(2)}${arrow}${oneSided(26)}`,
  'sides 1-2': svg`${oneSided(2)}${arrow}${twoSided(25)}`,
  'sides 2-2': svg`${twoSided(1)}${arrow}${twoSided(25)}`,
  'sides 2-1': svg`${twoSided(1)}${arrow}${oneSided(26)}`,
  'layout 1': svg`${page}<path d="M13 11h14m-14 4h14m-14 4h14m-14 4h9"></path>`,
  'layout 2': svg`${page}${small(12, 7, 16, 11.5)}${small(12, 21.5, 16, 11.5)}`,
  'layout 4': svg`${page}${small(12, 8, 7, 11)}${small(21, 8, 7, 11)}${small(12, 21, 7, 11)}${small(21, 21, 7, 11)}`,
  'layout booklet': svg`<path d="M20 9c-4-3-9-3-14-2v25c5-1 10-1 14 2c4-3 9-3 14-2V7c-5-1-10-1-14 2zM20 9v25"></path>`,
  'layout card': svg`${page}${card(8)}${card(22)}`,
  'kind text': svg`${page}<path d="M13 11h14m-14 4h14m-14 4h14m-14 4h14m-14 4h9"></path>`,
  'kind mixed': svg`${page}<path class="ink" d="M13 8h14v10H13z" opacity="0.5"></path><path d="M13 23h14m-14 4h14m-14 4h9"></path>`,
  'kind photo': svg`${page}<path class="ink" d="M12 27l5-8 4 5 3-3 4 6z"></path><circle cx="24" cy="13" r="2.5"></circle>`,
};
