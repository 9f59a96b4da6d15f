import { describe, expect, it } from 'vitest';
import { prnRequest } from '../../../src/app/state/prn-request.ts';
import { streamRun } from '../../../src/jobs/stream-run.ts';
import { PrnReader } from '../../../workers/prn/prn-reader.ts';
import { loadVector } from '../../support/vectors.ts';

async function opened(stream: Uint8Array, name = 'job.prn') {
  const blob = new Blob([Uint8Array.from(stream)]);
  return prnRequest({ name, blob }, await new PrnReader().read(blob), 'ada');
}

describe('an opened print file as a job', () => {
  it('has the sheets, the settings and the dots that are in the stream', async () => {
    const { stream } = loadVector('duplex_long_A4');
    const request = (await opened(stream))!;
    expect(request).toMatchObject({
      title: 'job.prn',
      user: 'ada',
      settings: { duplex: 'long', paper: 'A4' },
    });
    expect(request.plan.sheets.map(({ back }) => back !== null)).toEqual([true]);
    expect(request.stream!.isWhole).toBe(true);
    expect(request.stream!.sides.every(({ blackDots }) => blackDots > 0)).toBe(true);
  });

  it('says for each side when it is complete, in the pieces in which it is sent', async () => {
    const { stream } = loadVector('pages3_A4');
    const request = (await opened(stream))!;
    const accepted: number[] = [];
    const output = {
      bytesAccepted: 0,
      isWaiting: false,
      beginJob: () => undefined,
      abort: async () => undefined,
      flush: async () => undefined,
      async write(bytes: Uint8Array) {
        this.bytesAccepted += bytes.length;
      },
    };
    await streamRun({
      bytes: request.documents[0]!.blob,
      stream: request.stream!,
      output,
      cancelled: new AbortController().signal,
      onProgress: ({ sidesSent }) => accepted.push(sidesSent),
    });
    expect(output.bytesAccepted).toBe(stream.length);
    expect(accepted.at(-1)).toBe(3);
  });

  it('keeps the whole sides of one that breaks off, and knows that it does', async () => {
    const { stream } = loadVector('pages3_A4');
    const request = (await opened(stream.subarray(0, stream.length - 60)))!;
    expect(request.stream!.isWhole).toBe(false);
    expect(request.plan.sheets.length).toBeGreaterThan(0);
  });

  it('is none when not a single side can be decoded', async () => {
    expect(await opened(Buffer.from('%!PS-Adobe-3.0\n'))).toBeNull();
    expect(await opened(new Uint8Array(0))).toBeNull();
  });
});
