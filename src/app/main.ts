import './theme.css';
import './kit.ts';
import './platen-app.ts';
import { AppUpdates } from '../pwa/register.ts';
import { exposeAutomation } from './automation.ts';
import { createPlaten } from './platen.ts';
import { followTheme } from './theme.ts';

const platen = createPlaten();
followTheme(platen.preferences);
addEventListener('pagehide', () => platen.preferences.flush());

const ready = platen.preferences.load().then(() => platen.machine.start());
exposeAutomation(platen, ready);

const app = document.createElement('platen-app');
app.platen = platen;
app.updates = new AppUpdates();
document.body.append(app);
void ready.finally(() => {
  app.started = true;
});
if (import.meta.env.PROD) void app.updates.start();
