/** Has the service worker take over at once; answered by service-worker.ts. */
const TAKE_OVER = { type: 'SKIP_WAITING' } as const;

/**
 * The service worker and its new versions. A new version waits until somebody asks for it; `change` says
 * that one has begun to wait.
 */
export class AppUpdates extends EventTarget {
  #registration: ServiceWorkerRegistration | null = null;

  /** A new version is here, in full, and waits. */
  get waiting(): boolean {
    return Boolean(this.#registration?.waiting) && navigator.serviceWorker.controller !== null;
  }

  /** Does nothing where service workers are missing or switched off: the app works, but not offline. */
  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
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

  /** Restarts the page with the new version. */
  apply(): void {
    const next = this.#registration?.waiting;
    if (!next) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    next.postMessage(TAKE_OVER);
  }

  #announce(): void {
    if (this.waiting) this.dispatchEvent(new Event('change'));
  }
}
