import type { DocumentSource } from '../documents/raster-api.ts';
import { PlatenError } from '../errors/platen-error.ts';
import { DEFAULT_SETTINGS } from '../settings/print-settings.ts';
import type { RequestBody, RequestSecrets, StoredDocument, StoredRequest } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import { newPinLock, SHORTEST_PIN, type PinLock } from './pin-lock.ts';
import {
  keyFromPin,
  newSalt,
  seal,
  sealValue,
  unseal,
  unsealValue,
  type Sealed,
  type SealingCrypto,
} from './sealing.ts';
import type { JobRequest } from './spooler-api.ts';

export interface VaultOptions {
  readonly crypto: SealingCrypto;
  /** A key of this installation that cannot be read out. Rejects where none can be kept: secrets are then dropped. */
  deviceKey(): Promise<CryptoKey>;
  newId(): string;
  readonly store: Pick<JobStore, 'document'>;
}

/** A request as it goes to disk. */
export interface StoredParts {
  readonly request: StoredRequest;
  readonly documents: readonly StoredDocument[];
  readonly pin: PinLock | null;
  readonly documentBytes: number;
}

/**
 * Requests between memory and disk. Passwords of departments and PDFs go to disk only under the key of this
 * installation; with a PIN everything but the user's name does so under the PIN's key.
 */
export class RequestVault {
  readonly #options: VaultOptions;
  /** Document id → key on disk, for those of this session: printing a document twice stores it once. */
  readonly #keys = new Map<string, string>();

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** Throws `job.pin-too-short`, or `job.document-unreadable` when a file changed since it was added. */
  async pack(jobId: string, request: JobRequest, pin?: string): Promise<StoredParts> {
    const documentBytes = request.documents.reduce((sum, { blob }) => sum + blob.size, 0);
    if (pin !== undefined) return { ...(await this.#packWithPin(jobId, request, pin)), documentBytes };
    const documents = request.documents.map(({ id, blob }): StoredDocument => {
      const key = this.#keys.get(id) ?? this.#options.newId();
      this.#keys.set(id, key);
      return { key, kind: 'open', blob };
    });
    await Promise.all(request.documents.map(readable));
    const stored = await this.repack(jobId, request, keysOf(documents));
    return { request: stored, documents, pin: null, documentBytes };
  }

  /** The request over documents that are on disk already. */
  async repack(jobId: string, request: JobRequest, documentKeys: readonly string[]): Promise<StoredRequest> {
    const secrets = await this.#sealSecrets(secretsOf(request));
    return { jobId, documentKeys, content: { kind: 'open', request: bodyOf(request), secrets } };
  }

  /** The key of a sealed request, if this is its PIN; null if not. */
  async tryPin(stored: StoredRequest, lock: PinLock, pin: string): Promise<CryptoKey | null> {
    const { crypto } = this.#options;
    const key = await keyFromPin(crypto, pin, lock.salt, lock.iterations);
    if (stored.content.kind !== 'pin') return key;
    const opened = await unseal(crypto, key, stored.content.sealed).catch(() => null);
    return opened && key;
  }

  /** The request with its documents. Throws `job.documents-gone`, `job.locked` (it needs the PIN's key). */
  async unpack(stored: StoredRequest, key: CryptoKey | null): Promise<JobRequest> {
    const { crypto } = this.#options;
    const { content } = stored;
    if (content.kind === 'open') {
      const secrets = await this.#unsealSecrets(content.secrets);
      return this.#assemble(stored, content.request, secrets, null);
    }
    if (!key) throw new PlatenError('job.locked');
    const sealed = await unsealValue<SealedContent>(crypto, key, content.sealed);
    return this.#assemble(stored, sealed.body, sealed.secrets, key);
  }

  async #packWithPin(jobId: string, request: JobRequest, pin: string) {
    if (pin.length < SHORTEST_PIN) throw new PlatenError('job.pin-too-short', { least: SHORTEST_PIN });
    const { crypto, newId } = this.#options;
    const lock = newPinLock(newSalt(crypto));
    const key = await keyFromPin(crypto, pin, lock.salt, lock.iterations);
    const documents: StoredDocument[] = [];
    for (const source of request.documents) {
      const sealed = await seal(crypto, key, await bytesOf(source));
      documents.push({ key: newId(), kind: 'pin', sealed });
    }
    const content: SealedContent = { body: bodyOf(request), secrets: secretsOf(request) };
    const sealed = await sealValue(crypto, key, content);
    const stored: StoredRequest = {
      jobId,
      documentKeys: keysOf(documents),
      content: { kind: 'pin', sealed },
    };
    return { request: stored, documents, pin: lock };
  }

  async #assemble(
    stored: StoredRequest,
    body: RequestBody,
    secrets: RequestSecrets | null,
    key: CryptoKey | null,
  ): Promise<JobRequest> {
    const { departmentId, documents, ...rest } = body;
    const sources = documents.map(async ({ id, name, role }, index): Promise<DocumentSource> => {
      const blob = await this.#blob(stored.documentKeys[index]!, key);
      const password = secrets?.passwords[id];
      return { id, name, blob, ...(role ? { role } : {}), ...(password === undefined ? {} : { password }) };
    });
    const account =
      departmentId === null ? null : { id: departmentId, password: secrets?.departmentPassword ?? 0 };
    // Settings that did not exist when it was written are as they would have been.
    const settings = { ...DEFAULT_SETTINGS, ...rest.settings };
    return { ...rest, settings, account, documents: await Promise.all(sources) };
  }

