import type { PageDimensions } from '../geometry.ts';
import { conflicts } from '../../machine/constraints.ts';
import type { SourceName } from '../../machine/options.ts';
import { PAPERS, PAPER_NAMES, type PaperName } from '../../machine/paper.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import { machineChoices } from '../../settings/machine-choices.ts';
import { turnedEdge } from '../../settings/turning.ts';
import type { ChosenPage } from '../pages/chosen-page.ts';
import { PX_PER_PT } from '../printable-area.ts';
import type { SheetTicket } from '../sheet-plan.ts';

/** Pages that follow each other and go on the same paper. */
export interface PaperRun {
  readonly pages: readonly ChosenPage[];
  readonly paper: PaperName;
  readonly isTwoSided: boolean;
  /** Left out: as the rest of the job. */
  readonly ticket?: SheetTicket;
}

/** Sizes in documents are rounded, and cut a little by some programs. */
const SAME_SIZE_PT = 3;

/**
 * Where each page goes. `mixedSizes` `each`: all on the chosen paper. `group`, one page a side: a page whose size,
 * upright or lying, is that of another paper goes on that paper. The order of pages stays, so paper changes as often
 * as sizes do. Pages of sizes that no paper has go on the chosen one.
 *
 * The other paper comes from wherever the machine finds it, or from the bypass where no drawer takes it; a paper
 * type that does not exist in that size is left to the machine; what the machine cannot turn over is printed on
 * one side. Those are the machine's own rules (see `conflicts`).
 */
export function paperRuns(pages: readonly ChosenPage[], settings: PrintSettings): PaperRun[] {
  const groups = settings.mixedSizes === 'group' && settings.arrangement === 'single';
  const runs: { paper: PaperName; pages: ChosenPage[] }[] = [];
  for (const page of pages) {
    const paper = groups ? paperOf(page, settings.paper) : settings.paper;
    const last = runs.at(-1);
    if (last?.paper === paper) last.pages.push(page);
    else runs.push({ paper, pages: [page] });
  }
  return runs.map(({ paper, pages: members }) => ({ pages: members, paper, ...onPaper(paper, settings) }));
}

/** The paper of a page's size, or the chosen one. */
function paperOf(page: PageDimensions, chosen: PaperName): PaperName {
  const fits = (name: PaperName) => difference(page, name) <= SAME_SIZE_PT;
  return fits(chosen) ? chosen : (PAPER_NAMES.find(fits) ?? chosen);
}

/** How far a page, upright or lying, is from a paper's size; points. */
function difference({ widthPt, heightPt }: PageDimensions, name: PaperName): number {
  const { widthPx, heightPx } = PAPERS[name];
  const [short, long] = [Math.min(widthPt, heightPt), Math.max(widthPt, heightPt)];
  return Math.max(Math.abs(widthPx / PX_PER_PT - short), Math.abs(heightPx / PX_PER_PT - long));
}

function onPaper(paper: PaperName, settings: PrintSettings): Omit<PaperRun, 'pages' | 'paper'> {
  const wanted = turnedEdge(settings) !== null;
  if (paper === settings.paper) return { isTwoSided: wanted };
  const isForbidden = (key: 'source' | 'media' | 'duplex', patch: Partial<PrintSettings>) =>
    // Which region's machine it is matters to paper types alone, not to whether they come in a size.
    conflicts(machineChoices({ ...settings, paper, ...patch }), 'americas').some(
      ({ settings: pair }) => pair.includes(key) && pair.includes('paper'),
    );
  const source: SourceName = isForbidden('source', { source: 'Cas1' }) ? 'Manual' : 'Auto';
  const media = isForbidden('media', {}) ? 'Auto' : settings.media;
  return { isTwoSided: wanted && !isForbidden('duplex', {}), ticket: { paper, source, media } };
}
