import type { Account } from '../../machine/options.ts';
import { Store } from './store.ts';

/** Where the department's number and password are kept, encrypted. */
export interface AccountStorage {
  load(): Promise<Account | null>;
  save(account: Account): Promise<void>;
  forget(): Promise<void>;
}

/** The department that prints: for this visit only, or remembered. Never part of presets, links or settings. */
export class AccountKeeper extends Store {
  readonly #storage: AccountStorage;
  #account: Account | null = null;
  #remembered = false;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(storage: AccountStorage) {
    super();
    this.#storage = storage;
  }

  get account(): Account | null {
    return this.#account;
  }

  get remembered(): boolean {
    return this.#remembered;
  }

  /** What was remembered. Storage that cannot be read is as if nothing had been. */
  async load(): Promise<void> {
    this.#account = await this.#storage.load().catch(() => null);
    this.#remembered = this.#account !== null;
    this.changed();
  }

  set(account: Account | null): void {
    this.#account = account;
    this.changed();
    if (this.#remembered) void this.remember(true).catch(() => undefined);
  }

  /** Throws PlatenError `storage.*` or `job.storage-*` where nothing can be kept; it is then not remembered. */
  async remember(on: boolean): Promise<void> {
    this.#remembered = on;
    this.changed();
    try {
      await this.#keep();
    } catch (thrown) {
      this.#remembered = false;
      this.changed();
      throw thrown;
    }
  }

  /** One after another, so that the last wish stands. */
  #keep(): Promise<void> {
    const account = this.#remembered ? this.#account : null;
    const saved = this.#saving.then(() => (account ? this.#storage.save(account) : this.#storage.forget()));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}
