import { svg, type SVGTemplateResult } from 'lit';
import type { SettingKey } from '../../settings/describe.ts';

/** What a choice does to the paper, drawn in 40 x 40 units; null where words say it better. */
export function settingPicture(key: string, value: string): SVGTemplateResult | null {
  return PICTURES[key as SettingKey]?.(value) ?? null;
}

type Draw = (value: string) => SVGTemplateResult | undefined;

/** Line art takes the colour of the text, `.ink` is filled with it. */
const page = (x = 9, y = 4, width = 22, height = 32) =>
  svg`<rect x=${x} y=${y} width=${width} height=${height} rx="1.5"></rect>`;
const lines = (x: number, y: number, width: number, count = 3) =>
  Array.from(
    { length: count },
    (_, row) => svg`<path d=${`M${x} ${y + row * 3.5}h${row === count - 1 ? width * 0.6 : width}`}></path>`,
  );
const digit = (text: string, x: number, y: number) =>
  svg`<text x=${x} y=${y} text-anchor="middle">${text}</text>`;
const bar = (x: number, y: number, width: number, height: number) =>
  svg`<rect class="ink" x=${x} y=${y} width=${width} height=${height}></rect>`;

const arrangement: Draw = (value) =>
  ({
    single: svg`${page()}${lines(13, 11, 14, 5)}`,
    nup: svg`${page()}${[12, 21].flatMap((x) => [8, 21].map((y) => page(x, y, 7, 11)))}`,
    repeat: svg`${page()}${[12, 21].flatMap((x) => [8, 21].map((y) => svg`${page(x, y, 7, 11)}${digit('A', x + 3.5, y + 8.5)}`))}`,
    booklet: svg`<path d="M20 9c-4-3-9-3-14-2v25c5-1 10-1 14 2c4-3 9-3 14-2V7c-5-1-10-1-14 2zM20 9v25"></path>${lines(9, 14, 7)}${lines(24, 14, 7)}`,
    poster: svg`${[4, 21].flatMap((x) => [2, 21].map((y) => page(x, y, 15, 17)))}<circle cx="20" cy="20" r="10"></circle>`,
  })[value];

const duplex: Draw = (value) =>
  ({
    off: svg`${page()}${lines(13, 11, 14, 5)}`,
    long: svg`${page(16, 4, 20, 32)}${lines(20, 11, 12, 4)}<path d="M16 4L6 8v24l10 4"></path>${bar(14.8, 4, 2.4, 32)}`,
    short: svg`${page(9, 14, 22, 24)}${lines(13, 21, 14, 4)}<path d="M9 14l3-11h16l3 11"></path>${bar(9, 12.8, 22, 2.4)}`,
  })[value];

/** 1 to 4 as the order places them, two by two. */
const ORDERS: Readonly<Record<string, string>> = { Z: '1234', N: '1324', 'Z-rtl': '2143', 'N-rtl': '3142' };
const pageOrder: Draw = (value) =>
  svg`${page(6, 3, 28, 34)}${[...ORDERS[value]!].map((number, at) =>
    digit(number, 13 + 14 * (at % 2), 16 + 16 * Math.floor(at / 2)),
  )}`;

const bookletBinding: Draw = (value) =>
  value === 'left'
    ? svg`${page(10, 5, 22, 30)}<path d="M10 5l-4 3v30l4-3"></path>${bar(9, 5, 3, 30)}${lines(16, 12, 12, 4)}`
    : svg`${page(8, 5, 22, 30)}<path d="M30 5l4 3v30l-4-3"></path>${bar(28, 5, 3, 30)}${lines(12, 12, 12, 4)}`;

const bindingEdge: Draw = (value) =>
  ({
    auto: svg`${page()}<path d="M12 8v24" stroke-dasharray="2 3"></path><path d="M13 7h15" stroke-dasharray="2 3"></path>`,
    left: svg`${page()}${bar(9, 4, 4, 32)}${lines(17, 11, 10, 5)}`,
    right: svg`${page()}${bar(27, 4, 4, 32)}${lines(13, 11, 10, 5)}`,
    top: svg`${page()}${bar(9, 4, 22, 4)}${lines(13, 14, 14, 5)}`,
  })[value];

const alignment: Draw = (value) => {
  const x = value.endsWith('left') ? 11 : value.endsWith('right') ? 21 : 16;
  const y = value.startsWith('top') ? 6 : value.startsWith('bottom') ? 24 : 15;
  return svg`${page()}${bar(x, y, 8, 10)}`;
};

const rotation: Draw = (value) =>
  svg`<g transform=${`rotate(${value} 20 20)`}>${page()}<path d="M20 29V11m-5 5l5-5l5 5"></path></g>`;

const PICTURES: Partial<Record<SettingKey, Draw>> = {
  arrangement,
  duplex,
  pageOrder,
  bookletBinding,
  bindingEdge,
  alignment,
  watermarkPosition: alignment,
  rotation,
};
