import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { DEVICE_ID } from '../../src/simulator/descriptors.ts';
import { SimulatedMachine } from '../../src/simulator/simulated-machine.ts';
import { preloadLibrary, usbfsCheckProgram } from './preload-library.ts';
import { RigServer, type RigServerOptions } from './rig-server.ts';

const NODE = '/dev/bus/usb/001/002';

/** Runs the questions of usbfs-check.c; answers by question. */
async function answers(options: RigServerOptions, ...args: string[]): Promise<Record<string, string[]>> {
  const machine = new SimulatedMachine({ tray: { deliver: () => undefined }, speed: 'instant' });
  // The questions are about transfers: what a job holds is not looked at.
  machine.engine.accept = (bytes) => bytes.length;
  const rig = await RigServer.start(machine, options);
  const program = spawn(usbfsCheckProgram(), [NODE, ...args], {
    env: { ...process.env, LD_PRELOAD: preloadLibrary(), PLATEN_RIG_DIR: rig.directory },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said: Record<string, string[]> = {};
  const ended = new Promise<number | null>((resolve) => program.once('close', resolve));
  for await (const line of createInterface({ input: program.stdout })) {
    if (line.startsWith('!')) {
      obey(machine, line.slice(1));
      program.stdin.write('done\n');
    } else {
      const [question, answer] = line.split(': ') as [string, string];
      (said[question] ??= []).push(answer);
    }
  }
  expect(await ended).toBe(0);
  await rig.close();
  return said;
}

function obey(machine: SimulatedMachine, wish: string): void {
  const { bulkOut } = machine;
  const kinds = { stall: 'stall', short: 'short', error: 'protocol-error' } as const;
  const [verb, , at] = wish.split(' ') as [string, string?, string?];
  if (wish === 'say hello') machine.say(new TextEncoder().encode('hello'));
  else if (wish === 'hang') bulkOut.hang();
  else if (wish === 'unplug') machine.setTrouble('unplugged', true);
  else bulkOut.addFault({ at: bulkOut.bytesTaken + Number(at), kind: kinds[verb as keyof typeof kinds] });
}

const idBytes = String(DEVICE_ID.length + 2);

test('the library answers as a Linux 6.1 kernel does', async () => {
  expect(await answers({})).toEqual({
    'reaps after disconnect': ['1'],
    GET_SPEED: ['3'],
    'poll of an idle device': ['-'],
    'REAPURBNDELAY, nothing there': ['- EAGAIN'],
    'GETDRIVER of a free interface': ['ENODATA'],
    'RELEASE what is not claimed': ['EINVAL'],
    'CLAIM 9': ['ENOENT'],
    'GET_DEVICE_ID unclaimed': [idBytes],
    'CLAIM 1': ['0'],
    'CLAIM 1 again': ['0'],
    'GETDRIVER of a claimed interface': ['usbfs'],
    'CLAIM 1 on another descriptor': ['EBUSY'],
    'bulk OUT on another descriptor': ['EBUSY'],
    'SETCONFIGURATION while claimed': ['EBUSY'],
    'SETINTERFACE 1 alt 0': ['0'],
    'SETINTERFACE 1 alt 5': ['EINVAL'],
    'RELEASE 1': ['0'],
    'CLAIM 1 on the other now': ['0'],
    'CLAIM 1 after that was closed': ['0'],
    'GET_DEVICE_ID short buffer': ['10'],
    GET_PORT_STATUS: ['1'],
    'vendor request that stalls': ['EPIPE'],
    'unknown ioctl': ['ENOTTY'],
    'bulk OUT 100000': ['OUT 0 100000'],
    'poll after': ['-'],
    'bulk OUT 0 bytes': ['OUT 0 0'],
    '512 KiB in one transfer': ['OUT 0 524288'],
    '17 MiB in one transfer': ['ENOMEM'],
    'endpoint that is not there': ['ENOENT'],
    'IN to an OUT endpoint number': ['ENOENT'],
    'interrupt type to a bulk endpoint': ['EINVAL'],
    'SUBMIT control': ['0'],
    'control reaped': ['OUT 0 64'],
    'control with a short buffer': ['EINVAL'],
    'bulk IN, nothing to read': ['0'],
    'poll meanwhile': ['-'],
    'DISCARD it': ['0'],
    'poll after DISCARD': ['OUT'],
    discarded: ['OUT ENOENT 0'],
    'DISCARD an unknown urb': ['EINVAL'],
    'bulk IN that gets 5 bytes': ['OUT 0 5'],
    data: ['hello'],
    'stall at 1000 of 2500': ['OUT EPIPE 1000'],
    'next transfer while halted': ['OUT EPIPE 0'],
    CLEAR_HALT: ['0'],
    'CLEAR_HALT of no endpoint': ['ENOENT'],
    'after CLEAR_HALT': ['OUT 0 10'],
    'short at 100 of 2500': ['OUT 0 100'],
    error: ['OUT EPROTO 100'],
    'BULK OUT': ['5000'],
    'BULK IN that times out': ['ETIMEDOUT'],
    'three at once': ['OUT 0 70000', 'OUT 0 5', 'OUT 0 300'],
    RESET: ['0'],
    'port status after RESET': ['1'],
    'poll of a hanging device': ['-'],
    'urb in flight when unplugged': ['OUT+ERR ESHUTDOWN 0', 'OUT+ERR ESHUTDOWN 0', 'OUT+ERR ESHUTDOWN 0'],
    // The kernel answers ERR+HUP from here on; the write end of a pipe cannot.
    then: ['OUT+ERR ENODEV'],
    'CLAIM of a gone device': ['ENODEV'],
    'SUBMIT to a gone device': ['ENODEV'],
  });
});

test('a driver of the system keeps its interface until it is disconnected', async () => {
  expect(await answers({ drivers: { 1: 'usblp' } }, 'usblp')).toEqual({
    'usblp GETDRIVER': ['usblp'],
    'usblp CLAIM 1': ['EBUSY'],
    'usblp bulk OUT': ['EBUSY'],
    'usblp CLAIM 0': ['0'],
    'usblp SETCONFIGURATION': ['EBUSY'],
    'usblp DISCONNECT': ['0'],
    'usblp DISCONNECT again': ['ENODATA'],
    'usblp CLAIM 1 now': ['0'],
    'usblp CONNECT while claimed': ['EBUSY'],
    'usblp RELEASE 1': ['0'],
    'usblp CONNECT': ['1'],
    'usblp GETDRIVER after': ['usblp'],
  });
});
