import { describe, expect, it } from 'vitest';
import type { SideRequest } from '../../../src/documents/raster-api.ts';
import { SideBuffer } from '../../../src/jobs/side-buffer.ts';
import { attributesOf } from '../../../src/jobs/job-attributes.ts';
import type { JobRequest } from '../../../src/jobs/spooler-api.ts';
import type { JobAttributes } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { StreamDecoder } from '../../../src/languages/ufr2lt/stream-decoder.ts';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { HiscoaReference } from '../../../src/languages/ufr2lt/hiscoa-reference.ts';
import { SideEncoder } from '../../../src/languages/ufr2lt/side-encoder.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';
import { countBlack } from '../../../src/elements/dots.ts';
import { PrnReader } from '../../../workers/prn/prn-reader.ts';
import { openTarget, type PrnTarget } from '../../../workers/prn/prn-target.ts';
import { writePrn } from '../../../workers/prn/prn-writer.ts';

const { heightPx, lineBytes, sheetWidthPx } = sideGeometry('A4');
const SHEET_BYTES = Math.floor(sheetWidthPx / 8);

/** Sides with a black bar of as many lines as their number from 1. */
async function* bars(sides: readonly SideRequest[]): AsyncGenerator<SideBuffer> {
  for (const index of sides.keys()) {
    const bits = new Uint8Array(lineBytes * heightPx);
    for (let line = 0; line <= index; line++)
      bits.fill(0xff, line * lineBytes, line * lineBytes + SHEET_BYTES);
    const buffer = new SideBuffer(1 << 24);
    const encoder = new SideEncoder('A4', 'standard', new HiscoaReference('standard'));
    for (const { bytes, lines } of encoder.write(bits, heightPx)) await buffer.write(bytes, lines);
    buffer.complete({} as never);
    yield buffer;
  }
}

const blank = { placements: [] };
const request: JobRequest = {
  title: 'letter.pdf',
  user: 'ann',
  account: { id: 7, password: 9 },
  documents: [],
  plan: {
    paper: 'A4',
    duplex: 'long',
    sheets: [
      { front: blank, back: blank },
      { front: blank, back: null },
    ],
  },
  settings: { ...DEFAULT_SETTINGS, duplex: 'long', copies: 2 },
};

function memory(failAfterBytes = Infinity) {
  const written: Uint8Array[] = [];
  const state = { kept: false, dropped: false };
  let bytes = 0;
  const target: PrnTarget = {
    write: async (chunk) => {
      bytes += chunk.length;
      if (bytes > failAfterBytes) throw new Error('disk full');
      written.push(chunk.slice());
    },
    keep: async () => ((state.kept = true), null),
    drop: async () => void (state.dropped = true),
  };
  return { target, state, stream: () => new Uint8Array(Buffer.concat(written)) };
}

const writing = (target: PrnTarget, cancelled = new AbortController().signal) => ({
  request,
  pool: { raster: bars },
  target,
  cancelled,
  onProgress: () => undefined,
});

describe('writing a print file', () => {
  it('is the very job the machine would get', async () => {
    const { target, state, stream } = memory();
    const progress: number[] = [];
    await writePrn({ ...writing(target), onProgress: (sides) => progress.push(sides) });
    const { attributes, sides, warnings } = decodeJob(stream());
    expect(attributes).toEqual(attributesOf(request, { from: 0, to: 2, copies: 2 }));
    expect(warnings).toEqual([]);
    expect(sides.map(({ bits }) => countBlack(bits))).toEqual(
      [1, 2, 3].map((lines) => lines * SHEET_BYTES * 8),
    );
    expect(state).toEqual({ kept: true, dropped: false });
    expect(progress.at(-1)).toBe(3);
  });

  it('refuses a job whose sheets a person turns over: a file cannot wait for that', async () => {
    const { target, state } = memory();
    const byHand = { ...request, plan: { ...request.plan, stackAt: 1 } };
    await expect(writePrn({ ...writing(target), request: byHand })).rejects.toMatchObject({
      code: 'app.prn-by-hand',
    });
    expect(state).toEqual({ kept: false, dropped: true });
  });

  it('is a job for each kind of paper, one after the other', async () => {
    const { target, stream } = memory();
    const [cover, ...rest] = request.plan.sheets;
    const sheets = [{ ...cover!, back: null, ticket: { source: 'Manual' } as const }, ...rest];
    const plan = { ...request.plan, machineCopies: 1, sheets };
    await writePrn({ ...writing(target), request: { ...request, plan } });
    const jobs: JobAttributes[] = [];
    const decoder = new StreamDecoder({ jobEnd: (attributes) => jobs.push(attributes) }, 'many');
    decoder.push(stream());
    decoder.end();
    expect(jobs.map(({ source }) => source)).toEqual(['Manual', 'Auto']);
  });

  it('leaves nothing behind when the disk is full', async () => {
    const { target, state } = memory(200);
    await expect(writePrn(writing(target))).rejects.toThrow('disk full');
    expect(state).toEqual({ kept: false, dropped: true });
  });

  it('leaves nothing behind when it is stopped', async () => {
    const { target, state } = memory();
    const stop = new AbortController();
    stop.abort();
    await expect(writePrn(writing(target, stop.signal))).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(state).toEqual({ kept: false, dropped: true });
  });

  it('gathers a blob where there is no file to write to', async () => {
    const target = await openTarget(null);
    const blob = await writePrn(writing(target));
    expect(decodeJob(new Uint8Array(await blob!.arrayBuffer())).sides).toHaveLength(3);
  });
});

describe('reading a print file', () => {
  async function file(): Promise<Uint8Array<ArrayBuffer>> {
    const { target, stream } = memory();
    await writePrn(writing(target));
    return Uint8Array.from(stream());
  }

  it('tells settings, sides and how black they are', async () => {
    const reader = new PrnReader();
    const contents = await reader.read(new Blob([await file()]));
    expect(contents).toMatchObject({
      error: null,
      warnings: [],
      attributes: { title: 'letter.pdf', copies: 2 },
    });
    expect(contents.sides).toHaveLength(3);
    const { widthPx, coverage } = contents.sides[1]!;
    expect(coverage).toBeCloseTo((2 * SHEET_BYTES * 8) / (widthPx * heightPx), 10);
    const side = reader.side(2);
    expect(side.widthPx).toBe(sheetWidthPx);
    expect([0, 1, 2, 3].map((line) => side.bits[line * side.stride])).toEqual([255, 255, 255, 0]);
  });

  it('keeps the sides before a mistake, and says where and why it stopped', async () => {
    const bytes = await file();
    const reader = new PrnReader();
    const { sides, ticket, attributes, error } = await reader.read(
      new Blob([bytes.slice(0, bytes.length - 40)]),
    );
    expect(sides.length).toBeGreaterThan(1);
    expect(ticket).toMatchObject({ title: 'letter.pdf' });
    expect(attributes).toBeNull();
    expect(error).toMatchObject({ code: 'language.malformed', params: { offset: expect.any(Number) } });
  });

  it.each(['', 'hello, this is no print file', '%!PS-Adobe-3.0'])('refuses “%s” in words', async (text) => {
    const { sides, error } = await new PrnReader().read(new Blob([text]));
    expect(sides).toEqual([]);
    expect(error?.code).toBe('language.malformed');
  });
});
