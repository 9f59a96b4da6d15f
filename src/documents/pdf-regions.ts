import type { Matrix } from '../layout/geometry.ts';
import { ImageKind, OPS } from 'pdfjs-dist';
import {
  areaOf,
  intersect,
  isBlackAndWhite,
  transformBox,
  unite,
  type Box,
  type PageRegion,
} from './page-region.ts';
import {
  asBox,
  asMatrix,
  finite,
  multiply,
  pairs,
  type Group,
  type OperatorList,
  type PdfImage,
} from './pdf-operators.ts';
import { isTonalFont, isTonalPattern } from './pdf-tones.ts';

/** Finds the images and fonts that operators name; undefined where there is none. */
export type FindObject = (name: string) => unknown;

/** More operators than this are not looked through: the page counts as one photo. */
const MAX_OPERATORS = 2_000_000;
/** Pictures cut into more parts than this, that do not join, count as one photo of the whole page. */
const MAX_REGIONS = 256;
/** Pixels of a page's images that are looked at for levels between black and white. */
const MAX_PIXELS = 64_000_000;
/** Parts whose common box is hardly larger than they are are taken for one picture. */
const JOINED_AREA = 1.05;

const UNIT: Box = [0, 0, 1, 1];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** As much of pdf.js's graphics state as tells where pictures are. */
interface State {
  readonly ctm: Matrix;
  /** What the clip leaves of the page, page space; null: nothing. */
  readonly clip: Box | null;
  /** What fills and strokes is a gradient, or a pattern with pictures. */
  readonly tonalFill: boolean;
  readonly tonalStroke: boolean;
  /** Shown through a soft mask: whatever is painted comes out in tones. */
  readonly masked: boolean;
  /** What is painted covers what lies below: full strength, ordinary blending, colours as they are. */
  readonly full: boolean;
  readonly plain: boolean;
  readonly unmapped: boolean;
  /** In a group that is painted as a whole. */
  readonly isolated: boolean;
  /** The glyphs of the font are pictures themselves. */
  readonly tonalFont: boolean;
  readonly lineWidth: number;
}

/**
 * Where the pictures of a page are, by its operators. `base` maps user space to page space, `page` is the page
 * in page space. Where something cannot be understood, the page counts as one photo, which is then printed as
 * it would be without knowing: nothing is lost but the crispness of its text.
 */
export function findRegions(list: OperatorList, base: Matrix, page: Box, find: FindObject): PageRegion[] {
  try {
    return new RegionFinder(base, page, find).run(list);
  } catch {
    return [{ kind: 'photo', box: page }];
  }
}

class RegionFinder {
  readonly #regions: PageRegion[] = [];
  readonly #saved: State[] = [];
  readonly #initial: State;
  #state: State;
  /** The path operator's clip that is still to come with the path. */
  #clips = false;
  /** Depth of groups that are soft masks: what they hold is not painted. */
  #maskGroups = 0;
  #pixelsLeft = MAX_PIXELS;
  readonly #bilevel = new Map<object, boolean>();

