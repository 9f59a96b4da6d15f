import 'fake-indexeddb/auto';
import { describe, expect, it, beforeEach } from 'vitest';
import { PlatenError } from '../../../../src/errors/platen-error.ts';
import { builtInProfiles, type ScanProfile } from '../../../../src/scan/profiles/profile.ts';
import { spelled } from '../../../support/scanned-pages.ts';
import { office } from './sending-fakes.ts';

const [DOCUMENT] = builtInProfiles('A4', null);
const profile = (changes: Partial<ScanProfile> = {}): ScanProfile => ({
  ...DOCUMENT!,
  source: 'feeder',
  blanks: 'flag',
  fileName: '{profile}-{n}',
  key: 'none',
  ...changes,
});

let at: ReturnType<typeof office>;
const now = () => ({ step: at.run.step, ending: at.run.ending, error: at.run.error?.code ?? null });
/** What is left in the batch, by letters. */
const left = () => spelled(at.book.pages).replaceAll(/[^a-zA-Z_]/g, '');

beforeEach(() => {
  at = office();
});

describe('one tap', () => {
  it('scans, writes and sends, as the profile says', async () => {
    at.scanner.feeder.push('abc');
    await at.run.run(profile({ colours: 'black', dpi: 200, jpegQuality: 55 }));
    expect(now()).toMatchObject({ step: 'idle', ending: 'sent', error: null });
    expect(at.exit.sent).toEqual(['Document-1.pdf: abc']);
    expect(at.exit.occasions).toEqual(['tap']);
    expect(at.scanner.orders).toMatchObject([{ mode: 'gray', dpi: 200, corrections: { ink: 'black' } }]);
    expect(at.pages.orders).toMatchObject([{ format: 'pdf', jpegQuality: 55 }]);
    expect(at.book.batch?.profileId).toBe('document');
  });

  it('takes the glass when the feeder is empty, if the profile lets it', async () => {
    await at.run.run(profile({ glassWhenEmpty: true }));
    expect(at.exit.sent).toEqual(['Document-1.pdf: g']);
    await at.run.run(profile({ glassWhenEmpty: false }));
    expect(now()).toMatchObject({ step: 'idle', ending: 'failed', error: 'scan.feeder-empty' });
    expect(at.exit.sent).toHaveLength(1);
  });

  it('is a batch of its own; the one that lay open is put away', async () => {
    at.scanner.feeder.push('a', 'b');
    await at.run.run(profile());
    await at.run.run(profile());
    expect(at.exit.sent).toEqual(['Document-1.pdf: a', 'Document-1.pdf: b']);
    expect(left()).toBe('b');
    expect(at.book.earlier).not.toHaveLength(0);
  });

  it('scans nothing when the question where to is closed', async () => {
    at.exit.isClosed = true;
    at.scanner.feeder.push('a');
    await at.run.run(profile());
    expect(now()).toMatchObject({ step: 'idle', ending: null });
    expect(at.scanner.orders).toEqual([]);
  });

  it('is one at a time', async () => {
    at.scanner.feeder.push('a', 'b');
    const first = at.run.run(profile());
    await at.run.run(profile());
    await first;
    expect(at.exit.sent).toEqual(['Document-1.pdf: a']);
  });
});

describe('blank pages', () => {
  it('stay where they are, or are set aside and never gone', async () => {
    at.scanner.feeder.push('a_b', 'a_b');
    await at.run.run(profile());
    expect(at.exit.sent).toEqual(['Document-1.pdf: a_b']);
    await at.run.run(profile({ blanks: 'set-aside' }));
    expect(at.exit.sent[1]).toBe('Document-1.pdf: ab');
    expect(at.book.setAside).toHaveLength(1);
  });

  it('that a person puts back during the scan stay', async () => {
    at.scanner.feeder.push('a_bc');
    at.scanner.onPage = async (letter) => {
      if (letter === 'b') await at.book.putBack(at.book.setAside.map(({ id }) => id));
    };
    await at.run.run(profile({ blanks: 'set-aside' }));
    expect(at.exit.sent).toEqual(['Document-1.pdf: a_bc']);
  });

  it('only: nothing is sent, and that is said', async () => {
    at.scanner.feeder.push('___');
    await at.run.run(profile({ blanks: 'set-aside' }));
    expect(now()).toMatchObject({ ending: 'kept', error: 'app.scan-all-blank' });
    expect(at.exit.sent).toEqual([]);
    expect(at.book.setAside).toHaveLength(3);
  });
});

