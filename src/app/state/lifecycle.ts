import { proxy } from 'comlink';
import type { Leadership, SharedSpoolerApi } from '../../jobs/shared-spooler-api.ts';
import type { MachineStore } from './machine-store.ts';
import type { ScreenWake } from './screen-wake.ts';

export interface LifecycleParts {
  readonly machine: MachineStore;
  readonly spooler: Pick<SharedSpoolerApi, 'followLeadership'>;
  readonly screen: Pick<ScreenWake, 'want'>;
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/**
 * What the page owes a job on the wire: the screen stays on, and whoever closes the window is asked first when
 * that would stop the printing. Where another window is open nobody is asked: it takes over.
 *
 * Hidden pages go on printing: the work is done in a worker, and a page whose worker holds a Web Lock or an open
 * USB device is not frozen (see workers/spooler/leader-protocol.ts).
 */
export class Lifecycle {
  readonly #parts: LifecycleParts;
  #leadership: Leadership = { leads: false, others: 0 };
  #isAsking = false;

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
    parts.machine.addEventListener('change', () => this.#update());
    const follow = (now: Leadership) => {
      this.#leadership = now;
      this.#update();
    };
    // A spooler that does not start is reported as a failure of its own.
    parts.spooler.followLeadership(proxy(follow)).catch(() => undefined);
  }

  #update(): void {
    const { machine, screen, window } = this.#parts;
    const { isPrinting } = machine;
    screen.want(isPrinting);
    const { leads, others } = this.#leadership;
    const asks = isPrinting && leads && others === 0;
    if (asks === this.#isAsking) return;
    this.#isAsking = asks;
    // Listening only while it matters: a page that listens is treated worse by browsers.
    if (asks) window.addEventListener('beforeunload', askFirst);
    else window.removeEventListener('beforeunload', askFirst);
  }
}

/** The browser words the question. */
function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
