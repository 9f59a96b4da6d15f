import { newDeviceKey, type SealingCrypto } from '../jobs/sealing.ts';
import { inTransaction } from './transaction.ts';

const NAME = 'secrets';

/** The key of this installation, made at its first use. It cannot be read out: it only works here. */
export async function deviceKey(crypto: SealingCrypto): Promise<CryptoKey> {
  const made = await newDeviceKey(crypto);
  return inTransaction(['keys'], 'readwrite', async (transaction) => {
    const keys = transaction.objectStore('keys');
    const known = await keys.get(NAME);
    if (known) return known;
    await keys.add(made, NAME);
    return made;
  });
}
