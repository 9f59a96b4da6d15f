/**
 * Files of the build that are too large for everybody and that some will want offline: the text recognition and its
 * languages. They are not stored when the app is installed, but when they are first used, and stay over updates.
 *
 * The folder is named after the versions of what is in it (tesseract.js and its core, the language data): a file
 * never changes under its address.
 */
export const KEPT_FOLDER = 'text/7.0.0-1.0.0/';

/** The cache they are kept in. */
export const KEPT_FILES = 'platen-kept-files';
