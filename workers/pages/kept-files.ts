import { KEPT_FILES } from '../../src/pwa/kept-files.ts';
import { PlatenError } from '../../src/errors/platen-error.ts';
import type { FileSet } from './text-files.ts';

/**
 * Has all of these files kept for use offline, where the browser lets us; those of earlier versions go.
 *
 * @throws PlatenError `scan.no-language` when one is neither kept nor to be had
 */
export async function keepFiles(
  folderUrl: string,
  { names, bytes }: FileSet,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const kept = await caches.open(KEPT_FILES);
  let loaded = 0;
  const count = (more: number) => onProgress(Math.min(1, (loaded += more) / bytes));
  for (const name of names) {
    const url = folderUrl + name;
    if (await kept.match(url)) continue;
    const response = await fetched(url, signal);
    await kept.put(url, counted(response, count)).catch((thrown: unknown) => {
      if (signal.aborted) throw signal.reason;
      // No room: it works without, while there is a network.
      if (!(thrown instanceof DOMException && thrown.name === 'QuotaExceededError'))
        throw unavailable(thrown);
    });
  }
  for (const { url } of await kept.keys()) if (!url.startsWith(folderUrl)) await kept.delete(url);
}

/** Files that turned out to be of no use are loaded anew next time. */
export async function forgetFiles(folderUrl: string, { names }: FileSet): Promise<void> {
  const kept = await caches.open(KEPT_FILES);
  await Promise.all(names.map((name) => kept.delete(folderUrl + name)));
}

async function fetched(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((thrown: unknown) => {
    throw signal.aborted ? signal.reason : unavailable(thrown);
  });
  if (!response.ok) throw unavailable(`status ${response.status}`);
  return response;
}

function counted(response: Response, count: (bytes: number) => void): Response {
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (part, controller) => {
      count(part.length);
      controller.enqueue(part);
    },
  });
  return new Response(response.body!.pipeThrough(counter), response);
}

function unavailable(thrown: unknown): PlatenError {
  return new PlatenError('scan.no-language', { detail: String(thrown).slice(0, 200) }, { cause: thrown });
}
