import type { ScanMode, ScanSource } from '../protocol/commands.ts';
import type { Corrections } from '../corrections/corrections.ts';
import type { Findings } from '../corrections/findings.ts';

/**
 * A page as it was scanned and what is to become of it. Its pixels are stored once, as they came, and are never
 * changed: turning, cropping and the rest are made anew whenever the page is looked at or written.
 */
export interface ScannedPage {
  readonly id: string;
  readonly batchId: string;
  /** Whose pixels these are: its own id, or that of the page it was copied from. */
  readonly pixelsId: string;
  /** Pages of a batch lie in the order of this number; a page between two others gets one between theirs. */
  readonly place: number;
  /** A document begins here. The first page that is not set aside begins one anyway. */
  readonly startsDocument: boolean;
  /** What a person calls the document that begins here; left out or empty: nothing in particular. */
  readonly documentTitle?: string;
  /** Taken out of the batch by a person, and kept until the batch is erased or it is put back. */
  readonly isSetAside: boolean;
  readonly shape: PixelShape;
  readonly origin: PageOrigin;
  readonly scannedAt: number;
  readonly findings: Findings;
  readonly corrections: Corrections;
}

/** Stored pixels: whole lines, gray (0 black) or R, G, B, 8 bits each, without a gap. */
export interface PixelShape {
  readonly widthPx: number;
  /** Lines that came: a sheet may end before what was asked for. */
  readonly heightPx: number;
  readonly dpi: number;
  readonly mode: ScanMode;
}

export interface PageOrigin {
  readonly source: ScanSource;
  /** From 1, in the order in which the sheets were fed in one run; 1 on the glass. */
  readonly sheet: number;
  readonly side: 'front' | 'back';
}

/** Pages that belong together: what was scanned in one go, and what was added to it. */
export interface ScanBatch {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  /** The last time a page came or was changed. */
  readonly changedAt: number;
  /** The profile it was scanned with; null: none, or it is gone. */
  readonly profileId: string | null;
}
