import './theme.css';
import { AppUpdates } from '../pwa/register.ts';
import { exposeAutomation } from './automation.ts';
import { createPlaten } from './platen.ts';
import { takeUpSending } from './scan/sending.ts';
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

const ready = platen.preferences
  .load()
  .then(() => Promise.all([platen.presets.load(), platen.accounts.load(), platen.calibrations.load()]))
  .then(() => {
    platen.presetDefaults.started();
    readAddress();
    return platen.machine.start();
  });
exposeAutomation(platen, ready);
void ready.catch(() => undefined).then(() => takeUpSending(platen));

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
void ready
  .catch(() => undefined)
  .finally(() => {
    app.started = true;
  });
if (import.meta.env.PROD) void app.updates.start();
