import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeyRunner } from '../../../../src/app/scan/profiles/key-runner.ts';
import { keyPressInWords } from '../../../../src/app/scan/profiles/profile-words.ts';
import { builtInProfiles, type ScanProfile } from '../../../../src/scan/profiles/profile.ts';
import { office } from './sending-fakes.ts';

const DOCUMENT: ScanProfile = { ...builtInProfiles('A4', null)[0]!, source: 'feeder', fileName: '{n}' };

let at: ReturnType<typeof office>;
let keys: KeyRunner;

beforeEach(() => {
  at = office();
  const profiles = { startedBy: (key: string) => (key === 'colour' ? DOCUMENT : null) };
  keys = new KeyRunner({ scanner: at.scanner, desk: at.desk, profiles, run: at.run });
});

const ended = () => expect.poll(() => at.run.isBusy, { timeout: 3_000 }).toBe(false);

describe('a key of the machine', () => {
  it('starts its profile, once a press', async () => {
    at.scanner.feeder.push('ab', 'c');
    at.scanner.press('colour');
    expect(keyPressInWords(keys.last!)).toBe('The colour key was pressed on the machine: Document begins.');
    await ended();
    expect(at.exit.sent).toEqual(['1.pdf: ab']);
    expect(at.exit.occasions).toEqual(['unattended']);
    // The scanner says many things; only presses are heard.
    at.scanner.dispatchEvent(new Event('change'));
    await ended();
    expect(at.exit.sent).toHaveLength(1);
    at.scanner.press('colour');
    await ended();
    expect(at.exit.sent).toEqual(['1.pdf: ab', '1.pdf: c']);
  });

  it('to which nothing is bound starts nothing', () => {
    at.scanner.press('blackAndWhite');
    expect(keys.last).toMatchObject({ key: 'black-and-white', answer: 'unbound' });
    expect(at.run.isBusy).toBe(false);
  });

  it('pressed during a scan starts nothing, then or later', async () => {
    at.scanner.feeder.push('ab', 'c');
    at.scanner.onPage = (letter) => {
      if (letter === 'a') at.scanner.press('colour');
    };
    at.scanner.press('colour');
    expect(keys.last?.answer).toBe('started');
    await ended();
    expect(keys.last?.answer).toBe('busy');
    expect(at.scanner.orders).toHaveLength(1);
  });

  it('goes on where more sheets are waited for', async () => {
    at.scanner.feeder.push('a!', 'b');
    await at.run.run(DOCUMENT);
    expect(at.run.step).toBe('more');
    at.scanner.press('blackAndWhite');
    expect(keys.last).toMatchObject({ answer: 'continued', profile: { id: 'document' } });
    await ended();
    expect(at.exit.sent).toEqual(['1.pdf: ab']);
  });

  it('is not heard twice when another worker begins to count', () => {
    at.scanner.press('blackAndWhite');
    at.scanner.press('blackAndWhite');
    keys.dismiss();
    at.scanner.state = { ...at.scanner.state, keys: { blackAndWhite: 0, colour: 0 } };
    at.scanner.dispatchEvent(new Event('change'));
    expect(keys.last).toBeNull();
    at.scanner.press('blackAndWhite');
    expect(keys.last?.answer).toBe('unbound');
  });
});
