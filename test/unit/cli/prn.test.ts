import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { formatPbm, parsePbm } from '../../../src/cli/pbm.ts';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { loadVector } from '../../support/vectors.ts';

const ROOT = new URL('../../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'prn-'));
afterAll(() => rmSync(folder, { recursive: true }));

function prn(...args: string[]) {
  const result = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/prn.ts', ...args], {
    cwd: ROOT,
    maxBuffer: 1 << 26,
  });
  return { status: result.status, out: result.stdout, errors: result.stderr.toString() };
}

const place = (name: string) => join(folder, name);

function pbmOfVector(name: string): string {
  const file = place(name.replace('.gz', ''));
  writeFileSync(file, gunzipSync(readFileSync(new URL(`test/vectors/ufr2lt/${name}`, ROOT))));
  return file;
}

const names = ['--title', 'title', '--user', 'user'];

describe('prn encode', () => {
  it('makes the driver’s stream of the driver’s settings', () => {
    const pages = ['duplex_long_A4-in1.pbm.gz', 'duplex_long_A4-in2.pbm.gz'].map(pbmOfVector);
    const { status, out } = prn('encode', '--duplex', 'long', ...names, ...pages);
    expect(status).toBe(0);
    expect(Buffer.compare(out, loadVector('duplex_long_A4').stream)).toBe(0);
  });

  it('takes every option', () => {
    const page = place('dot.pbm');
    writeFileSync(page, formatPbm({ widthPx: 8, heightPx: 1, bits: Uint8Array.of(0x80) }));
    const { status, out, errors } = prn(
      ...['encode', '--paper', 'Com10', '--media', 'ENVELOPE', '--source', 'Manual', '--duplex', 'short'],
      ...['--copies', '12', '--collate', '--toner-save', 'auto', '--refinement', 'on', '--margin-mm', '3.5'],
      ...['--color-tone', '--title', 'Brief', '--user', 'Zoë', '--account', '42:77', page],
    );
    expect([status, errors]).toEqual([0, '']);
    const { attributes, sides } = decodeJob(out);
    expect(attributes).toEqual({
      paper: 'Com10',
      media: 'ENVELOPE',
      source: 'Manual',
      duplex: 'short',
      bindingEdge: 'top',
      bindingMarginTenthsMm: 35,
      copies: 12,
      collation: 'group',
      tonerSaving: 'auto',
      refinement: 'on',
      parameterSet: 'colorTone',
      title: 'Brief',
      user: 'Zoë',
      account: { id: 42, password: 77 },
    });
    expect([sides[0]!.bits[0], sides[0]!.bits.subarray(1).some((byte) => byte !== 0)]).toEqual([0x80, false]);
  });

  it('refuses a page that is larger than the sheet, before the first byte', () => {
    const [small, large] = [place('small.pbm'), place('large.pbm')];
    writeFileSync(small, formatPbm({ widthPx: 8, heightPx: 1, bits: new Uint8Array(1) }));
    writeFileSync(large, formatPbm({ widthPx: 8, heightPx: 4962, bits: new Uint8Array(4962) }));
    const { status, out, errors } = prn('encode', '--paper', 'A5', small, large);
    expect([status, out.length]).toEqual([1, 0]);
    expect(errors).toContain('8 x 4962 pixels do not fit on A5, which has 3496 x 4961');
  });

  it('says what is known when it is told something else', () => {
    const { status, out, errors } = prn('encode', '--paper', 'A3', 'x.pbm');
    expect([status, out.length]).toEqual([2, 0]);
    expect(errors).toContain('known are A4, A5, B5, Letter');
  });

  it('says which file it cannot read', () => {
    const { status, errors } = prn('encode', place('missing.pbm'));
    expect(status).toBe(2);
    expect(errors).toContain('missing.pbm');
  });
});

describe('prn decode', () => {
  it('writes bitmaps and attributes, from which encode makes the stream again', () => {
    const { stream, attributes } = loadVector('set_account');
    const [file, out] = [place('job.prn'), place('out')];
    writeFileSync(file, stream);
    expect(prn('decode', file, '--out', out).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['job.json', 'page-1.pbm']);
    expect(JSON.parse(readFileSync(join(out, 'job.json'), 'utf8'))).toMatchObject({
      ...attributes,
      sides: 1,
    });
    expect(parsePbm(readFileSync(join(out, 'page-1.pbm')))[0]).toMatchObject({
      widthPx: 3520,
      heightPx: 4961,
    });
    const options = ['--paper', 'A5', '--source', 'Cas1', '--account', '1234567:7654321'];
    const again = prn('encode', ...options, ...names, join(out, 'page-1.pbm'));
    expect(Buffer.compare(again.out, stream)).toBe(0);
  });

  it('says where and why a stream is malformed', () => {
    const file = place('bad.prn');
    writeFileSync(file, loadVector('blank_A4').stream.subarray(0, 5000));
    const { status, errors } = prn('decode', file, '--out', place('bad'));
    expect(status).toBe(1);
    expect(errors).toBe('prn: malformed at offset 5000: the stream ends before the job does\n');
  });
});
