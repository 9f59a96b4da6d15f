import { PlatenError, fromRecord, toRecord, type ErrorRecord } from './platen-error.ts';

/** The part of comlink's handler table that is used here; taken as an argument, so that this room stays pure. */
interface ThrowHandler {
  canHandle(value: unknown): boolean;
  serialize(value: { value: unknown }): [unknown, Transferable[]];
  deserialize(value: unknown): never;
}

interface Carried {
  readonly platenError: ErrorRecord;
}

/**
 * Lets a PlatenError thrown in one thread arrive as a PlatenError in another, code and params intact.
 * Comlink itself carries only message, name and stack. Call once in every thread, before the first call.
 */
export function installErrorTransfer(handlers: Map<string, unknown>): void {
  const base = handlers.get('throw') as ThrowHandler;
  const handler: ThrowHandler = {
    canHandle: (value) => base.canHandle(value),
    serialize: (thrown) =>
      thrown.value instanceof PlatenError
        ? [{ platenError: toRecord(thrown.value) } satisfies Carried, []]
        : base.serialize(thrown),
    deserialize: (carried) => {
      if (isCarried(carried)) throw fromRecord(carried.platenError);
      return base.deserialize(carried);
    },
  };
  handlers.set('throw', handler);
}

function isCarried(value: unknown): value is Carried {
  return typeof value === 'object' && value !== null && 'platenError' in value;
}
