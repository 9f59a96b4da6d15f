import './theme.css';
import { AppUpdates } from '../pwa/register.ts';
import { exposeAutomation } from './automation.ts';
import { createPlaten } from './platen.ts';
import { followTheme } from './theme.ts';

const platen = createPlaten();
const { documents, machine } = platen;
followTheme(platen.preferences);
addEventListener('pagehide', () => platen.preferences.flush());

const ready = platen.preferences
  .load()
  .then(() => Promise.all([platen.presets.load(), platen.accounts.load()]))
  .then(() => {
    platen.presetDefaults.started();
    return platen.machine.start();
  });
exposeAutomation(platen, ready);

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