  async #blob(key: string, pinKey: CryptoKey | null): Promise<Blob> {
    const document = await this.#options.store.document(key);
    if (!document) throw new PlatenError('job.documents-gone');
    if (document.kind === 'open') return document.blob;
    if (!pinKey) throw new PlatenError('job.locked');
    return new Blob([await unseal(this.#options.crypto, pinKey, document.sealed)]);
  }

  async #sealSecrets(secrets: RequestSecrets): Promise<Sealed | null> {
    if (secrets.departmentPassword === 0 && Object.keys(secrets.passwords).length === 0) return null;
    const { crypto, deviceKey } = this.#options;
    try {
      return await sealValue(crypto, await deviceKey(), secrets);
    } catch {
      // Not even sealed: they last as long as this session does.
      return null;
    }
  }

  async #unsealSecrets(sealed: Sealed | null): Promise<RequestSecrets | null> {
    if (!sealed) return null;
    const { crypto, deviceKey } = this.#options;
    try {
      return await unsealValue<RequestSecrets>(crypto, await deviceKey(), sealed);
    } catch {
      return null;
    }
  }
}

interface SealedContent {
  readonly body: RequestBody;
  readonly secrets: RequestSecrets;
}

function bodyOf({ account, documents, stream, calibration, ...request }: JobRequest): RequestBody {
  const { title, user, plan, settings } = request;
  return {
    title,
    user,
    departmentId: account?.id ?? null,
    documents: documents.map(({ id, name, role }) => ({ id, name, ...(role ? { role } : {}) })),
    plan,
    settings,
    ...(stream ? { stream } : {}),
    ...(calibration ? { calibration } : {}),
  };
}

function secretsOf({ account, documents }: JobRequest): RequestSecrets {
  const passwords = documents.flatMap(({ id, password }) => (password === undefined ? [] : [[id, password]]));
  return {
    departmentPassword: account?.password ?? 0,
    passwords: Object.fromEntries(passwords) as Record<string, string>,
  };
}

function keysOf(documents: readonly StoredDocument[]): string[] {
  return documents.map(({ key }) => key);
}

/** A file that changed on disk since it was added cannot be read any more: better known now than at its turn. */
async function readable(source: DocumentSource): Promise<void> {
  await bytesOf({ ...source, blob: source.blob.slice(0, 1) });
}

async function bytesOf({ name, blob }: DocumentSource): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch (thrown) {
    throw new PlatenError('job.document-unreadable', { name }, { cause: thrown });
  }
}
