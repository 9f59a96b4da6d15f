import type { ScanBatch } from './scanned-page.ts';

/** Ids of the batches that have to go so that the rest fits: those that nobody has touched longest, first. */
export function outgrown(
  batches: readonly ScanBatch[],
  sizes: ReadonlyMap<string, number>,
  limitBytes: number,
  openBatchIds: readonly string[],
): string[] {
  const sizeOf = ({ id }: ScanBatch) => sizes.get(id) ?? 0;
  let bytes = batches.reduce((sum, batch) => sum + sizeOf(batch), 0);
  const oldestFirst = batches.toSorted((a, b) => a.changedAt - b.changedAt);
  const gone: string[] = [];
  for (const batch of oldestFirst) {
    if (bytes <= limitBytes) break;
    // One without pages takes no room: erasing it would help nobody.
    if (openBatchIds.includes(batch.id) || sizeOf(batch) === 0) continue;
    gone.push(batch.id);
    bytes -= sizeOf(batch);
  }
  return gone;
}
