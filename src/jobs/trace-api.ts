/** What the spooler offers beside the queue, for finding out what went wrong on the cable. */
export interface TraceApi {
  /**
   * The USB transfers since the machine was chosen, reconnections included, as a JSON file (see
   * `src/usb/trace-format.ts`). Names, titles, serial numbers and the content of documents are not in it;
   * `withBodies` adds what is left of the data then: the blocks that say how a job is to be printed.
   */
  trace(withBodies: boolean): Promise<Blob>;
}
