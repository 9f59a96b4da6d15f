/**
 * An error that may cross a room's boundary.
 *
 * `code` is stable (tests and the message catalogue key on it), `params` fill the catalogue's sentence,
 * `cause` keeps the original. People never see `message`; they see `explain(error)`.
 */
export class PlatenError extends Error {
  override readonly name = 'PlatenError';

  constructor(
    readonly code: string,
    readonly params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
  }
}

/** Plain values only: they travel between threads. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** Wraps whatever was thrown; a PlatenError passes through unchanged. */
export function asPlatenError(thrown: unknown, fallbackCode = 'internal.unexpected'): PlatenError {
  if (thrown instanceof PlatenError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new PlatenError(fallbackCode, { detail: detail.slice(0, 300) }, { cause: thrown });
}

/** A PlatenError as a plain object, for messages between threads and for the journal. */
export interface ErrorRecord {
  readonly code: string;
  readonly params: ErrorParams;
}

export function toRecord(error: PlatenError): ErrorRecord {
  return { code: error.code, params: error.params };
}

export function fromRecord(record: ErrorRecord): PlatenError {
  return new PlatenError(record.code, record.params);
}
