import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AccountKeeper } from '../../../src/app/state/account-keeper.ts';
import { BlankPages } from '../../../src/app/state/blank-pages.ts';
import { CalibrationStore } from '../../../src/app/state/calibration-store.ts';
import { DocumentList } from '../../../src/app/state/document-list.ts';
import { MachineStore } from '../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../src/app/state/preferences-store.ts';
import { PrintController } from '../../../src/app/state/print-controller.ts';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { DEFAULT_PREFERENCES, loadPreferences } from '../../../src/storage/preferences.ts';
import { eventually } from '../../support/eventually.ts';
import { FakeSpooler, MemoryAccount, openByName, snapshot } from './fakes.ts';

let spooler: FakeSpooler;
let preferences: PreferencesStore;
let machine: MachineStore;
let documents: DocumentList;
let print: PrintController;
let accounts: AccountKeeper;
let calibrations: CalibrationStore;

const file = (name: string) => new File(['%PDF'], name);

beforeEach(async () => {
  spooler = new FakeSpooler();
  preferences = new PreferencesStore();
  machine = new MachineStore(spooler.asApi(), preferences, null);
  documents = new DocumentList({ open: openByName, close: async () => undefined });
  accounts = new AccountKeeper(new MemoryAccount());
  const blankPages = new BlankPages(async () => [1]);
  const nothingKept = { load: async () => new Map<string, never>(), save: async () => undefined };
  calibrations = new CalibrationStore(nothingKept, () => 'simulated');
  const parts = {
    spooler: spooler.asApi(),
    machine,
    documents,
    preferences,
    blankPages,
    accounts,
    calibrations,
  };
  print = new PrintController(parts);
  await machine.start();
});

