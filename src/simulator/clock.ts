/** Time as the simulator sees it; tests bring their own and never wait. */
export interface Clock {
  /** Calls `run` after `ms` milliseconds; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
