import { box, drawnPage } from '../../../documents/drawn-page.ts';
import { DPI, PAPERS, type PaperName } from '../../../machine/paper.ts';
import { patchSheet } from '../../../scan/corrections/patch-sheet.ts';

const MM_PER_INCH = 25.4;
const px = (mm: number) => Math.round((mm / MM_PER_INCH) * DPI);

/** A sheet that is laid between documents, to be printed as often as there are gaps: PDF. */
export function separatorSheet(paper: PaperName): File {
  const { widthMm, heightMm } = PAPERS[paper];
  const bars = patchSheet(widthMm, heightMm).map((bar) =>
    box(px(bar.leftMm), px(bar.topMm), px(bar.widthMm), px(bar.heightMm)),
  );
  return new File([drawnPage(bars, PAPERS[paper])], 'Separator sheet.pdf', { type: 'application/pdf' });
}
