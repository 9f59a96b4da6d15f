import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something that holds state and says `change` after every change of it. */
export class Store extends EventTarget {
  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Redraws its host after every change of the stores. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stores: () => readonly EventTarget[];
  #watched: readonly EventTarget[] = [];

  /** `stores` is asked when the host is connected, so that it may read the host's properties. */
  constructor(host: ReactiveControllerHost, stores: () => readonly EventTarget[]) {
    this.#host = host;
    this.#stores = stores;
    host.addController(this);
  }

  readonly #update = () => this.#host.requestUpdate();

  hostConnected(): void {
    this.#watched = this.#stores();
    for (const store of this.#watched) store.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    for (const store of this.#watched) store.removeEventListener('change', this.#update);
    this.#watched = [];
  }
}
