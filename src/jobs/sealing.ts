/** AES-GCM: the initialisation vector and the ciphertext with its tag. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The part of Web Crypto that is needed; injected. */
export type SealingCrypto = Pick<Crypto, 'subtle' | 'getRandomValues'>;

/** What a PIN is stretched with. OWASP's figure of 2023 for PBKDF2 with SHA-256 is 600,000. */
export const PBKDF2_ITERATIONS = 600_000;
const SALT_BYTES = 16;
/** NIST SP 800-38D: 96 bits, never used twice with one key. */
const IV_BYTES = 12;
const KEY_BITS = 256;

export function newSalt(crypto: SealingCrypto): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}

/** The key that a PIN opens. Slow on purpose: about a sixth of a second. */
export async function keyFromPin(
  crypto: SealingCrypto,
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(pin.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const stretch = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(stretch, base, { name: 'AES-GCM', length: KEY_BITS }, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** A key that cannot be read out again, for this installation. */
export function newDeviceKey(crypto: SealingCrypto): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: KEY_BITS }, false, ['encrypt', 'decrypt']);
}

export async function seal(crypto: SealingCrypto, key: CryptoKey, plain: ArrayBuffer): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

/** Throws when the key is not the right one or a bit was changed. */
export function unseal(crypto: SealingCrypto, key: CryptoKey, { iv, data }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
}

export async function sealValue(crypto: SealingCrypto, key: CryptoKey, value: unknown): Promise<Sealed> {
  return seal(crypto, key, new TextEncoder().encode(JSON.stringify(value)).buffer);
}

/** Throws as `unseal` does. The value is what was sealed: nobody without the key can have made another. */
export async function unsealValue<T>(crypto: SealingCrypto, key: CryptoKey, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unseal(crypto, key, sealed))) as T;
}