  constructor(
    private readonly base: Matrix,
    page: Box,
    private readonly find: FindObject,
  ) {
    this.#initial = {
      ctm: base,
      clip: page,
      tonalFill: false,
      tonalStroke: false,
      masked: false,
      full: true,
      plain: true,
      unmapped: true,
      isolated: false,
      tonalFont: false,
      lineWidth: 1,
    };
    this.#state = this.#initial;
  }

  run({ fnArray, argsArray }: OperatorList): PageRegion[] {
    if (fnArray.length > MAX_OPERATORS) throw new RangeError('too many operators');
    for (let i = 0; i < fnArray.length; i += 1) {
      this.#operator(fnArray[i]!, (argsArray[i] ?? []) as readonly unknown[]);
      if (this.#regions.length > MAX_REGIONS) throw new RangeError('too many pictures');
    }
    return this.#regions;
  }

  #operator(operator: number, args: readonly unknown[]): void {
    switch (operator) {
      case OPS.save:
        return this.#save();
      case OPS.restore:
        return this.#restore();
      case OPS.transform:
        return this.#transform(args);
      case OPS.paintFormXObjectBegin:
        return this.#beginForm(args[0], args[1]);
      case OPS.paintFormXObjectEnd:
        return this.#restore();
      case OPS.beginGroup:
        return this.#beginGroup(args[0] as Group);
      case OPS.endGroup:
        if ((args[0] as Group).smask) this.#maskGroups -= 1;
        return this.#restore();
      case OPS.beginAnnotation:
        return this.#beginAnnotation(args);
      case OPS.setGState:
        return this.#setGState(args[0] as readonly (readonly [string, unknown])[]);
      case OPS.setLineWidth:
        return this.#set({ lineWidth: finite(args[0]) });
      case OPS.setFillColorN:
        return this.#set({ tonalFill: isTonalPattern(args) });
      case OPS.setFillRGBColor:
      case OPS.setFillTransparent:
        return this.#set({ tonalFill: false });
      case OPS.setStrokeColorN:
        return this.#set({ tonalStroke: isTonalPattern(args) });
      case OPS.setStrokeRGBColor:
      case OPS.setStrokeTransparent:
        return this.#set({ tonalStroke: false });
      case OPS.setFont:
        return this.#set({ tonalFont: isTonalFont(this.find(String(args[0]))) });
      case OPS.clip:
      case OPS.eoClip:
        this.#clips = true;
        return;
      case OPS.constructPath:
        return this.#path(args);
      case OPS.shadingFill:
        return this.#photo(this.#state.clip);
      case OPS.showText:
      case OPS.rawFillPath:
        return this.#unmeasured();
      default:
        return this.#image(operator, args);
    }
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
  }

  #save(): void {
    // Deeper than any page that was meant; a file that never restores must not fill the memory.
    if (this.#saved.length > 10_000) throw new RangeError('saved too often');
    this.#saved.push(this.#state);
  }

  /** Without anything saved pdf.js stays as it is. */
  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
    this.#clips = false;
  }

  #transform(matrix: unknown): void {
    this.#set({ ctm: multiply(this.#state.ctm, asMatrix(matrix)) });
  }

  #beginForm(matrix: unknown, box: unknown): void {
    this.#save();
    if (matrix) this.#transform(matrix);
    if (box) this.#clipTo(transformBox(asBox(box), this.#state.ctm));
  }

  #beginGroup(group: Group): void {
    this.#save();
    const ctm = group.matrix ? multiply(this.#state.ctm, asMatrix(group.matrix)) : this.#state.ctm;
    if (group.bbox) this.#clipTo(transformBox(asBox(group.bbox), ctm));
    if (group.smask) this.#maskGroups += 1;
    // It may be see-through as a whole; inside, pdf.js begins with a clean state.
    if (group.needsIsolation) this.#set({ isolated: true, full: true, plain: true, unmapped: true });
  }

  /** pdf.js begins every annotation with a clean state and the page's own transform. */
  #beginAnnotation([, rect, transform, matrix]: readonly unknown[]): void {
    this.#saved.length = 0;
    this.#state = this.#initial;
    if (rect) this.#clipTo(transformBox(asBox(rect), this.base));
    this.#transform(transform);
    this.#transform(matrix);
  }

  #setGState(entries: readonly (readonly [string, unknown])[]): void {
    for (const [key, value] of entries) {
      if (key === 'SMask') this.#set({ masked: Boolean(value) });
      else if (key === 'LW') this.#set({ lineWidth: finite(value) });
      else if (key === 'ca') this.#set({ full: value === 1 });
      else if (key === 'BM') this.#set({ plain: value === 'source-over' });
      else if (key === 'TR') this.#set({ unmapped: !value });
      else if (key === 'Font')
        this.#set({ tonalFont: isTonalFont(this.find(String((value as unknown[])[0]))) });
    }
  }

  /** `[how it is painted, its points, the box around them]`; no box: an empty path. */
  #path([painting, , around]: readonly unknown[]): void {
    const { ctm, lineWidth, tonalFill, tonalStroke, masked } = this.#state;
    const own = around ? transformBox(asBox(around), ctm) : null;
    if (this.#clips) {
      this.#clips = false;
      if (own) this.#clipTo(own);
      return;
    }
    if (!own || painting === OPS.endPath) return;
    const fills = painting !== OPS.stroke && painting !== OPS.closeStroke;
    const strokes = painting !== OPS.fill && painting !== OPS.eoFill;
    if (!masked && !(fills && tonalFill) && !(strokes && tonalStroke)) return;
    const reach = strokes
      ? 1 + (lineWidth / 2) * Math.max(Math.hypot(ctm[0], ctm[1]), Math.hypot(ctm[2], ctm[3]))
      : 0;
    this.#photo([own[0] - reach, own[1] - reach, own[2] + reach, own[3] + reach]);
  }

  /** How long a text is, only the font knows: in tones, it may be anywhere that the clip allows. */
  #unmeasured(): void {
    const { tonalFill, tonalStroke, masked, tonalFont, clip } = this.#state;
    if (tonalFill || tonalStroke || masked || tonalFont) this.#photo(clip);
  }

  #image(operator: number, args: readonly unknown[]): void {
    switch (operator) {
      case OPS.paintImageXObject:
        return this.#picture(this.find(String(args[0])), IDENTITY);
      case OPS.paintInlineImageXObject:
        return this.#picture(args[0], IDENTITY);
      case OPS.paintInlineImageXObjectGroup:
        for (const { transform } of args[1] as readonly { transform: unknown }[]) {
          this.#picture(args[0], asMatrix(transform));
        }
        return;
      case OPS.paintImageXObjectRepeat: {
        const image = this.find(String(args[0]));
        for (const [x, y] of pairs(args[3])) this.#picture(image, asMatrix([args[1], 0, 0, args[2], x, y]));
        return;
      }
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        return this.#stencil(IDENTITY);
      case OPS.paintImageMaskXObjectGroup:
        for (const { transform } of args[0] as readonly { transform: unknown }[]) {
          this.#stencil(asMatrix(transform));
        }
        return;
      case OPS.paintImageMaskXObjectRepeat:
        for (const [x, y] of pairs(args[5])) {
          this.#stencil(asMatrix([args[1], args[2] ?? 0, args[3] ?? 0, args[4], x, y]));
        }
        return;
      default:
    }
  }

  #picture(image: unknown, matrix: Matrix): void {
    const ctm = multiply(this.#state.ctm, matrix);
    const box = transformBox(UNIT, ctm);
    const { masked, full, plain, unmapped, isolated, clip } = this.#state;
    const isUpright = (ctm[1] === 0 && ctm[2] === 0) || (ctm[0] === 0 && ctm[3] === 0);
    const covers = full && plain && unmapped && !masked && !isolated;
    if (!covers || !isUpright || !this.#isBilevel(image)) return this.#photo(box);
    const seen = clip && intersect(box, clip);
    if (!seen || this.#maskGroups > 0) return;
    const { width, height } = image as Required<PdfImage>;
    const across = Math.hypot(ctm[0], ctm[1]);
    const down = Math.hypot(ctm[2], ctm[3]);
    this.#add({ kind: 'bilevel', box: seen, pixelsPerPoint: Math.max(width / across, height / down) });
  }

  /** A stencil is line art in the colour that fills it, unless that is a gradient or a picture. */
  #stencil(matrix: Matrix): void {
    if (!this.#state.tonalFill && !this.#state.masked) return;
    this.#photo(transformBox(UNIT, multiply(this.#state.ctm, matrix)));
  }

  #isBilevel(image: unknown): boolean {
    if (typeof image !== 'object' || image === null) return false;
    const known = this.#bilevel.get(image);
    if (known !== undefined) return known;
    const { kind, data, width = 0, height = 0 } = image as PdfImage;
    let found = false;
    if (kind === ImageKind.GRAYSCALE_1BPP) {
      found = true;
    } else if (data && (kind === ImageKind.RGB_24BPP || kind === ImageKind.RGBA_32BPP)) {
      this.#pixelsLeft -= width * height;
      found = this.#pixelsLeft >= 0 && isBlackAndWhite(data, kind === ImageKind.RGB_24BPP ? 3 : 4);
    }
    this.#bilevel.set(image, found);
    return found;
  }

  #clipTo(box: Box): void {
    const { clip } = this.#state;
    this.#set({ clip: clip && intersect(clip, box) });
  }

  #photo(box: Box | null): void {
    const { clip } = this.#state;
    const seen = box && clip && intersect(box, clip);
    if (seen && this.#maskGroups === 0) this.#add({ kind: 'photo', box: seen });
  }

  /** Images are often cut into strips or tiles, which are put together again. */
  #add(region: PageRegion): void {
    const last = this.#regions.at(-1);
    if (last?.kind === region.kind && last.pixelsPerPoint === region.pixelsPerPoint) {
      const both = unite(last.box, region.box);
      if (areaOf(both) <= JOINED_AREA * (areaOf(last.box) + areaOf(region.box))) {
        this.#regions[this.#regions.length - 1] = { ...region, box: both };
        return;
      }
    }
    this.#regions.push(region);
  }
}
