import * as v from 'valibot';
import { sealValue, unsealValue, type SealingCrypto } from '../jobs/sealing.ts';
import type { Account } from '../machine/options.ts';
import { deviceKey } from './device-key.ts';
import { inTransaction } from './transaction.ts';

const KEY = 'account';
const MOST = 0xffff_ffff;
const DigitsSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
const AccountSchema = v.object({ id: DigitsSchema, password: DigitsSchema });

/** The department that is remembered, on disk only under the key of this installation, which cannot be read out. */
export class StoredAccount {
  readonly #crypto: SealingCrypto;

  constructor(crypto: SealingCrypto) {
    this.#crypto = crypto;
  }

  /** null when none is, or it was sealed elsewhere. Throws as `inTransaction` does. */
  async load(): Promise<Account | null> {
    const sealed = await inTransaction(['secrets'], 'readonly', (transaction) =>
      transaction.objectStore('secrets').get(KEY),
    );
    if (!sealed) return null;
    const key = await deviceKey(this.#crypto);
    const plain = await unsealValue<unknown>(this.#crypto, key, sealed).catch(() => null);
    const parsed = v.safeParse(AccountSchema, plain);
    return parsed.success ? parsed.output : null;
  }

  /** Throws as `inTransaction` does. */
  async save(account: Account): Promise<void> {
    const sealed = await sealValue(this.#crypto, await deviceKey(this.#crypto), account);
    await inTransaction(['secrets'], 'readwrite', (transaction) =>
      transaction.objectStore('secrets').put(sealed, KEY),
    );
  }

  /** Throws as `inTransaction` does. */
  async forget(): Promise<void> {
    await inTransaction(['secrets'], 'readwrite', (transaction) =>
      transaction.objectStore('secrets').delete(KEY),
    );
  }
}
