/** Has the service worker take over at once; answered by service-worker.ts with whether it did. */
const TAKE_OVER = { type: 'SKIP_WAITING' } as const;

/**
 * The service worker and its new versions. A new version waits until somebody asks for it; `change` says
 * that one has begun to wait. It takes over all windows together, and each then reloads: at once where it was asked
 * for, elsewhere as soon as nothing is lost by it.
 */
export class AppUpdates extends EventTarget {
  readonly #mayReload: () => boolean;
  #registration: ServiceWorkerRegistration | null = null;
  #isReplaced = false;

  /** `mayReload`: nothing would be lost if the page were reloaded now. */
  constructor(mayReload: () => boolean) {
    super();
    this.#mayReload = mayReload;
  }

  /** A new version is here, in full, and waits; or another window has let it in, and this one is still the old. */
  get waiting(): boolean {
    const waits = Boolean(this.#registration?.waiting) && navigator.serviceWorker.controller !== null;
    return waits || this.#isReplaced;
  }

  /** Does nothing where service workers are missing or switched off: the app works, but not offline. */
  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    let hasVersion = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      // The first version of all replaces none.
      this.#isReplaced = hasVersion;
      hasVersion = true;
      this.reloadIfReplaced();
      this.#announce();
    });
    try {
      const registration = await navigator.serviceWorker.register('./service-worker.js');
      this.#registration = registration;
      this.#announce();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', () => this.#announce());
      });
    } catch {
      this.#registration = null;
    }
  }

  /** Restarts the page with the new version; resolves to false when a window prints, and nothing happens. */
  async apply(): Promise<boolean> {
    if (this.#isReplaced) location.reload();
    const next = this.#registration?.waiting;
    if (!next) return false;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<boolean>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data === true);
    });
    next.postMessage(TAKE_OVER, [port2]);
    return answer;
  }

  /** To be called when `mayReload` may have changed. The files of a replaced version are gone. */
  reloadIfReplaced(): void {
    if (this.#isReplaced && this.#mayReload()) location.reload();
  }

  #announce(): void {
    if (this.waiting) this.dispatchEvent(new Event('change'));
  }
}
