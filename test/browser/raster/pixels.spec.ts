import { PAPERS } from '../../../src/machine/paper.ts';
import { bmp, exif, png, withSegment } from '../../support/image-files.ts';
import { pdf } from '../../support/pdf-file.ts';
import { expect, test, type Dots, type RasterBench } from './raster-test.ts';

const MIB = 2 ** 20;

test.describe('actual size', () => {
  /** Marks one device pixel wide, every inch, along both edges of a Letter page. */
  const ruler = (() => {
    const dot = 72 / 600;
    const marks: string[] = [];
    for (let inch = 1; inch < 8; inch += 1) marks.push(`${inch * 72} 360 ${dot} 72 re f`);
    for (let inch = 1; inch < 11; inch += 1) marks.push(`288 ${792 - inch * 72 - dot} 36 ${dot} re f`);
    return pdf(612, 792, marks.join('\n'));
  })();

  test('an inch is 600 dots, from the corner of the sheet', async ({ bench }) => {
    bench.put('ruler.pdf', ruler);
    const dots = await bench.print('ruler.pdf', { paper: 'Letter', scaling: 'actual' });
    const row = 6600 - 3300;
    const columns = Array.from({ length: 5100 }, (_, x) => x).filter((x) => dots.isBlack(x, row));
    expect(columns).toEqual([600, 1200, 1800, 2400, 3000, 3600, 4200]);
    const lines = Array.from({ length: 6600 }, (_, y) => y).filter((y) => dots.isBlack(2410, y));
    expect(lines).toEqual([600, 1200, 1800, 2400, 3000, 3600, 4200, 4800, 5400, 6000]);
  });

  test('nothing is printed in the frame that the machine cannot print', async ({ bench }) => {
    bench.put('black.pdf', pdf(612, 792, '0 0 612 792 re f'));
    for (const scaling of ['actual', 'fit'] as const) {
      const dots = await bench.print('black.pdf', { paper: 'Letter', scaling });
      const { marginPx } = PAPERS.Letter;
      expect(dots.isBlack(marginPx, 3000)).toBe(true);
      expect(dots.isBlack(5100 - marginPx - 1, 3000)).toBe(true);
      expect(dots.coverage(0, 0, 5120, marginPx)).toBe(0);
      expect(dots.coverage(0, 6600 - marginPx, 5120, marginPx)).toBe(0);
      expect(dots.coverage(0, 0, marginPx, 6600)).toBe(0);
      expect(dots.coverage(5100 - marginPx, 0, marginPx + 20, 6600)).toBe(0);
    }
  });

  test('a landscape page is turned, its top along the left edge', async ({ bench }) => {
    bench.put('landscape.pdf', pdf(792, 612, '0 504 144 108 re f'));
    const dots = await bench.print('landscape.pdf', { paper: 'Letter', scaling: 'actual' });
    expect(dots.coverage(200, 6600 - 1000, 600, 800)).toBe(1);
    expect(dots.coverage(200, 200, 600, 800)).toBe(0);
    expect(dots.coverage(4000, 6600 - 1000, 600, 800)).toBe(0);
  });
});

