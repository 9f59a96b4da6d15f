import { describe, expect, it } from 'vitest';
import { decodeJob, decodeSide } from '../../../src/languages/ufr2lt/decode-job.ts';
import { encodeJob } from '../../../src/languages/ufr2lt/encode-job.ts';
import { sideGeometry } from '../../../src/languages/ufr2lt/geometry.ts';
import { DEFAULT_ATTRIBUTES, type JobAttributes } from '../../../src/languages/ufr2lt/job-attributes.ts';
import type { PrintedSheet } from '../../../src/simulator/print-engine.ts';
import { SimulatedMachine, type SimulatedMachineOptions } from '../../../src/simulator/simulated-machine.ts';
import { ended, type UrbResult } from '../../../src/simulator/urb.ts';
import { loadVector, loadVectors } from '../../support/vectors.ts';
import { ManualClock } from './manual-clock.ts';

const OUT = 0x01;

function machineWith(options: Partial<SimulatedMachineOptions> = {}) {
  const sheets: PrintedSheet[] = [];
  const clock = new ManualClock();
  const tray = { deliver: (sheet: PrintedSheet) => void sheets.push(sheet) };
  const machine = new SimulatedMachine({ tray, clock, speed: 'instant', ...options });
  const results: UrbResult[] = [];
  const send = (bytes: Uint8Array, pieceBytes = 65_536) => {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const data = bytes.slice(at, at + pieceBytes);
      const complete = (result: UrbResult) => void results.push(result);
      machine.device.submit({ endpoint: OUT, setup: null, data, length: data.length, complete });
    }
  };
  return { machine, sheets, clock, send, results };
}

/** A small job: blank Statement sides take a few kilobytes. */
function job(sides: number, attributes: Partial<JobAttributes> = {}): Uint8Array {
  const whole = { ...DEFAULT_ATTRIBUTES, paper: 'Statement' as const, ...attributes };
  const { lineBytes, heightPx } = sideGeometry(whole.paper);
  const bits = Array.from({ length: sides }, (_, at) => {
    const side = new Uint8Array(lineBytes * heightPx);
    side[at] = 0x80; // tells the sides apart
    return side;
  });
  return Buffer.concat([...encodeJob(whole, bits)]);
}

const sideNumber = (pageData: Uint8Array) => decodeSide(pageData).bits.findIndex((byte) => byte !== 0);
const sameDots = (pageData: Uint8Array, bits: Uint8Array) =>
  Buffer.compare(decodeSide(pageData).bits, bits) === 0;
const papers = (machine: SimulatedMachine) => machine.loadPaper('Manual', 'Statement', 100);

describe("Canon's own streams", () => {
  // One of them asks for A5 from a drawer, which only the driver believes in.
  const vectors = loadVectors().filter(
    ({ name, stream }) => stream.length < 1_000_000 && name !== 'set_account',
  );
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s comes out dot for dot',
    (_, vector) => {
      const { machine, sheets, send } = machineWith();
      const { paper, source } = vector.attributes;
      machine.loadPaper(source === 'Auto' ? 'Manual' : source, paper, 10);
      send(vector.stream, 10_007);
      const { sides } = decodeJob(vector.stream);
      const out = sheets.flatMap(({ front, back }) => (back === null ? [front] : [front, back]));
      expect(out).toHaveLength(sides.length);
      out.forEach((pageData, at) => expect(sameDots(pageData, sides[at]!.bits)).toBe(true));
      expect(sheets.every((sheet) => sheet.paper === paper && !sheet.isErrorSheet)).toBe(true);
      expect(sheets[0]!.jobTitle).toBe(vector.attributes.title);
    },
  );
});

describe('sheets', () => {
  it('pairs sides, and leaves the last back empty', () => {
    const { machine, sheets, send } = machineWith();
    machine.loadPaper('Manual', 'A4', 100);
    send(loadVector('duplex_long_A4').stream);
    expect(sheets.map(({ back }) => back !== null)).toEqual([true]);
    papers(machine);
    send(job(3, { duplex: 'long' }));
    expect(
      sheets.slice(1).map(({ front, back }) => [sideNumber(front), back === null ? null : sideNumber(back)]),
    ).toEqual([
      [0, 1],
      [2, null],
    ]);
  });

  it.each(['none', 'group'] as const)('makes copies sheet by sheet with collation %s', (collation) => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    send(job(2, { copies: 3, collation }));
    expect(sheets.map(({ front, copy }) => [sideNumber(front), copy])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(sheets[0]!.front).toBe(sheets[2]!.front);
    expect(machine.trays.find(({ source }) => source === 'Manual')!.sheets).toBe(94);
  });

  it('takes jobs that follow each other without a gap', () => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    const two = Buffer.concat([job(1, { title: 'one' }), job(1, { title: 'two' })]);
    send(two, 1000);
    expect(sheets.map(({ jobTitle }) => jobTitle)).toEqual(['one', 'two']);
  });

  it('hands every accepted byte to a listener', () => {
    const { machine, send } = machineWith();
    papers(machine);
    const heard: Uint8Array[] = [];
    machine.onBytes = (bytes) => heard.push(bytes.slice());
    const stream = job(2);
    send(stream);
    expect(Buffer.concat(heard).equals(stream)).toBe(true);
  });
});

