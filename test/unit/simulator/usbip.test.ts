import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMAGERUNNER_1024 } from '../../../src/simulator/descriptors.ts';
import { SimulatedMachine } from '../../../src/simulator/simulated-machine.ts';
import { UsbipExport, UsbipSession } from '../../../src/simulator/usbip-session.ts';

const EPIPE = -32;
const ECONNRESET = -104;
const IN = 1;
const OUT = 0;

/** A client that writes the bytes of the kernel's document by hand, so that no mistake is made twice. */
class Client {
  readonly received: Buffer[] = [];
  closed = false;
  readonly session: UsbipSession;

  constructor(exported: UsbipExport) {
    this.session = new UsbipSession(exported, {
      send: (bytes) => void this.received.push(Buffer.from(bytes)),
      close: () => {
        this.closed = true;
      },
    });
  }

  take(): Buffer {
    return Buffer.concat(this.received.splice(0));
  }

  list(): Buffer {
    this.session.receive(Buffer.from('0111800500000000', 'hex'));
    return this.take();
  }

  import(busId = '1-1'): Buffer {
    const name = Buffer.alloc(32);
    name.write(busId);
    this.session.receive(Buffer.concat([Buffer.from('0111800300000000', 'hex'), name]));
    return this.take();
  }

  submit(
    sequence: number,
    direction: number,
    endpoint: number,
    parts: { data?: Buffer; length?: number; setup?: Buffer } = {},
  ): void {
    const { data = Buffer.alloc(0), setup = Buffer.alloc(8) } = parts;
    const length = parts.length ?? data.length;
    const header = Buffer.alloc(48);
    [1, sequence, 0x00010002, direction, endpoint, 0, length, 0, 0xffffffff, 0].forEach((value, at) =>
      header.writeUInt32BE(value, 4 * at),
    );
    setup.copy(header, 40);
    this.session.receive(Buffer.concat([header, data]));
  }

  unlink(sequence: number, victim: number): void {
    const header = Buffer.alloc(48);
    [2, sequence, 0x00010002, 0, 0, victim].forEach((value, at) => header.writeUInt32BE(value, 4 * at));
    this.session.receive(header);
  }

  /** One RET_SUBMIT or RET_UNLINK and what follows it. */
  reply() {
    const bytes = this.take();
    return {
      command: bytes.readUInt32BE(0),
      sequence: bytes.readUInt32BE(4),
      status: bytes.readInt32BE(20),
      actual: bytes.readInt32BE(24),
      data: bytes.subarray(48),
    };
  }
}

function server(options: { shared?: boolean } = {}) {
  const machine = new SimulatedMachine({ tray: { deliver: () => undefined }, speed: 'instant' });
  const exported = new UsbipExport(machine.device, options);
  return { machine, exported, client: new Client(exported) };
}

function imported() {
  const parts = server();
  parts.client.import();
  return parts;
}

const setup = (...bytes: number[]) => Buffer.from(bytes);

describe('the list of devices', () => {
  it('holds one machine with its interfaces', () => {
    const { client } = server();
    const reply = client.list();
    expect(reply.subarray(0, 12).toString('hex')).toBe('011100050000000000000001');
    const device = reply.subarray(12, 12 + 312);
    expect(device.subarray(256, 260).toString('latin1')).toBe('1-1\0');
    expect([device.readUInt32BE(288), device.readUInt32BE(296)]).toEqual([1, 3]);
    expect(device.subarray(300).toString('hex')).toBe('04a926e60100000000010102');
    expect(reply.subarray(324).toString('hex')).toBe('ff00ff0007010200');
  });

  it('is empty while the cable is out', () => {
    const { client, machine } = server();
    machine.setTrouble('unplugged', true);
    expect(client.list().subarray(8).toString('hex')).toBe('00000000');
  });
});

describe('import', () => {
  it('gives the device once', () => {
    const { client, exported } = server();
    const reply = client.import();
    expect([reply.length, reply.readUInt32BE(4)]).toEqual([8 + 312, 0]);
    const second = new Client(exported);
    expect(second.import().readUInt32BE(4)).not.toBe(0);
    expect(second.closed).toBe(true);
    client.session.end();
    expect(new Client(exported).import().readUInt32BE(4)).toBe(0);
  });

  it('refuses an unknown bus id', () => {
    const { client } = server();
    expect(client.import('9-9').readUInt32BE(4)).not.toBe(0);
    expect(client.closed).toBe(true);
  });

  it('may be shared where the server says so', () => {
    const { client, exported } = server({ shared: true });
    client.import();
    expect(new Client(exported).import().readUInt32BE(4)).toBe(0);
  });
});

