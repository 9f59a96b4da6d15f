import { svg, type SVGTemplateResult } from 'lit';

/** What to scan, drawn in 40 × 40 units; line art takes the colour of the text, `.ink` is filled with it. */
export function scanPicture(key: string, value: string): SVGTemplateResult | null {
  return PICTURES[`${key} ${value}`] ?? null;
}

const machine = svg`<path d="M6 24h28v9a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2z"></path><path d="M26 29h4"></path>`;
const sheet = (x: number, y: number) =>
  svg`<path d=${`M${x} ${y}h13v11h-13z`}></path><path d=${`M${x + 3} ${y + 4}h7m-7 3h5`}></path>`;
const page = svg`<rect x="9" y="4" width="22" height="32" rx="1.5"></rect>`;

const PICTURES: Readonly<Record<string, SVGTemplateResult>> = {
  'source glass': svg`${machine}<path d="M6 21l4-13h24l-2 13z"></path><path d="M10 27h11"></path>`,
  'source feeder': svg`${machine}<path d="M10 24v-6h20v6"></path>${sheet(13, 4)}`,
  'source feeder-duplex': svg`${machine}<path d="M10 24v-6h20v6"></path>${sheet(5, 5)}${sheet(22, 5)}<path d="M18.5 8.5h3m0 3h-3"></path>`,
  'colours colour': svg`${page}<circle cx="17" cy="16" r="4.5"></circle><circle class="ink" cx="23" cy="16" r="4.5"></circle><circle cx="20" cy="22" r="4.5"></circle>`,
  'colours gray': svg`${page}<path class="ink" opacity="0.25" d="M12 8h16v8H12z"></path><path class="ink" opacity="0.55" d="M12 16h16v8H12z"></path><path class="ink" d="M12 24h16v8H12z"></path>`,
  'colours black': svg`${page}<path class="ink" d="M14 28l5-17h2l5 17h-3l-1.2-4.5h-4L16.7 28zm4.5-7h3L20 15z"></path>`,
};
