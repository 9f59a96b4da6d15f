/** Pages with known truth: drawn at 300 dpi, then scanned at any resolution, askew, with noise. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PagePixels } from '../../src/scan/corrections/gray-page.ts';
import { Random } from './random.ts';

const DPI = 300;
const px = (mm: number) => Math.round((mm * DPI) / 25.4);

export interface Rect {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

interface Ink {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly levels: Uint8Array;
}

let printed: Ink | undefined;

/** Four lines of 10 point text and parts of two more, 27 mm wide, at 300 dpi. */
function printedText(): Ink {
  if (printed) return printed;
  const file = gunzipSync(readFileSync(new URL('../vectors/text-600dpi.pgm.gz', import.meta.url)));
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 60).toString('latin1'))!;
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = file.subarray(header[0].length);
  const levels = new Uint8Array((width / 2) * (height / 2)).map((_, at) => {
    const [x, y] = [(at % (width / 2)) * 2, Math.floor(at / (width / 2)) * 2];
    const sum = pixels[y * width + x]! + pixels[y * width + x + 1]!;
    return (sum + pixels[(y + 1) * width + x]! + pixels[(y + 1) * width + x + 1]!) >> 2;
  });
  return (printed = { widthPx: width / 2, heightPx: height / 2, levels });
}

/** Lines of the printed text that are whole, in its pixels. */
const TEXT_LINES = { from: 25, to: 150 };
/** The second of its lines. */
const TEXT_LINE = { from: 28, to: 66 };

export class DrawnPage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly levels: Uint8Array;

  constructor(widthMm: number, heightMm: number, level = 255) {
    this.widthPx = px(widthMm);
    this.heightPx = px(heightMm);
    this.levels = new Uint8Array(this.widthPx * this.heightPx).fill(level);
  }

  fill({ leftMm, topMm, widthMm, heightMm }: Rect, level: number): this {
    return this.#paint(px(leftMm), px(topMm), px(widthMm), px(heightMm), () => level);
  }

  disc(xMm: number, yMm: number, diameterMm: number, level: number): this {
    const radius = px(diameterMm) / 2;
    const [left, top] = [Math.round(px(xMm) - radius), Math.round(px(yMm) - radius)];
    const side = Math.ceil(2 * radius) + 1;
    return this.#paint(left, top, side, side, (x, y) =>
      Math.hypot(x + 0.5 - radius, y + 0.5 - radius) <= radius ? level : null,
    );
  }

  /** A stroke `widthMm` wide. */
  stroke(
    from: readonly [number, number],
    to: readonly [number, number],
    widthMm: number,
    level: number,
  ): this {
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 0.05);
    for (let i = 0; i <= steps; i++) {
      const at = (axis: 0 | 1) => from[axis] + ((to[axis] - from[axis]) * i) / steps;
      this.disc(at(0), at(1), widthMm, level);
    }
    return this;
  }

  /** Fills an area with text; its ink has that level. Lines are not all as long, and shifted against each other. */
  text({ leftMm, topMm, widthMm, heightMm }: Rect, level = 0): this {
    const { widthPx } = printedText();
    const pitch = TEXT_LINES.to - TEXT_LINES.from;
    const random = new Random(5);
    for (let y = 0; y + pitch <= px(heightMm); y += pitch) {
      for (let x = 0; x < px(widthMm); x += widthPx) {
        const width = Math.min(widthPx, px(widthMm) - x - random.between(0, 60));
        this.#print(px(leftMm) + x, px(topMm) + y, { left: 0, width, ...TEXT_LINES }, level);
      }
    }
    return this;
  }

  /** A few words in one line. */
  words(leftMm: number, topMm: number, widthMm: number, level = 0): this {
    this.#print(px(leftMm), px(topMm), { left: 0, width: px(widthMm), ...TEXT_LINE }, level);
    return this;
  }

  /**
   * The page as a scanner sees it: white becomes `paper`, black 18, it lies `degrees` clockwise from straight, and every
   * pixel is off by up to `noise` levels.
   */
  scan(options: {
    dpi?: number;
    degrees?: number;
    noise?: number;
    paper?: number;
    beyond?: number;
  }): PagePixels {
    const { dpi = 100, degrees = 0, noise = 6, paper = 243, beyond = 255 } = options;
    const factor = DPI / dpi;
    const widthPx = Math.floor(this.widthPx / factor);
    const heightPx = Math.floor(this.heightPx / factor);
    const bytes = new Uint8Array(widthPx * heightPx);
    const samples = Math.ceil(factor);
    const isStraight = degrees === 0 && samples === factor;
    const seen = isStraight
      ? (x: number, y: number) => this.#meanOf(x * factor, y * factor, factor)
      : this.#turned(degrees, factor, samples, beyond);
    const random = new Random(9);
    for (let y = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++) {
        const level = 18 + ((paper - 18) * seen(x, y)) / 255 + (random.next() * 2 - 1) * noise;
        bytes[y * widthPx + x] = Math.min(255, Math.max(0, level));
      }
    }
    return { widthPx, heightPx, dpi, mode: 'gray', bytes };
  }

  /** Of a square of pixels. */
  #meanOf(left: number, top: number, side: number): number {
    let sum = 0;
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) sum += this.levels[y * this.widthPx + x]!;
    }
    return sum / side ** 2;
  }

  /** Sees pixels of a scan of the page that lies `degrees` clockwise: the mean of `samples` squared places. */
  #turned(
    degrees: number,
    factor: number,
    samples: number,
    beyond: number,
  ): (x: number, y: number) => number {
    const radians = (-degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    const [middleX, middleY] = [this.widthPx / 2, this.heightPx / 2];
    return (x, y) => {
      let sum = 0;
      for (let n = 0; n < samples ** 2; n++) {
        const u = (x + ((n % samples) + 0.5) / samples) * factor - middleX;
        const v = (y + (Math.floor(n / samples) + 0.5) / samples) * factor - middleY;
        const sx = Math.floor(u * cos - v * sin + middleX);
        const sy = Math.floor(u * sin + v * cos + middleY);
        const isOn = sx >= 0 && sy >= 0 && sx < this.widthPx && sy < this.heightPx;
        sum += isOn ? this.levels[sy * this.widthPx + sx]! : beyond;
      }
      return sum / samples ** 2;
    };
  }

  #print(
    left: number,
    top: number,
    part: { left: number; width: number; from: number; to: number },
    level: number,
  ): void {
    const { widthPx, levels } = printedText();
    this.#paint(left, top, part.width, part.to - part.from, (x, y) => {
      const ink = 255 - levels[(part.from + y) * widthPx + ((part.left + x) % widthPx)]!;
      return ink === 0 ? null : 255 - Math.round((ink * (255 - level)) / 255);
    });
  }

  #paint(
    left: number,
    top: number,
    width: number,
    height: number,
    level: (x: number, y: number) => number | null,
  ): this {
    for (let y = Math.max(0, -top); y < Math.min(height, this.heightPx - top); y++) {
      for (let x = Math.max(0, -left); x < Math.min(width, this.widthPx - left); x++) {
        const value = level(x, y);
        if (value !== null) this.levels[(top + y) * this.widthPx + left + x] = value;
      }
    }
    return this;
  }
}

export const A4 = { widthMm: 210, heightMm: 297 };
