import type { ScannedRows } from '../../src/scan/session/scanner-api.ts';

/** A picture that grows this often grows smoothly. */
const EVERY_MS = 60;

/** Tells listeners rows of the page in progress, those that came close together in one go. */
export class RowsTeller {
  readonly #listeners: ((rows: ScannedRows) => void)[] = [];
  #waiting: ScannedRows[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  listen(listener: (rows: ScannedRows) => void): void {
    this.#listeners.push(listener);
  }

  tell(rows: ScannedRows): void {
    const before = this.#waiting.at(-1);
    if (before && (before.page !== rows.page || before.batchId !== rows.batchId)) this.#flush();
    this.#waiting.push(rows);
    this.#timer ??= setTimeout(() => this.#flush(), EVERY_MS);
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const [first, ...others] = this.#waiting;
    this.#waiting = [];
    if (!first) return;
    const rows = { ...first, bytes: joined([first, ...others]) };
    for (const listener of this.#listeners) listener(rows);
  }
}

function joined(parts: readonly ScannedRows[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of parts) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
