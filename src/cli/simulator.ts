/**
 * `npm run simulator`: the virtual imageRUNNER 1024 as a USB/IP server, for any Linux desktop to plug in with
 * the standard `usbip` tool.
 */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { decodeSide } from '../languages/ufr2lt/decode-job.ts';
import { PAPER_NAMES } from '../machine/paper.ts';
import type { PrintedSheet } from '../simulator/print-engine.ts';
import { SimulatedMachine, TROUBLES } from '../simulator/simulated-machine.ts';
import { SCAN_TROUBLES } from '../simulator/scanner/scan-unit.ts';
import { testChart, testSheets } from '../simulator/scanner/test-chart.ts';
import { UsbipExport } from '../simulator/usbip-session.ts';
import { formatPbm } from './pbm.ts';
import { serveUsbip } from './usbip-server.ts';

const USAGE = `npm run simulator -- [--port 3240] [--out DIR] [--speed engine|instant]

Offers a simulated imageRUNNER 1024 over USB/IP on this computer. With --out, every sheet is written into DIR
as sheet-N-front.pbm and sheet-N-back.pbm (P4, 1 = black), and every byte that arrives to received.prn.
A test chart lies on its glass; SANE scans it.`;

const COMMANDS = `Type one of these and Enter to press or release a button:
  ${TROUBLES.join('  ')}
or load paper, such as:  Manual A5 20
or put test charts into the feeder:  feed 3
or give the scanner trouble:  ${SCAN_TROUBLES.map((name) => `scan-${name}`).join('  ')}`;

function settings() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '3240' },
        out: { type: 'string' },
        speed: { type: 'string', default: 'engine' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`no such port: ${values.port}`);
    const { speed, out, help } = values;
    if (speed !== 'engine' && speed !== 'instant') throw new Error(`no such speed: ${speed}`);
    return { port, speed, out, help } as const;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Writes sheets as they come out. */
function sheetWriter(folder: string | undefined): (sheet: PrintedSheet) => void {
  let count = 0;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  return ({ jobTitle, paper, front, back, isErrorSheet }) => {
    count++;
    const what = isErrorSheet ? 'error sheet' : `“${jobTitle}”`;
    console.log(`Sheet ${count}: ${what}, ${paper}, ${back === null ? 'one side' : 'two sides'}`);
    if (folder === undefined) return;
    writeFileSync(join(folder, `sheet-${count}-front.pbm`), formatPbm(decodeSide(front)));
    if (back !== null) writeFileSync(join(folder, `sheet-${count}-back.pbm`), formatPbm(decodeSide(back)));
  };
}

/** Presses buttons by name, loads paper; returns what to tell the person. */
function obey(machine: SimulatedMachine, line: string): string {
  const trouble = TROUBLES.find((name) => name === line);
  if (trouble !== undefined) {
    machine.setTrouble(trouble, !machine.troubles.includes(trouble));
    return `Trouble: ${machine.troubles.join(', ') || 'none'}`;
  }
  const { unit } = machine.scanner;
  const scanTrouble = SCAN_TROUBLES.find((name) => `scan-${name}` === line);
  if (scanTrouble !== undefined) {
    unit.setTrouble(scanTrouble, !unit.troubles.includes(scanTrouble));
    return `Scanner: ${unit.troubles.join(', ') || 'well'}`;
  }
  const [source, paperWord, sheets] = line.split(/\s+/);
  if (source === 'feed' && /^\d{1,3}$/.test(paperWord ?? '')) {
    unit.feeder.push(...testSheets(Number(paperWord)));
    machine.scanner.say({ statusChanged: true });
    return `In the feeder: ${unit.feeder.length} sheets`;
  }
  const paper = PAPER_NAMES.find((name) => name === paperWord);
  const tray = machine.trays.find((each) => each.source === source);
  if (tray === undefined || paper === undefined || !/^\d+$/.test(sheets ?? '')) return COMMANDS;
  try {
    machine.loadPaper(tray.source, paper, Number(sheets));
  } catch (error) {
    return (error as Error).message;
  }
  return machine.trays.map((each) => `${each.source}: ${each.sheets} × ${each.paper}`).join(', ');
}

const { port, speed, out, help } = settings();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
const machine = new SimulatedMachine({ tray: { deliver: sheetWriter(out) }, speed });
machine.scanner.unit.glass = testChart('GLASS');
if (out !== undefined) {
  const file = createWriteStream(join(out, 'received.prn'));
  machine.onBytes = (bytes) => void file.write(bytes.slice());
}
const exported = new UsbipExport(machine.device);
const server = createServer((socket) => serveUsbip(exported, socket));
server.on('error', (error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE';
  console.error(isTaken ? `Port ${port} is taken; choose another with --port.` : error.message);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const tcpPort = actual === 3240 ? '' : ` --tcp-port ${actual}`;
  console.log(`A simulated imageRUNNER 1024 is on 127.0.0.1, port ${actual}. To plug it in:

  sudo modprobe vhci-hcd
  sudo usbip${tcpPort} attach -r 127.0.0.1 -b ${exported.busId}

${COMMANDS}`);
});
createInterface({ input: process.stdin }).on('line', (line) => console.log(obey(machine, line.trim())));
