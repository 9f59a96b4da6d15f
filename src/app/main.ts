import './theme.css';
import { AppUpdates } from '../pwa/register.ts';
import { exposeAutomation } from './automation.ts';
import { createPlaten } from './platen.ts';
import { takeUpSending } from './scan/sending/sending.ts';
import { followTheme } from './theme.ts';

const platen = createPlaten();
const { documents, machine } = platen;
followTheme(platen.preferences);
addEventListener('hashchange', readAddress);
addEventListener('pagehide', () => platen.preferences.flush());

/** Settings in the address are taken once: a reload goes on with what was set since. */
function readAddress(): void {
  if (!platen.linked.read(location)) return;
  const place = location.hash.startsWith('#/') ? location.hash : '#/print';
  history.replaceState(null, '', `${location.pathname}${place}`);
}

const started = platen.preferences
  .load()
  .then(() => Promise.all([platen.presets.load(), platen.accounts.load(), platen.calibrations.load()]))
  .then(() => {
    platen.presetDefaults.started();
    readAddress();
    return platen.machine.start();
  });

/** Resolves when the app takes files and clicks; rejects as what it is started with does, and shows that. */
async function show(): Promise<void> {
  // The workers start while the page's own code is still being loaded; kit and views come to life in tasks of
  // their own, so that none is long.
  await import('./kit.ts');
  await import('./platen-app.ts');

  const app = document.createElement('platen-app');
  app.platen = platen;
  app.updates = new AppUpdates(() => documents.items.length === 0 && !machine.isPrinting);
  for (const store of [documents, machine]) {
    store.addEventListener('change', () => app.updates.reloadIfReplaced());
  }
  document.body.append(app);
  if (import.meta.env.PROD) void app.updates.start();
  try {
    await started;
  } finally {
    app.started = true;
    await app.updateComplete;
  }
}

const shown = show();
exposeAutomation(platen, shown);
void started.catch(() => undefined).then(() => takeUpSending(platen));
// What goes wrong is shown where it matters.
for (const promise of [started, shown]) promise.catch(() => undefined);
