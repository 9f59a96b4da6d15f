import type { ScannerState } from '../../../scan/session/scanner-api.ts';
import type { ScanProfile } from '../../../scan/profiles/profile.ts';
import { Store } from '../../state/store.ts';
import type { ProfileRun } from './profile-run.ts';
import type { ProfileStore } from './profile-store.ts';

type Key = 'black-and-white' | 'colour';

/** What came of a press. `continued`: the profile was waiting for more sheets. */
export type KeyAnswer = 'started' | 'continued' | 'busy' | 'unbound';

export interface KeyPress {
  readonly key: Key;
  readonly answer: KeyAnswer;
  /** That was started or goes on; null where there is none. */
  readonly profile: ScanProfile | null;
}

interface KeyParts {
  readonly scanner: EventTarget & { readonly state: Pick<ScannerState, 'keys'> };
  readonly desk: { readonly isScanning: boolean };
  readonly profiles: Pick<ProfileStore, 'startedBy'>;
  readonly run: Pick<ProfileRun, 'run' | 'scanMore' | 'step' | 'isBusy' | 'profile'>;
}

/**
 * Presses of the machine's two scan keys start the profiles bound to them. Each press is answered once; what cannot
 * be done is said, and not made up for later.
 */
export class KeyRunner extends Store {
  readonly #parts: KeyParts;
  #counted: ScannerState['keys'];
  #last: KeyPress | null = null;

  constructor(parts: KeyParts) {
    super();
    this.#parts = parts;
    this.#counted = parts.scanner.state.keys;
    parts.scanner.addEventListener('change', () => this.#hear(parts.scanner.state.keys));
  }

  /** The last press; null after somebody has read of it. */
  get last(): KeyPress | null {
    return this.#last;
  }

  dismiss(): void {
    this.#last = null;
    this.changed();
  }

  #hear(keys: ScannerState['keys']): void {
    const before = this.#counted;
    this.#counted = keys;
    // Fewer than before: another worker counts now. Several at once are one wish.
    if (keys.blackAndWhite > before.blackAndWhite) this.#press('black-and-white');
    if (keys.colour > before.colour) this.#press('colour');
  }

  #press(key: Key): void {
    const { run } = this.#parts;
    const bound = this.#parts.profiles.startedBy(key);
    const answer = this.#answerTo(bound);
    this.#last = { key, answer, profile: answer === 'continued' ? run.profile : bound };
    this.changed();
    if (answer === 'started') void run.run(bound!, { isUnattended: true });
    else if (answer === 'continued') void run.scanMore();
  }

  #answerTo(bound: ScanProfile | null): KeyAnswer {
    const { run, desk } = this.#parts;
    // Whoever stands at the machine with more sheets means the batch that waits for them.
    if (run.step === 'more') return 'continued';
    if (run.isBusy || desk.isScanning) return 'busy';
    return bound ? 'started' : 'unbound';
  }
}
