import '../../../../workers/raster.ts';

/**
 * A raster worker whose PDF parser dies, or never answers, as the worker's name says. Where a minute would have to be
 * waited for, half a second is.
 */
const RealWorker = self.Worker;
const realTimeout = self.setTimeout.bind(self);

function startParser(): Worker {
  return self.name === 'dies'
    ? new Worker(new URL('./dying-parser.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./silent-parser.ts', import.meta.url), { type: 'module' });
}

self.Worker = function (url: string | URL, options?: WorkerOptions) {
  return options?.name === 'pdf-parser' ? startParser() : new RealWorker(url, options);
} as unknown as typeof Worker;
self.setTimeout = ((run: () => void, ms = 0) =>
  realTimeout(run, ms >= 60_000 ? 500 : ms)) as typeof self.setTimeout;