describe('control transfers', () => {
  it('reads descriptors, cut to the length asked for', () => {
    const { client } = imported();
    client.submit(1, IN, 0, { length: 18, setup: setup(0x80, 6, 0, 1, 0, 0, 18, 0) });
    const reply = client.reply();
    expect([reply.command, reply.sequence, reply.status, reply.actual]).toEqual([3, 1, 0, 18]);
    expect(reply.data.toString('hex')).toBe('12010002000000' + '40a904e626000101020301');
    client.submit(2, IN, 0, { length: 9, setup: setup(0x80, 6, 0, 2, 0, 0, 9, 0) });
    const head = client.reply().data;
    expect(head).toHaveLength(9);
    client.submit(3, IN, 0, { length: 255, setup: setup(0x80, 6, 0, 2, 0, 0, 255, 0) });
    expect(client.reply().actual).toBe(head.readUInt16LE(2));
    client.submit(4, IN, 0, { length: 255, setup: setup(0x80, 6, 3, 3, 9, 4, 255, 0) });
    expect(client.reply().data.subarray(2).toString('utf16le')).toBe(IMAGERUNNER_1024.serialNumber);
  });

  it('stalls what nobody knows', () => {
    const { client } = imported();
    client.submit(1, IN, 0, { length: 1, setup: setup(0xc0, 99, 0, 0, 0, 0, 1, 0) });
    expect(client.reply().status).toBe(EPIPE);
  });
});

describe('bulk transfers', () => {
  it('carries bytes, in whatever pieces they come', () => {
    const { client, machine } = imported();
    const heard: Buffer[] = [];
    machine.onBytes = (bytes) => heard.push(Buffer.from(bytes));
    const data = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7) & 0xff));
    const header = Buffer.alloc(48);
    [1, 5, 0x00010002, OUT, 1, 0, data.length].forEach((value, at) => header.writeUInt32BE(value, 4 * at));
    const all = Buffer.concat([header, data]);
    for (let at = 0; at < all.length; at += 7) client.session.receive(all.subarray(at, at + 7));
    const reply = client.reply();
    expect([reply.status, reply.actual, reply.data.length]).toEqual([0, 3000, 0]);
    expect(Buffer.concat(heard).equals(data)).toBe(true);
  });

  it('stalls after a part and stays halted until CLEAR_FEATURE', () => {
    const { client, machine } = imported();
    machine.bulkOut.addFault({ at: 1000, kind: 'stall' });
    client.submit(1, OUT, 1, { data: Buffer.alloc(2500) });
    expect(client.reply()).toMatchObject({ status: EPIPE, actual: 1000 });
    client.submit(2, OUT, 1, { data: Buffer.alloc(10) });
    expect(client.reply()).toMatchObject({ status: EPIPE, actual: 0 });
    client.submit(3, OUT, 0, { setup: setup(0x02, 1, 0, 0, 0x01, 0, 0, 0) });
    expect(client.reply().status).toBe(0);
    client.submit(4, OUT, 1, { data: Buffer.alloc(10) });
    expect(client.reply()).toMatchObject({ status: 0, actual: 10 });
  });

  it('takes back a transfer that waits, and says so once', () => {
    const { client } = imported();
    client.submit(1, IN, 2, { length: 64 });
    expect(client.take()).toHaveLength(0);
    client.unlink(2, 1);
    expect(client.take()).toHaveLength(48);
    client.submit(3, IN, 2, { length: 64 });
    client.unlink(4, 3);
    expect(client.reply()).toMatchObject({ command: 4, sequence: 4, status: ECONNRESET });
    client.unlink(5, 3);
    expect(client.reply()).toMatchObject({ command: 4, sequence: 5, status: 0 });
  });

  it('hangs up when the cable is pulled', () => {
    const { client, machine } = imported();
    client.submit(1, IN, 2, { length: 64 });
    machine.setTrouble('unplugged', true);
    expect(client.closed).toBe(true);
  });
});

describe('garbage', () => {
  it.each([
    ['another version', Buffer.from('0100800500000000', 'hex')],
    ['another operation', Buffer.from('0111999900000000', 'hex')],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('hangs up on %s', (_, bytes) => {
    const { client } = server();
    client.session.receive(bytes);
    expect(client.closed).toBe(true);
  });

  it('never throws and never harms the next client', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.uint8Array({ maxLength: 300 }), (afterImport, bytes) => {
        const { client, exported } = server();
        if (afterImport) client.import();
        client.session.receive(bytes);
        client.session.end();
        return new Client(exported).import().readUInt32BE(4) === 0;
      }),
      { numRuns: 300 },
    );
  });

  it('hangs up on a transfer that is longer than memory', () => {
    const { client } = imported();
    client.submit(1, OUT, 1, { length: 0x7fffffff });
    expect(client.closed).toBe(true);
  });
});
