/** Takes every message and answers none. */
self.addEventListener('message', () => undefined);
