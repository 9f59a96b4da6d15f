import type { SpoolerSnapshot } from '../../jobs/spooler-api.ts';
import { hasEnded } from '../../jobs/job.ts';
import { JobNotifier, type Notice } from './job-notifier.ts';
import type { MachineStore } from './machine-store.ts';
import type { PreferencesStore } from './preferences-store.ts';

/** As far as browsers have it: the number on the app's icon. */
interface Badging {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** What Platen does to be noticed while nobody looks: notifications, and the number on its icon. */
export class Attention {
  readonly #preferences: PreferencesStore;
  readonly #notifier = new JobNotifier(
    (notice) => this.#show(notice),
    () => Date.now(),
  );
  #badge = 0;

  constructor(machine: MachineStore, preferences: PreferencesStore) {
    this.#preferences = preferences;
    machine.addEventListener('change', () => this.#hear(machine.snapshot));
  }

  static get supported(): boolean {
    return 'Notification' in globalThis;
  }

  /** Asks the browser's permission; needs a click. Resolves to whether notifications will be shown. */
  async askPermission(): Promise<boolean> {
    return Attention.supported && (await Notification.requestPermission()) === 'granted';
  }

  #hear(snapshot: SpoolerSnapshot): void {
    this.#notifier.hear(snapshot);
    const waiting = snapshot.jobs.filter((job) => !hasEnded(job)).length;
    if (waiting === this.#badge) return;
    this.#badge = waiting;
    const badging: Badging = navigator;
    const set = waiting > 0 ? badging.setAppBadge?.(waiting) : badging.clearAppBadge?.();
    // An icon without a number is no loss.
    set?.catch(() => undefined);
  }

  #show({ title, text, tag }: Notice): void {
    const wanted = this.#preferences.current.notifications;
    if (!wanted || !Attention.supported || Notification.permission !== 'granted') return;
    if (document.visibilityState === 'visible' && document.hasFocus()) return;
    const options = { body: text, tag, icon: './icons/icon-192.png' };
    try {
      const shown = new Notification(title, options);
      shown.addEventListener('click', () => {
        focus();
        location.hash = '#/jobs';
        shown.close();
      });
    } catch {
      // Android shows notifications through the service worker only.
      void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options));
    }
  }
}