describe('print controller', () => {
  it('says what is missing, one thing after another, and prints when nothing is', async () => {
    expect(print.obstacle).toMatch(/Add a document/);
    const adding = documents.add([file('3.pdf'), file('2.pdf')]);
    expect(print.obstacle).toMatch(/being opened/);
    await adding;
    expect(print.obstacle).toMatch(/No machine/);
    await expect(print.print()).rejects.toMatchObject({ code: 'app.not-ready' });
    await machine.connectSimulated();
    expect(print.obstacle).toBeNull();
    print.set({ duplex: 'long', copies: 2 });
    expect(print.summary).toEqual({ sheets: 6, sides: 10 });
    await print.print();
    const [request] = spooler.requests;
    expect(request).toMatchObject({ title: '3.pdf and 1 more', account: null, settings: { copies: 2 } });
    expect(request!.plan.sheets).toHaveLength(3);
    expect(request!.documents.map(({ name }) => name)).toEqual(['3.pdf', '2.pdf']);
  });

  it('leaves refused documents out, and waits for passwords', async () => {
    await machine.connectSimulated();
    await documents.add([file('bad.pdf')]);
    expect(print.obstacle).toMatch(/None of these/);
    await documents.add([file('locked.pdf')]);
    expect(print.obstacle).toMatch(/password/);
    await documents.unlock(documents.items[1]!.source.id, 'sesame');
    expect(print.obstacle).toBeNull();
    await print.print();
    expect(spooler.requests[0]!.documents.map(({ name }) => name)).toEqual(['locked.pdf']);
    expect(spooler.requests[0]!.documents[0]!.password).toBe('sesame');
  });

  it('changes nothing by itself when settings do not go together, and offers ways out that work', async () => {
    await machine.connectSimulated();
    await documents.add([file('1.pdf')]);
    print.set({ paper: 'A5', source: 'Cas1', duplex: 'long' });
    expect(print.settings).toMatchObject({ paper: 'A5', source: 'Cas1', duplex: 'long' });
    expect(print.obstacle).toMatch(/do not go together/);
    for (let round = 0; print.conflicts.length > 0 && round < 5; round++) {
      const [change] = print.waysOut(print.conflicts[0]!);
      print.set({ [change!.key]: change!.value });
    }
    expect(print.obstacle).toBeNull();
  });

  it('says what is wrong with the pages, keeps Print shut, and prints the chosen ones', async () => {
    await machine.connectSimulated();
    await documents.add([file('3.pdf')]);
    print.set({ pages: '2, 9' });
    expect(print.planError).toMatchObject({
      code: 'layout.pages-beyond',
      params: { position: 3, length: 1 },
    });
    expect(print.obstacle).toBe('There is no page 9.');
    expect(print.request).toBeNull();
    print.set({ pages: '3-2' });
    expect(print.summary).toEqual({ sheets: 2, sides: 2 });
    const pages = print.plan!.sheets.map(({ front }) => front.placements[0]!.pageIndex);
    expect(pages).toEqual([2, 1]);
    print.set({ toneCurve: '9:1 8:2' });
    expect(print.obstacle).toMatch(/^Tone curve: /);
  });

  it('leaves blank pages out once they are known, and waits until then', async () => {
    await machine.connectSimulated();
    await documents.add([file('3.pdf')]);
    print.set({ skipBlank: true });
    expect(print.obstacle).toMatch(/Blank pages are being looked for/);
    await new Promise((resume) => setTimeout(resume));
    expect(print.obstacle).toBeNull();
    expect(print.plan!.sheets.map(({ front }) => front.placements[0]!.pageIndex)).toEqual([0, 2]);
  });

  it('sends letterhead and covers with the job, and asks for a cover that is not there', async () => {
    await machine.connectSimulated();
    await documents.add([file('2.pdf')]);
    print.set({ frontCover: 'document' });
    expect(print.obstacle).toMatch(/no file for the front cover/);
    await documents.attach('frontCover', file('1.pdf'));
    await documents.attach('letterhead', file('letterhead.pdf'));
    expect(print.obstacle).toBeNull();
    expect(print.pageCount).toBe(2);
    await print.print();
    const [request] = spooler.requests;
    expect(request!.title).toBe('2.pdf');
    expect(request!.documents.map(({ role }) => role)).toEqual([undefined, 'frontCover', 'letterhead']);
    expect(request!.plan.sheets).toHaveLength(3);
    documents.detach('letterhead');
    expect(documents.attached.map(({ source }) => source.role)).toEqual(['frontCover']);
  });

  it('sends the calibration that belongs to machine, paper and dots', async () => {
    await machine.connectSimulated();
    await documents.add([file('1.pdf')]);
    expect(print.request).not.toHaveProperty('calibration');
    await calibrations.keep(print.settings, [4, 4, 5, 4, 4]);
    expect(print.request!.calibration).toContain(':');
    print.set({ calibrated: false });
    expect(print.request).not.toHaveProperty('calibration');
  });

  it('plans anew only when something it is made of has changed', async () => {
    await documents.add([file('3.pdf')]);
    const { plan } = print;
    await machine.connectSimulated();
    expect(print.plan).toBe(plan);
    print.set({ header: '{date}' });
    expect(print.plan).not.toBe(plan);
  });

  it('holds a job without a machine, and hands on what was chosen beside Print', async () => {
    await documents.add([file('1.pdf')]);
    await expect(print.print()).rejects.toMatchObject({ code: 'app.not-ready' });
    await print.print({ hold: true, pin: '4815' });
    await machine.connectSimulated();
    await print.print({ priority: 'urgent' });
    const options = spooler.calls.filter(([name]) => name === 'submit').map(([, chosen]) => chosen);
    expect(options).toEqual([{ hold: true, pin: '4815' }, { priority: 'urgent' }]);
  });

  it('keeps the job when there is no room for it, so that it can be printed without being kept', async () => {
    await machine.connectSimulated();
    await documents.add([file('1.pdf')]);
    spooler.submitError = new PlatenError('job.storage-full');
    await expect(print.print()).rejects.toMatchObject({ code: 'job.storage-full' });
    expect(print.submitting).toBe(false);
    expect(print.obstacle).toBeNull();
    spooler.submitError = null;
    await print.print({ keep: 'memory' });
    expect(spooler.requests).toHaveLength(1);
  });

  it('keeps why Print failed, wherever it was pressed, and how, until it is tried again', async () => {
    await machine.connectSimulated();
    await documents.add([file('1.pdf')]);
    spooler.submitError = new PlatenError('job.storage-full');
    await print.tryPrint({ priority: 'urgent' });
    expect(print.refusal).toMatchObject({
      error: { code: 'job.storage-full' },
      options: { priority: 'urgent' },
    });
    spooler.submitError = null;
    await print.tryPrint({ keep: 'memory' });
    expect(print.refusal).toBeNull();
    expect(spooler.requests).toHaveLength(1);
  });

  it('prepares what is new and releases what is gone, once', async () => {
    await documents.add([file('1.pdf'), file('bad.pdf')]);
    await documents.add([file('2.pdf')]);
    documents.remove(documents.items[0]!.source.id);
    const about = spooler.calls.filter(([name]) => name === 'prepare' || name === 'release');
    expect(about).toEqual([
      ['prepare', ['1.pdf']],
      ['prepare', ['2.pdf']],
      ['release', 1],
    ]);
  });

  it('remembers settings, never the department', async () => {
    print.set({ paper: 'Letter' });
    accounts.set({ id: 7, password: 1234 });
    preferences.flush();
    await eventually(async () =>
      expect((await loadPreferences(DEFAULT_PREFERENCES)).settings.paper).toBe('Letter'),
    );
    const kept = await loadPreferences(DEFAULT_PREFERENCES);
    expect(JSON.stringify(kept)).not.toContain('1234');
  });
});

