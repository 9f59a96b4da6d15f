import { expect, it } from 'vitest';
import { PlatenError } from '../../../src/errors/platen-error.ts';
import { MachineStore } from '../../../src/app/state/machine-store.ts';
import { PreferencesStore } from '../../../src/app/state/preferences-store.ts';
import { FakeSpooler, snapshot } from './fakes.ts';

it('what kept the machine away is said until it is back, also when nobody asked for another try', async () => {
  const spooler = new FakeSpooler();
  const machine = new MachineStore(spooler.asApi(), new PreferencesStore(), null);
  await machine.start();
  spooler.connectError = new PlatenError('usb.claim-failed.linux', { detail: '' });
  await machine.connectSimulated();
  expect(machine.error).toMatchObject({ code: 'usb.claim-failed.linux' });
  spooler.say(snapshot('lost'));
  expect(machine.error).not.toBeNull();
  // The keeper has gone on trying in the background.
  spooler.say(snapshot('ready'));
  expect(machine.error).toBeNull();
  expect(machine.connected).toBe(true);
});
