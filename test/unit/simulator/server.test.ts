import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parsePbm } from '../../../src/cli/pbm.ts';
import { decodeJob } from '../../../src/languages/ufr2lt/decode-job.ts';
import { eventually } from '../../support/eventually.ts';
import { loadVector } from '../../support/vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'platen-simulator-'));
let program: ChildProcessWithoutNullStreams | undefined;

afterEach(async () => {
  if (program && program.exitCode === null) {
    const ended = once(program, 'exit');
    program.kill();
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts `npm run simulator`'s program; resolves with its port when it listens. */
async function start(): Promise<number> {
  const args = ['src/cli/simulator.ts', '--port', '0', '--out', folder, '--speed', 'instant'];
  program = spawn(process.execPath, ['--import', 'tsx', ...args]);
  const { stdout } = program;
  return new Promise((resolve, reject) => {
    let said = '';
    program!.once('exit', () => reject(new Error(`the simulator ended: ${said}`)));
    stdout.on('data', (piece) => {
      said += String(piece);
      const port = /port (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

/** Imports the device and sends a stream in transfers of 64 KiB; resolves with the status of each. */
function print(port: number, stream: Uint8Array): Promise<number[]> {
  const importRequest = Buffer.alloc(40);
  importRequest.write('0111800300000000', 'hex');
  importRequest.write('1-1', 8);
  const transfers: Buffer[] = [];
  for (let at = 0; at < stream.length; at += 65_536) {
    const data = Buffer.from(stream.subarray(at, at + 65_536));
    const header = Buffer.alloc(48);
    [1, transfers.length + 1, 0x00010002, 0, 1, 0, data.length].forEach((value, word) =>
      header.writeUInt32BE(value, 4 * word),
    );
    transfers.push(Buffer.concat([header, data]));
  }
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(Buffer.concat([importRequest, ...transfers])),
    );
    let received = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece]);
      if (received.length < 320 + 48 * transfers.length) return;
      resolve(transfers.map((_, each) => received.readInt32BE(320 + 48 * each + 20)));
      socket.destroy();
    });
  });
}

it('prints to files what comes over the network', async () => {
  const { stream } = loadVector('lines_A4');
  const statuses = await print(await start(), stream);
  expect(statuses).toEqual(statuses.map(() => 0));
  // A file is there before everything is in it.
  await eventually(() => {
    const [image] = parsePbm(readFileSync(join(folder, 'sheet-1-front.pbm')));
    expect(Buffer.compare(image!.bits, decodeJob(stream).sides[0]!.bits)).toBe(0);
    expect(readFileSync(join(folder, 'received.prn')).equals(stream)).toBe(true);
  });
  expect(existsSync(join(folder, 'sheet-1-back.pbm'))).toBe(false);
});
