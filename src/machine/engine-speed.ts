import type { PaperName } from './paper.ts';
import { QUIRKS } from './quirks.ts';
import { REGIONS, type Region } from './regions.ts';

const SECONDS_PER_MINUTE = 60;

/**
 * How long the engine runs, in seconds. Throughput is the PPDs': 24 sides of A4 a minute, 25 of Letter; other paper
 * counts as the region's own. Warming up and calculating come on top.
 */
export function engineSeconds(
  sides: { readonly oneSided: number; readonly twoSided: number },
  paper: PaperName,
  region: Region,
): number {
  const home = Object.values(REGIONS).find(({ defaultPaper }) => defaultPaper === paper) ?? REGIONS[region];
  const { oneSided, twoSided } = sides;
  return ((oneSided + twoSided / QUIRKS.duplexSpeed.answer) * SECONDS_PER_MINUTE) / home.pagesPerMinute;
}