describe('machine store', () => {
  it('tells why a connection failed and forgets it at the next success', async () => {
    spooler.connectError = new PlatenError('usb.open-refused');
    await machine.connectSimulated();
    expect(machine.error?.code).toBe('usb.open-refused');
    expect(machine.isFirstRun).toBe(true);
    spooler.connectError = null;
    await machine.connectSimulated();
    expect(machine.error).toBeNull();
    expect(machine.isFirstRun).toBe(false);
    expect(preferences.current.lastMachine).toEqual({ kind: 'simulated' });
  });

  it('takes up the machine of the last visit only when the browser still grants it', async () => {
    const last = { kind: 'usb', vendorId: 0x04a9, productId: 0x26e6, serialNumber: 'A1' } as const;
    const granted: object[] = [];
    const usb = Object.assign(new EventTarget(), { getDevices: async () => granted }) as unknown as USB;
    preferences.update({ lastMachine: last });
    const store = new MachineStore(spooler.asApi(), preferences, usb);
    await store.start();
    expect(spooler.calls).toEqual([]);
    granted.push({ ...last, serialNumber: 'B2' });
    await store.reconnect();
    expect(spooler.calls).toEqual([]);
    granted.push({ ...last });
    usb.dispatchEvent(new Event('connect'));
    await new Promise((resume) => setTimeout(resume));
    expect(spooler.calls).toEqual([['connect', last]]);
  });

  it('explains a browser without WebUSB', async () => {
    (globalThis as { isSecureContext?: boolean }).isSecureContext = true;
    await machine.chooseUsb();
    expect(machine.error?.code).toBe('app.no-webusb');
  });

  it('keeps quiet when the chooser is closed without a choice', async () => {
    const requestDevice = () => Promise.reject(new DOMException('No device selected.', 'NotFoundError'));
    const usb = Object.assign(new EventTarget(), { requestDevice, getDevices: async () => [] });
    const store = new MachineStore(spooler.asApi(), preferences, usb as unknown as USB);
    await store.chooseUsb();
    expect(store.error).toBeNull();
    expect(spooler.calls).toEqual([]);
  });

  it('gives the permission back when the machine is forgotten', async () => {
    const target = { kind: 'usb', vendorId: 0x04a9, productId: 0x26e6, serialNumber: null } as const;
    let forgotten = 0;
    const device = { ...target, serialNumber: undefined, forget: async () => void (forgotten += 1) };
    const usb = Object.assign(new EventTarget(), { getDevices: async () => [device] }) as unknown as USB;
    const store = new MachineStore(spooler.asApi(), preferences, usb);
    preferences.update({ lastMachine: target });
    spooler.say(snapshot('ready'));
    await store.forget();
    expect(forgotten).toBe(1);
    expect(preferences.current.lastMachine).toBeNull();
  });
});
