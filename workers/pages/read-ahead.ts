import { Lane } from './lane.ts';

/**
 * What is made of each of `items`, in their order, while up to `atOnce` of the next are being made: the text of the
 * pages that follow while a page is written. When nobody wants more, or one fails, the rest is given up.
 */
export async function* readAhead<Item, Made>(
  items: readonly Item[],
  atOnce: number,
  make: (item: Item, index: number, signal: AbortSignal) => Promise<Made>,
): AsyncGenerator<Made, void> {
  const lanes = Array.from({ length: atOnce }, () => new Lane());
  const over = new AbortController();
  const begun: Promise<Made>[] = [];
  try {
    for (let index = 0; index < items.length; index += 1) {
      while (begun.length < Math.min(items.length, index + atOnce + 1)) {
        const at = begun.length;
        const made = lanes[at % atOnce]!.run(async () => {
          over.signal.throwIfAborted();
          return make(items[at]!, at, over.signal);
        });
        // It is waited for later, or never.
        made.catch(() => undefined);
        begun.push(made);
      }
      yield await begun[index]!;
      // Texts that were used are not kept.
      delete begun[index];
    }
  } finally {
    over.abort();
  }
}