describe('paper', () => {
  it('looks in the drawers before the bypass', () => {
    const { machine, sheets, send } = machineWith();
    machine.loadPaper('Cas2', 'A4', 1);
    machine.loadPaper('Cas1', 'A4', 1);
    for (let copy = 0; copy < 3; copy++) send(job(1, { paper: 'A4' }));
    expect(sheets.map(({ from }) => from)).toEqual(['Cas1', 'Cas2', 'Manual']);
  });

  it('waits for the size it needs and goes on when that is loaded', () => {
    const { machine, sheets, send } = machineWith();
    send(job(1, { source: 'Manual' }));
    expect(sheets).toHaveLength(0);
    expect(machine.engine.lights()).toEqual({ paperEmpty: true, selected: true, notError: false });
    machine.loadPaper('Manual', 'Statement', 1);
    expect(sheets).toHaveLength(1);
    expect(machine.engine.lights().notError).toBe(true);
  });

  it('refuses envelopes in a drawer', () => {
    expect(() => machineWith().machine.loadPaper('Cas1', 'Com10', 1)).toThrow(RangeError);
  });
});

describe('time and memory', () => {
  it('prints a side in two and a half seconds', () => {
    const { machine, sheets, send, clock } = machineWith({ speed: 'engine' });
    papers(machine);
    send(job(3, { duplex: 'long' }));
    clock.advance(4999);
    expect(sheets).toHaveLength(0);
    clock.advance(1);
    expect(sheets).toHaveLength(1);
    clock.advance(2500);
    expect(sheets).toHaveLength(2);
    expect(machine.engine.isIdle).toBe(true);
  });

  it('stops taking data when its memory is full, and takes more as sheets come out', async () => {
    const memoryBytes = 40_000;
    const { machine, sheets, send, clock, results } = machineWith({ speed: 'engine', memoryBytes });
    papers(machine);
    const stream = job(12);
    send(stream, 4096);
    const taken = machine.bulkOut.bytesTaken;
    expect(taken).toBeGreaterThanOrEqual(memoryBytes);
    expect(taken).toBeLessThan(memoryBytes + 20_000);
    clock.advance(2500);
    expect(machine.bulkOut.bytesTaken).toBeGreaterThan(taken);
    const idle = machine.engine.whenIdle();
    clock.advance(12 * 2500);
    await idle;
    expect(sheets).toHaveLength(12);
    expect(results.every(({ status }) => status === 'ok')).toBe(true);
    expect(machine.bulkOut.bytesTaken).toBe(stream.length);
  });

  it('takes a two-sided sheet that is larger than its memory', () => {
    const { machine, sheets, send } = machineWith({ speed: 'instant', memoryBytes: 1000 });
    papers(machine);
    send(job(2, { duplex: 'long' }));
    expect(sheets).toHaveLength(1);
  });
});

