/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { KEPT_FILES, KEPT_FOLDER } from './kept-files.ts';
import { PRINTING_LOCK } from './printing-lock.ts';

declare const self: ServiceWorkerGlobalScope;

cleanupOutdatedCaches();
// Everything the app can ever ask for is a file of this build; a query changes nothing about it.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/.*/] });
// Whoever uses them has them kept, with progress; here they are only found again.
registerRoute(
  ({ url }) => url.href.startsWith(new URL(KEPT_FOLDER, self.registration.scope).href),
  async ({ request }) => {
    const kept = await (await caches.open(KEPT_FILES)).match(request.url);
    return kept ?? fetch(request);
  },
);
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// Only a first installation or a wish of the person gets this far, so it may serve the open page at once.
clientsClaim();

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type !== 'SKIP_WAITING') return;
  event.waitUntil(takeOver().then((done) => event.ports[0]?.postMessage(done)));
});

/** Takes over all windows, unless one of them prints: its files would be gone from under it. */
function takeOver(): Promise<boolean> {
  return navigator.locks.request(PRINTING_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await self.skipWaiting();
    return lock !== null;
  });
}