describe('documents', () => {
  it.each([
    ['patch', 'feeder', 'abTcTd', ['ab', 'c', 'd']],
    ['patch', 'feeder', 'TabT', ['ab']],
    ['patch', 'feeder-duplex', 'abT_cd', ['ab', 'cd']],
    ['patch', 'feeder-duplex', 'a_T_b_', ['a', 'b']],
    ['blank', 'feeder', 'a_b__c', ['a', 'b', 'c']],
    ['blank', 'feeder-duplex', 'a___b_', ['a', 'b']],
    ['sheet', 'feeder', 'abc', ['a', 'b', 'c']],
    ['sheet', 'feeder-duplex', 'ab_cd_', ['ab', 'c', 'd']],
    ['none', 'feeder', 'aTb', ['aTb']],
  ] as const)('separated by %s from the %s: %s', async (separation, source, load, documents) => {
    at.scanner.feeder.push(load);
    await at.run.run(profile({ separation, source, blanks: 'set-aside' }));
    expect(at.exit.sent).toEqual(documents.map((letters, n) => `Document-${n + 1}.pdf: ${letters}`));
    expect(at.run.ending).toBe('sent');
  });

  it('go to a folder one by one while the feeder is at work', async () => {
    at.scanner.feeder.push('aTbTc');
    const seen: string[] = [];
    at.scanner.onPage = async (letter) => {
      await new Promise((done) => setTimeout(done, 30));
      seen.push(`${letter}${at.exit.sent.length}`);
    };
    await at.run.run(profile({ separation: 'patch', destination: { kind: 'folder', folderId: null } }));
    expect(seen).toEqual(['a0', 'T0', 'b1', 'T1', 'c2']);
    expect(at.exit.sent).toEqual(['Document-1.pdf: a', 'Document-2.pdf: b', 'Document-3.pdf: c']);
  });

  it('go to the printer together', async () => {
    at.scanner.feeder.push('aTb');
    await at.run.run(profile({ separation: 'patch', destination: { kind: 'print' } }));
    expect(at.pages.orders).toHaveLength(1);
    expect(at.exit.sent).toEqual(['Document-1.pdf: a', 'Document-2.pdf: b']);
  });

  it('go on counting where the last scan ended', async () => {
    at.scanner.feeder.push('aTb', 'c');
    const counting = profile({ separation: 'patch', fileName: '{counter:3}' });
    await at.run.run(counting);
    await at.run.run(counting);
    expect(at.exit.sent).toEqual(['001.pdf: a', '002.pdf: b', '003.pdf: c']);
  });

  it('of one name are told apart', async () => {
    at.scanner.feeder.push('aTb');
    const alike = { separation: 'patch', fileName: 'Same', destination: { kind: 'print' } } as const;
    await at.run.run(profile(alike));
    expect(at.exit.sent).toEqual(['Same.pdf: a', 'Same (2).pdf: b']);
  });

  it('the clipboard holds the first page, as PNG', async () => {
    at.scanner.feeder.push('ab');
    const clipboard = {
      destination: { kind: 'clipboard' },
      languages: ['eng'],
      fileName: '{counter}',
    } as const;
    await at.run.run(profile(clipboard));
    expect(at.exit.sent).toHaveLength(1);
    expect(at.exit.sent[0]).toMatch(/\.png: a$/);
    expect(await at.counters.next(DOCUMENT!.id)).toBe(1);
    expect(at.pages.orders).toMatchObject([{ format: 'png', languages: [] }]);
  });
});

describe('more sheets', () => {
  it('are asked for, and belong to the same documents', async () => {
    at.scanner.feeder.push('ab', 'c');
    await at.run.run(profile({ asksForMore: true }));
    expect(at.run.step).toBe('more');
    expect(at.exit.sent).toEqual([]);
    await at.run.scanMore();
    expect(at.run.step).toBe('more');
    await at.run.scanMore();
    expect(now()).toMatchObject({ step: 'more', error: 'scan.feeder-empty' });
    await at.run.finish();
    expect(at.exit.sent).toEqual(['Document-1.pdf: abc']);
    expect(now()).toMatchObject({ step: 'idle', ending: 'sent', error: null });
  });

  it('may come after a jam, and nothing goes out half', async () => {
    at.scanner.feeder.push('ab!', 'c');
    await at.run.run(profile());
    expect(now()).toMatchObject({ step: 'more', error: 'scan.stopped' });
    expect(at.exit.sent).toEqual([]);
    await at.run.scanMore();
    expect(at.exit.sent).toEqual(['Document-1.pdf: abc']);
  });

  it('may be finished from where the batch is shown', async () => {
    at.scanner.feeder.push('a');
    await at.run.run(profile({ asksForMore: true }));
    at.desk.finish();
    await expect.poll(() => at.exit.sent).toEqual(['Document-1.pdf: a']);
  });
});

