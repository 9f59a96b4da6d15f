import type { RectPx } from '../geometry.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { TextMark } from '../marks.ts';
import { oneLine } from './one-line.ts';
import { SHARES } from '../places/place-page.ts';
import type { PlannedDocument } from '../plan-input.ts';
import type { Placement } from '../sheet-plan.ts';

export type WatermarkSettings = Pick<
  PrintSettings,
  | 'watermark'
  | 'watermarkPosition'
  | 'watermarkAngle'
  | 'watermarkOpacity'
  | 'watermarkSize'
  | 'watermarkTiled'
  | 'watermarkLayer'
>;

/** A text's room before its face is known, in ems: letters are narrower on the average, so most texts fit. */
const LETTER_EM = 0.6;
const LINE_EM = 1.2;

/** A text across the area. It is made smaller where its letters are wider than most. */
export function watermarkMarks(area: RectPx, settings: WatermarkSettings): TextMark[] {
  const text = oneLine(settings.watermark);
  if (text === '') return [];
  const natural = { width: [...text].length * LETTER_EM, height: LINE_EM };
  const { watermarkAngle, watermarkOpacity, watermarkLayer } = settings;
  const [across, down] = direction(watermarkAngle);
  const align = alignFor(settings);
  return spotsIn(area, natural, settings).map(({ x, y, scale }) => {
    const length = natural.width * scale;
    const toAnchor = align === 'center' ? 0 : align === 'start' ? -length / 2 : length / 2;
    return {
      kind: 'text',
      layer: watermarkLayer,
      gray: 0,
      opacity: watermarkOpacity / 100,
      clip: area,
      text,
      align,
      x: x + toAnchor * across,
      y: y + toAnchor * down,
      sizePx: scale,
      angle: watermarkAngle,
      maxLengthPx: length,
    };
  });
}

/** A text at the left edge begins there, and one at the right edge ends there, however long it comes out. */
function alignFor({
  watermarkPosition,
  watermarkAngle,
  watermarkTiled,
}: WatermarkSettings): TextMark['align'] {
  const [share] = SHARES[watermarkPosition];
  const [across] = direction(watermarkAngle);
  if (watermarkTiled || share === 0.5) return 'center';
  return (share === 0) === across >= 0 ? 'start' : 'end';
}

/** The first page of an image or document, in the same places as a text would be. */
export function stampPlacements(
  area: RectPx,
  { id, pages }: PlannedDocument,
  settings: WatermarkSettings,
): Placement[] {
  const { widthPt, heightPt } = pages[0]!;
  const [across, down] = direction(settings.watermarkAngle);
  return spotsIn(area, { width: widthPt, height: heightPt }, settings).map(({ x, y, scale }) => {
    const [a, b, c, d] = [scale * across, scale * down, -scale * down, scale * across];
    return {
      documentId: id,
      pageIndex: 0,
      // The middle of the page comes to the middle of the spot.
      matrix: [a, b, c, d, x - (a * widthPt + c * heightPt) / 2, y - (b * widthPt + d * heightPt) / 2],
      clip: area,
      opacity: settings.watermarkOpacity / 100,
    };
  });
}

/** Where the middle of a mark lies, and how much larger than its natural size it is. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many marks side by side fill the area at a size of 100 %, when they are repeated. */
const TILES_ACROSS = 3;
/** At small sizes they stand further apart, so that they are not too many to draw. */
const MOST_ACROSS = 16;
/** From one repeated mark to the next, of its size. */
const PITCH = 1.25;

function spotsIn(area: RectPx, natural: Size, settings: WatermarkSettings): Spot[] {
  const { watermarkTiled, watermarkSize, watermarkAngle, watermarkPosition } = settings;
  const turned = turnedBox(natural, watermarkAngle);
  const fitting = Math.min(area.width / turned.width, area.height / turned.height);
  const scale = (fitting * watermarkSize) / 100 / (watermarkTiled ? TILES_ACROSS : 1);
  if (watermarkTiled) {
    const pitch = {
      width: Math.max(PITCH * turned.width * scale, area.width / MOST_ACROSS),
      height: Math.max(PITCH * turned.height * scale, area.height / MOST_ACROSS),
    };
    return tileCentres(area, pitch).map((centre) => ({ ...centre, scale }));
  }
  const [across, down] = SHARES[watermarkPosition];
  const box = { width: turned.width * scale, height: turned.height * scale };
  return [
    {
      x: area.x + box.width / 2 + (area.width - box.width) * across,
      y: area.y + box.height / 2 + (area.height - box.height) * down,
      scale,
    },
  ];
}

/** From the middle of the area outwards until it is full; those at its edges are cut. */
function tileCentres({ x, y, width, height }: RectPx, pitch: Size) {
  const steps = (room: number, step: number) => {
    const each = Math.ceil(room / 2 / step);
    return Array.from({ length: 2 * each + 1 }, (_, index) => room / 2 + (index - each) * step);
  };
  return steps(height, pitch.height).flatMap((down) =>
    steps(width, pitch.width).map((across) => ({ x: x + across, y: y + down })),
  );
}

/** Where a text turned by that angle, counterclockwise, goes on the side, whose y points down. */
function direction(angle: number): readonly [across: number, down: number] {
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), -Math.sin(radians)];
}

function turnedBox({ width, height }: Size, angle: number): Size {
  const [across, down] = direction(angle).map(Math.abs) as [number, number];
  return { width: width * across + height * down, height: width * down + height * across };
}
