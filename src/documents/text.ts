import type { Matrix } from '../layout/geometry.ts';
import fontUrl from '@fontsource/dejavu-mono/files/dejavu-mono-latin-400-normal.woff2?url';
import { PlatenError } from '../errors/platen-error.ts';
import { MAX_PAGES, MAX_TEXT_BYTES } from './limits.ts';
import type { OpenDocument, PageContext } from './open-document.ts';
import type { PageRegion } from './page-region.ts';
import type { DocumentSource, PageSize } from './raster-api.ts';
import { threadFonts } from './thread-fonts.ts';
import { pageLines, paginate, runsOf, type TextGrid } from './text-layout.ts';

/** A4 in points; whatever the paper, layout fits the page to it. */
const PAGE: PageSize = { widthPt: (210 / 25.4) * 72, heightPt: (297 / 25.4) * 72 };
const MARGIN_PT = (15 / 25.4) * 72;
const FONT_SIZE_PT = 10;
const LINE_PT = 12;
/** Every glyph of DejaVu Sans Mono is 1233 units of 2048 wide. */
const CELL_PT = FONT_SIZE_PT * (1233 / 2048);
/** From a line's top to its baseline: half of the extra leading, then DejaVu's ascent of 0.93. */
const BASELINE_PT = 10.2;

const FONT_FAMILY = 'Platen Text';

const GRID: TextGrid = {
  columns: Math.floor((PAGE.widthPt - 2 * MARGIN_PT) / CELL_PT),
  lines: Math.floor((PAGE.heightPt - 2 * MARGIN_PT) / LINE_PT),
};

/**
 * Opens plain text: DejaVu Sans Mono 10 pt on A4 pages with margins of 15 mm, 84 columns and 63 lines.
 * Characters that the font lacks come from the system's fonts.
 *
 * @throws PlatenError `document.too-large`
 */
export async function openText(encoding: 'utf-8' | 'utf-16', source: DocumentSource): Promise<OpenDocument> {
  const { name } = source;
  if (source.blob.size > MAX_TEXT_BYTES) {
    throw new PlatenError('document.too-large', {
      name,
      size: `${Math.round(source.blob.size / 2 ** 20)} MiB of text`,
    });
  }
  const text = decode(new Uint8Array(await source.blob.arrayBuffer()), encoding, name);
  const starts = paginate(text, GRID);
  if (starts.length > MAX_PAGES) {
    throw new PlatenError('document.too-large', { name, size: `${starts.length} pages` });
  }
  await loadFont();
  return new TextDocument(text, starts);
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16', name: string): string {
  const bigEndian = encoding === 'utf-16' && bytes[0] === 0xfe;
  const label = encoding === 'utf-8' ? encoding : bigEndian ? 'utf-16be' : 'utf-16le';
  try {
    // The decoder takes the byte order mark away.
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PlatenError('document.damaged', { name, detail: `not ${label} throughout` }, { cause: error });
  }
}

let font: Promise<unknown> | null = null;

/** Loads the font into this thread, once. Without it text prints in the system's monospaced font. */
function loadFont(): Promise<unknown> {
  font ??= new FontFace(FONT_FAMILY, `url(${fontUrl})`).load().then(
    (face) => threadFonts().add(face),
    () => undefined,
  );
  return font;
}

class TextDocument implements OpenDocument {
  readonly kind = 'text';
  readonly pages: readonly PageSize[];

  constructor(
    private readonly text: string,
    private readonly starts: readonly number[],
  ) {
    this.pages = starts.map(() => PAGE);
  }

  draw(ctx: PageContext, pageIndex: number, matrix: Matrix): Promise<void> {
    ctx.save();
    ctx.transform(...matrix);
    ctx.fillStyle = '#000';
    ctx.font = `${FONT_SIZE_PT}px "${FONT_FAMILY}", monospace`;
    ctx.textBaseline = 'alphabetic';
    pageLines(this.text, this.starts[pageIndex]!, GRID).forEach(({ start, end }, index) => {
      const y = MARGIN_PT + index * LINE_PT + BASELINE_PT;
      for (const run of runsOf(this.text.slice(start, end))) {
        ctx.fillText(run.text, MARGIN_PT + run.cell * CELL_PT, y);
      }
    });
    ctx.restore();
    return Promise.resolve();
  }

  regions(): Promise<readonly PageRegion[]> {
    return Promise.resolve([]);
  }

  release(): void {
    // Nothing is kept by the page.
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