describe('trouble', () => {
  it.each([
    ['out-of-paper', { paperEmpty: true, selected: true, notError: false }],
    ['jam', { paperEmpty: false, selected: true, notError: false }],
    ['cover-open', { paperEmpty: false, selected: false, notError: false }],
  ] as const)('%s stops the engine and shows', (trouble, lights) => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    machine.setTrouble(trouble, true);
    send(job(1));
    expect([sheets.length, machine.engine.lights()]).toEqual([0, lights]);
    machine.setTrouble(trouble, false);
    expect([sheets.length, machine.troubles]).toEqual([1, []]);
  });

  it('a sheet in the engine starts again after a jam', () => {
    const { machine, sheets, send, clock } = machineWith({ speed: 'engine' });
    papers(machine);
    send(job(1));
    clock.advance(2000);
    machine.setTrouble('jam', true);
    clock.advance(10_000);
    machine.setTrouble('jam', false);
    clock.advance(2499);
    expect(sheets).toHaveLength(0);
    clock.advance(1);
    expect(sheets).toHaveLength(1);
  });

  it('stall strikes once', () => {
    const { machine, send, results } = machineWith();
    machine.setTrouble('stall', true);
    expect(machine.troubles).toEqual(['stall']);
    send(new Uint8Array(10));
    expect([results[0], machine.troubles]).toEqual([ended('stall', 0), []]);
    machine.bulkOut.clearHalt();
    send(job(1));
    expect(results[1]!.status).toBe('ok');
  });

  it('stops taking data with healthy lights', () => {
    const { machine, send, results } = machineWith();
    machine.setTrouble('stops-taking-data', true);
    send(job(1));
    expect([results.length, machine.engine.lights().notError]).toEqual([0, true]);
    machine.setTrouble('stops-taking-data', false);
    expect(results.map(({ status }) => status)).toEqual(['ok']);
  });

  it('short writes lose the rest, and the machine notices', () => {
    const { machine, sheets, send, results } = machineWith();
    papers(machine);
    machine.setTrouble('short-writes', true);
    send(loadVector('mix_Monarch').stream);
    expect(results[0]).toEqual(ended('ok', 8192));
    machine.setTrouble('short-writes', false);
    expect(sheets.some(({ isErrorSheet }) => isErrorSheet)).toBe(false);
    machine.loadPaper('Manual', 'Monarch', 10);
    expect(sheets.map(({ isErrorSheet }) => isErrorSheet)).toEqual([true]);
  });

  it('comes back as a wrong machine, and as itself', () => {
    const { machine } = machineWith();
    machine.setTrouble('wrong-machine', true);
    expect(machine.device.identity.productId).not.toBe(0x26e6);
    expect(machine.device.identity.interfaces.some((shape) => shape.interfaceClass === 7)).toBe(false);
    machine.setTrouble('unplugged', true);
    machine.setTrouble('wrong-machine', false);
    expect(machine.device.attached).toBe(false);
    machine.setTrouble('unplugged', false);
    expect([machine.device.attached, machine.device.identity.productId]).toEqual([true, 0x26e6]);
  });

  it('drops the side under way when the cable is pulled, and prints the next job', () => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    const stream = job(3);
    machine.bulkOut.addFault({ at: stream.length >> 1, kind: 'unplug' });
    send(stream);
    expect([machine.troubles, sheets.length]).toEqual([['unplugged'], 1]);
    machine.setTrouble('unplugged', false);
    send(job(1, { title: 'next' }));
    expect(sheets.map(({ jobTitle, isErrorSheet }) => [jobTitle, isErrorSheet])).toEqual([
      ['', false],
      ['next', false],
    ]);
  });
});

describe('jobs that cannot be read', () => {
  it('says on paper what was wrong and prints the next job', () => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    machine.loadPaper('Cas1', 'A4', 10);
    send(Buffer.concat([Buffer.from('%!PS-Adobe-3.0\n'.repeat(1000)), job(1, { title: 'good' })]), 777);
    expect(sheets.map(({ jobTitle, isErrorSheet }) => [jobTitle, isErrorSheet])).toEqual([
      ['', true],
      ['good', false],
    ]);
    const { bits } = decodeSide(sheets[0]!.front);
    expect(bits.some((byte) => byte !== 0)).toBe(true);
  });

  it('keeps the pages before the damage, and names the byte', () => {
    const { machine, sheets, send } = machineWith();
    papers(machine);
    const stream = Uint8Array.from(job(3, { title: 'damaged' }));
    stream[stream.length >> 1]! ^= 0xff;
    send(stream);
    expect(sheets.map(({ jobTitle, isErrorSheet }) => [jobTitle, isErrorSheet])).toEqual([
      ['damaged', false],
      ['damaged', true],
    ]);
  });

  it('finds a job that follows one cut off in the middle of a block', () => {
    for (const cut of [100, 5000, 30_000, 60_000]) {
      const { machine, sheets, send } = machineWith();
      machine.loadPaper('Manual', 'Monarch', 10);
      const first = loadVector('mix_Monarch').stream.subarray(0, cut);
      // Long enough to fill the block that was cut off.
      const next = loadVector('mix_Monarch').stream;
      send(Buffer.concat([first, next]), 4096);
      expect(sheets.map(({ isErrorSheet }) => isErrorSheet)).toEqual([true, false]);
      expect(sameDots(sheets[1]!.front, decodeJob(next).sides[0]!.bits)).toBe(true);
    }
  });
});
