import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveUsbip } from '../../src/cli/usbip-server.ts';
import {
  configurationDescriptor,
  CONFIGURATION_VALUE,
  deviceDescriptor,
} from '../../src/simulator/descriptors.ts';
import type { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { UsbipExport } from '../../src/simulator/usbip-session.ts';
import type { ExportedDevice } from '../../src/simulator/usbip-wire.ts';

export interface RigServerOptions {
  /** Drivers of the system that are bound to interfaces, such as `{ 1: 'usblp' }`. */
  readonly drivers?: Readonly<Record<number, string>>;
}

/** The folder and the sockets that the preloaded library takes for the machine's USB. */
export class RigServer {
  /** For PLATEN_RIG_DIR. */
  readonly directory = mkdtempSync(join(tmpdir(), 'platen-rig-'));
  readonly #export: UsbipExport;
  readonly #options: RigServerOptions;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #monitors = new Set<Socket>();
  readonly #unwatch: () => void;
  #shown: ExportedDevice | null = null;

  private constructor(machine: SimulatedMachine, options: RigServerOptions) {
    this.#options = options;
    this.#export = new UsbipExport(machine.device, { shared: true });
    this.#unwatch = machine.device.watch((attached) => (attached ? this.#show() : this.#hide()));
  }

  static async start(machine: SimulatedMachine, options: RigServerOptions = {}): Promise<RigServer> {
    const rig = new RigServer(machine, options);
    mkdirSync(rig.#path('devices'));
    if (machine.device.attached) rig.#show();
    await rig.#listen('usbip', (socket) => serveUsbip(rig.#export, socket));
    await rig.#listen('monitor', (socket) => {
      rig.#monitors.add(socket);
      socket.on('close', () => rig.#monitors.delete(socket));
      socket.resume();
    });
    return rig;
  }

  async close(): Promise<void> {
    this.#unwatch();
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closed);
    rmSync(this.directory, { recursive: true, force: true });
  }

  #path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  #listen(name: string, serve: (socket: Socket) => void): Promise<void> {
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      serve(socket);
    });
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#path(name), resolve);
    });
  }

  /** A folder as in sysfs; it appears whole. */
  #show(): void {
    const record = this.#export.record!;
    const { identity, busId, busNumber, deviceNumber } = record;
    const files: Record<string, string | Uint8Array> = {
      busnum: `${busNumber}\n`,
      devnum: `${deviceNumber}\n`,
      bConfigurationValue: `${CONFIGURATION_VALUE}\n`,
      idVendor: `${hex4(identity.vendorId)}\n`,
      idProduct: `${hex4(identity.productId)}\n`,
      bcdDevice: `${hex4(identity.releaseBcd)}\n`,
      manufacturer: `${identity.manufacturer}\n`,
      product: `${identity.product}\n`,
      descriptors: Buffer.concat([deviceDescriptor(identity), configurationDescriptor(identity)]),
    };
    if (identity.serialNumber !== null) files.serial = `${identity.serialNumber}\n`;
    for (const [number, driver] of Object.entries(this.#options.drivers ?? {})) {
      files[`driver.${number}`] = `${driver}\n`;
    }
    const staged = this.#path(busId);
    mkdirSync(staged);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(staged, name), content);
    renameSync(staged, this.#path('devices', busId));
    this.#shown = record;
    this.#tell('add', record);
  }

  #hide(): void {
    const record = this.#shown;
    if (record === null) return;
    this.#shown = null;
    renameSync(this.#path('devices', record.busId), this.#path(record.busId));
    rmSync(this.#path(record.busId), { recursive: true });
    this.#tell('remove', record);
  }

  #tell(action: 'add' | 'remove', { busId, busNumber, deviceNumber }: ExportedDevice): void {
    for (const monitor of this.#monitors) monitor.write(`${action} ${busId} ${busNumber} ${deviceNumber}\n`);
  }
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