describe('what goes wrong loses nothing', () => {
  it('cancelled while scanning: pages stay, nothing goes out', async () => {
    at.scanner.feeder.push('abc');
    at.scanner.onPage = async (letter) => {
      if (letter === 'b') await at.run.cancel();
    };
    await at.run.run(profile());
    expect(now()).toMatchObject({ step: 'idle', ending: 'cancelled' });
    expect(at.exit.sent).toEqual([]);
    expect(left()).toBe('ab');
  });

  it('cancelled while writing: pages stay', async () => {
    at.scanner.feeder.push('ab');
    let open: () => void = () => undefined;
    at.pages.gate = new Promise((resolve) => (open = resolve));
    const running = at.run.run(profile());
    await expect.poll(() => at.outbox.progress?.share).toBe(0.5);
    await at.run.cancel();
    open();
    await running;
    expect(now()).toMatchObject({ step: 'idle', ending: 'cancelled' });
    expect(at.exit.sent).toEqual([]);
    expect(left()).toBe('ab');
  });

  it('a file that cannot be written', async () => {
    at.scanner.feeder.push('ab');
    at.pages.writeError = new PlatenError('scan.write-failed', { detail: 'x' });
    await at.run.run(profile());
    expect(now()).toMatchObject({ ending: 'failed', error: 'scan.write-failed' });
    expect(left()).toBe('ab');
  });

  it('a folder that has gone: the finished file waits, and goes with a click', async () => {
    at.scanner.feeder.push('ab');
    at.exit.sendError = new PlatenError('app.folder-gone', { name: 'Scans' });
    await at.run.run(profile({ destination: { kind: 'folder', folderId: 'x' } }));
    expect(at.run.ending).toBe('held');
    expect(at.outbox.held).toMatchObject([{ error: { code: 'app.folder-gone' } }]);
    expect(at.exit.sent).toEqual([]);
    expect(await at.outbox.retry()).toBe(true);
    expect(at.exit.sent).toEqual(['Document-1.pdf: ab']);
    expect(at.pages.orders).toHaveLength(1);
  });

  it('a folder that is not allowed: nothing is scanned before that is settled', async () => {
    at.exit.wayError = new PlatenError('app.folder-asks', { name: 'Scans' });
    at.scanner.feeder.push('a');
    await at.run.run(profile());
    expect(now()).toMatchObject({ ending: 'failed', error: 'app.folder-asks' });
    expect(at.scanner.orders).toEqual([]);
  });
});

describe('begun at the machine', () => {
  it('goes where nobody needs to be asked', async () => {
    at.scanner.feeder.push('ab');
    await at.run.run(profile({ asksForMore: true }), { isUnattended: true });
    expect(at.exit.occasions).toEqual(['unattended']);
    expect(at.exit.sent).toEqual(['Document-1.pdf: ab']);
  });

  it('otherwise its pages wait in the batch, and that is said', async () => {
    at.scanner.feeder.push('ab');
    at.exit.wayError = new PlatenError('app.scan-unattended');
    await at.run.run(profile(), { isUnattended: true });
    expect(now()).toMatchObject({ step: 'idle', ending: 'kept', error: 'app.scan-unattended' });
    expect(left()).toBe('ab');
    expect(at.pages.orders).toEqual([]);
  });
});

it('pages whose text was hard to read are named', async () => {
  at.scanner.feeder.push('abTc');
  at.pages.confidences.set('b', 40).set('c', 59.5).set('a', 60);
  await at.run.run(profile({ languages: ['eng'], separation: 'patch' }));
  const unsure = at.outbox.unsure.map(({ pageId, confidence }) => `${pageId[0]}${confidence}`);
  expect(unsure).toEqual(['b40', 'c59.5']);
});
