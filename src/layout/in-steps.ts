/**
 * Work that rests after every few items and then returns its result, for whoever must not be held up: a page has
 * other things to do while thousands of sheets are planned.
 */
export type Steps<Result> = Generator<void, Result, void>;

/** A fraction of a millisecond. */
const ITEMS_A_STEP = 32;

/** `items.map(make)`, step by step. */
export function* mapInSteps<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Made,
): Steps<Made[]> {
  const made: Made[] = [];
  for (const [index, item] of items.entries()) {
    if (index % ITEMS_A_STEP === 0) yield;
    made.push(make(item, index));
  }
  return made;
}

/** All of it, without a rest. */
export function inOneGo<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
