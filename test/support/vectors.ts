import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parsePbm } from '../../src/cli/pbm.ts';
import { DEFAULT_ATTRIBUTES, type JobAttributes } from '../../src/languages/ufr2lt/job-attributes.ts';
import { sideGeometry } from '../../src/languages/ufr2lt/geometry.ts';
import type { DuplexMode, SourceName } from '../../src/machine/options.ts';
import type { PaperName } from '../../src/machine/paper.ts';

const FOLDER = new URL('../vectors/ufr2lt/', import.meta.url);

/** A print stream made by Canon's driver, with the settings and the bitmaps that went in. */
export interface Vector {
  readonly name: string;
  readonly attributes: JobAttributes;
  readonly stream: Uint8Array;
  /** One side's dots, lines of `sideGeometry(paper).lineBytes` bytes, 1 = black. */
  readonly sides: () => readonly Uint8Array[];
}

interface VectorFile {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
  readonly user: string;
  readonly title: string;
  readonly input: readonly string[];
  readonly input_placed_at: readonly [number, number];
  readonly stream_bytes: number;
  readonly encoder_args: { readonly account?: readonly [number, number] };
}

export function loadVectors(): readonly Vector[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.map((name) => loadVector(name.replace('.json', '')));
}

export function loadVector(name: string): Vector {
  const file = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as VectorFile;
  const stream = unzip(`${name}.bin.gz`);
  if (stream.length !== file.stream_bytes) throw new Error(`${name}: ${stream.length} bytes`);
  if (file.input_placed_at.some((at) => at !== 0)) throw new Error(`${name}: placed elsewhere`);
  const attributes = attributesOf(file);
  return {
    name,
    attributes,
    stream,
    sides: () => file.input.map((input) => placeOnSide(unzip(input), attributes.paper)),
  };
}

const DUPLEX: Readonly<Record<string, DuplexMode>> = { DuplexNoTumble: 'long', DuplexTumble: 'short' };

function attributesOf({ options, title, user, encoder_args: { account } }: VectorFile): JobAttributes {
  return {
    ...DEFAULT_ATTRIBUTES,
    title,
    user,
    paper: (options['PageSize'] ?? 'A4') as PaperName,
    source: (options['InputSlot'] ?? 'Auto') as SourceName,
    duplex: DUPLEX[options['Duplex'] ?? ''] ?? 'off',
    account: account === undefined ? null : { id: account[0], password: account[1] },
  };
}

function placeOnSide(pbm: Uint8Array, paper: PaperName): Uint8Array {
  const [image] = parsePbm(pbm);
  const { lineBytes, heightPx } = sideGeometry(paper);
  const side = new Uint8Array(lineBytes * heightPx);
  for (let y = 0; y < image!.heightPx; y++) {
    side.set(image!.bits.subarray(y * image!.stride, (y + 1) * image!.stride), y * lineBytes);
  }
  return side;
}

function unzip(name: string): Uint8Array {
  return gunzipSync(readFileSync(new URL(name, FOLDER)));
}