test.describe('images', () => {
  /** Which corners of the sheet's printed area are dark: top left, top right, bottom left, bottom right. */
  function corners(dots: Dots): string {
    const probe = (x: number, y: number) => (dots.coverage(x, y, 100, 100) > 0.5 ? '#' : '.');
    const [left, right] = [300, dots.widthPx - 500];
    const [top, bottom] = [300, dots.heightPx - 500];
    return [probe(left, top), probe(right, top), probe(left, bottom), probe(right, bottom)].join('');
  }

  test('a transparent PNG lies on white', async ({ bench }) => {
    // As high and wide as the paper, so that it fills it; black wherever it is not transparent.
    const colour = (x: number) => (x < 105 ? ([0, 0, 0, 0] as const) : ([0, 0, 0, 255] as const));
    bench.put('see-through.png', png({ width: 210, height: 297, colour }));
    expect(corners(await bench.print('see-through.png'))).toBe('.#.#');
  });

  test('BMP bottom-up and top-down', async ({ bench }) => {
    const colour = (_x: number, y: number) =>
      y < 140 ? ([0, 0, 0, 255] as const) : ([255, 255, 255, 255] as const);
    for (const topDown of [false, true]) {
      bench.put('half.bmp', bmp({ width: 210, height: 297, colour }, 25, topDown));
      expect(corners(await bench.print('half.bmp'))).toBe('##..');
    }
  });

  /**
   * A stored picture, dark at its top left, shown as each orientation asks (EXIF 2.32, 4.6.4): where its
   * top left corner comes to lie, and whether its sides are exchanged.
   */
  const ORIENTATIONS: readonly [orientation: number, dark: string, turned: boolean][] = [
    [1, '#...', false],
    [2, '.#..', false],
    [3, '...#', false],
    [4, '..#.', false],
    [5, '#...', true],
    [6, '.#..', true],
    [7, '...#', true],
    [8, '..#.', true],
  ];

  test('JPEG: every orientation of EXIF, and its density', async ({ bench }) => {
    for (const [orientation, dark, turned] of ORIENTATIONS) {
      const [width, height] = turned ? [594, 420] : [420, 594];
      const jpeg = await encodeJpeg(bench, width, height);
      bench.put('turned.jpg', withSegment(jpeg, exif(orientation, 144, 144)));
      const info = await bench.open('turned.jpg');
      expect(info.pages, `orientation ${orientation}`).toEqual([{ widthPt: 210, heightPt: 297 }]);
      expect(corners(await bench.side(info)), `orientation ${orientation}`).toBe(dark);
    }
  });

  /** A JPEG whose top left quarter is black. */
  async function encodeJpeg(bench: RasterBench, width: number, height: number): Promise<Buffer> {
    const bytes = await bench.page.evaluate(
      async ([w, h]) => {
        const canvas = new OffscreenCanvas(w, h);
        const ctx = canvas.getContext('2d')!;
        ctx.fillStyle = '#fff';
        ctx.fillRect(0, 0, w, h);
        ctx.fillStyle = '#000';
        ctx.fillRect(0, 0, w / 2, h / 2);
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      [width, height] as const,
    );
    // The encoder's JFIF segment says "no density"; ours comes before it and says what is meant.
    return Buffer.from(bytes);
  }

  test('TIFF: pages of several kinds and one orientation, as libtiff writes them', async ({ bench }) => {
    const info = await bench.open('four-pages.tif');
    expect(info.kind).toBe('tiff');
    const size = (w: number, h: number) => ({
      widthPt: expect.closeTo(w * 0.72, 6) as unknown as number,
      heightPt: expect.closeTo(h * 0.72, 6) as unknown as number,
    });
    expect(info.pages).toEqual([size(80, 60), size(60, 80), size(80, 40), size(60, 80)]);
    // Dark: left half (landscape, so turned: bottom half), top half, top half (turned: left half), top half.
    const share = async (pageIndex: number) => {
      const dots = await bench.side(info, { pageIndex, scaling: 'actual' });
      const probe = (x: number, y: number) => dots.coverage(2480 + x - 10, 3508 + y - 10, 20, 20) > 0.5;
      return [probe(0, -100), probe(0, 100), probe(-50, 0), probe(50, 0)];
    };
    const [above, below] = [
      [true, false],
      [false, true],
    ];
    expect((await share(0)).slice(0, 2)).toEqual(below);
    expect((await share(1)).slice(0, 2)).toEqual(above);
    expect((await share(2)).slice(2)).toEqual([true, false]);
    expect((await share(3)).slice(0, 2)).toEqual(above);
  });
});

test.describe('annotations', () => {
  test('what is filled into a form is printed', async ({ bench }) => {
    const info = await bench.open('prefilled_f1040.pdf');
    const dots = await bench.side(info, { pageIndex: 1, paper: 'Letter', scaling: 'actual' });
    // A text field that says "foobar" and a box that is ticked, by their rectangles; and an empty box beside it.
    expect(dots.coverage(1330, 6105, 280, 85)).toBeGreaterThan(0.05);
    expect(dots.coverage(3548, 5857, 47, 47)).toBeGreaterThan(0.15);
    expect(dots.coverage(1800, 6105, 280, 85)).toBe(0);
  });

  test('those that are meant for paper are printed, others are not', async ({ bench }) => {
    const square = (x: number, flags: number) =>
      `<< /Type /Annot /Subtype /Square /Rect [${x} 300 ${x + 100} 400] /IC [0 0 0] /C [0 0 0] /F ${flags} >>`;
    const PRINT = 4;
    bench.put('notes.pdf', pdf(612, 792, '', `/Annots [${square(100, PRINT)} ${square(300, 0)}]`));
    const dots = await bench.print('notes.pdf', { paper: 'Letter', scaling: 'actual' });
    const middle = 6600 - Math.round((350 / 72) * 600);
    expect(dots.coverage(Math.round((150 / 72) * 600), middle, 50, 50)).toBe(1);
    expect(dots.coverage(Math.round((350 / 72) * 600), middle, 50, 50)).toBe(0);
  });
});

test.describe('bands', () => {
  const geometric = pdf(
    595,
    842,
    Array.from({ length: 60 }, (_, i) => `${20 + i * 9} ${10 + i * 13.5} 6 ${12 + i} re f`).join('\n'),
  );

  test('of any height give the same page', async ({ bench }) => {
    bench.put('bars.pdf', geometric);
    const pages: Record<string, Dots[]> = { 'bars.pdf': [], 'tracemonkey.pdf': [], 'alphatrans.pdf': [] };
    for (const canvasBytes of [160 * MIB, 48 * MIB, 6 * MIB]) {
      await bench.tune(canvasBytes);
      for (const [name, results] of Object.entries(pages)) {
        results.push(await bench.print(name, { halftone: 'Gradation' }));
      }
    }
    for (const [name, [whole, ...cut]] of Object.entries(pages)) {
      expect(whole!.rendered.report.blackDots, name).toBeGreaterThan(100_000);
      for (const dots of cut) {
        // Drawing in 32-bit floats, the browser rounds differently when the origin is moved: a dot in ten thousand.
        const allowed = name === 'bars.pdf' ? 0 : whole!.rendered.report.blackDots / 10_000;
        expect(whole!.difference(dots), name).toBeLessThanOrEqual(allowed);
      }
    }
  });

  test('leave one after the other, and the report counts what was written', async ({ bench }) => {
    const dots = await bench.print('tracemonkey.pdf');
    const { lines, report, data } = dots.rendered;
    expect(lines.length).toBeGreaterThan(5);
    expect([...lines]).toEqual([...lines].sort((a, b) => a - b));
    expect(report.bytes).toBe(Buffer.from(data, 'base64').length);
    let black = 0;
    for (const byte of dots.bits) for (let rest = byte; rest !== 0; rest &= rest - 1) black += 1;
    expect(report.blackDots).toBe(black);
  });
});

test.describe('canvases that lie', () => {
  const poison = (everything: boolean) => `
    const noisy = (bytes) => { for (let i = 0; i < bytes.length; i += 97) bytes[i] ^= 1; };
    const copyTo = VideoFrame.prototype.copyTo;
    VideoFrame.prototype.copyTo = async function (target, ...rest) {
      const layout = await copyTo.call(this, target, ...rest);
      noisy(target);
      return layout;
    };
    if (${everything}) {
      const getImageData = OffscreenCanvasRenderingContext2D.prototype.getImageData;
      OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
        const image = getImageData.apply(this, args);
        noisy(image.data);
        return image;
      };
    }
  `;

  /** Puts code in front of the raster worker's own, as a browser's protection would be. */
  async function poisonWorkers(bench: RasterBench, everything: boolean): Promise<void> {
    await bench.page.context().route(/assets\/tuned-raster-.*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: poison(everything) + (await response.text()) });
    });
    await bench.tune(72 * MIB);
  }

  test('one that lies to VideoFrame alone is read the slow way, to the same dots', async ({ bench }) => {
    const honest = await bench.print('helloworld-bad.pdf', { halftone: 'Gradation' });
    await poisonWorkers(bench, false);
    const slow = await bench.print('helloworld-bad.pdf', { halftone: 'Gradation' });
    expect(honest.difference(slow)).toBe(0);
  });

  test('one that lies always is refused', async ({ bench }) => {
    await poisonWorkers(bench, true);
    const info = await bench.open('helloworld-bad.pdf');
    expect(await bench.trySide(info)).toMatchObject({ code: 'document.canvas-poisoned' });
  });
});
