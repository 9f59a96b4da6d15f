/**
 * The Web Lock that is held while a job is on the wire or pages are scanned, in whichever window. The service worker
 * does not let a new version in as long as it is.
 */
export const PRINTING_LOCK = 'platen-printing';
