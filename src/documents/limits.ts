/**
 * How much is too much. Each bound keeps one hostile or mistaken file from taking the whole program down;
 * every honest document the machine could print is well inside.
 */

/**
 * Decoded, an image takes 4 bytes a pixel: 150 megapixels are 600 MB, about what one tab can spare.
 * An A2 poster scanned at 600 dpi has 139.
 */
export const MAX_IMAGE_PIXELS = 150_000_000;

/** Chromium's and Firefox's own bound on either side of a bitmap. */
export const MAX_IMAGE_SIDE_PX = 32_767;

/** 5 m in points: the largest page that the PDF format's default user space allows is 200 in (5.08 m). */
export const MAX_PAGE_SIDE_PT = (5000 / 25.4) * 72;

/** At 24 pages a minute, 20 000 pages keep the machine busy for fourteen hours. */
export const MAX_PAGES = 20_000;

/** Text is held decoded, 2 bytes a character; 16 MiB are some 5 000 full pages. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** A document is read into memory whole. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** Opening measures every page. Slower than this, the parser is stopped: it is stuck or under attack. */
export const OPEN_TIME_LIMIT_MS = 60_000;
