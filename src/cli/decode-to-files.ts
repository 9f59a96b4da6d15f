import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SideCollector } from '../languages/ufr2lt/decode-job.ts';
import type { JobAttributes } from '../languages/ufr2lt/job-attributes.ts';
import { StreamDecoder } from '../languages/ufr2lt/stream-decoder.ts';
import type { StreamWarning } from '../languages/ufr2lt/stream-handler.ts';
import { formatPbm } from './pbm.ts';

/**
 * Writes what a print stream holds into a folder: `page-1.pbm`, `page-2.pbm`... (P4, 1 = black, as wide as the
 * page raster) and `job.json` with the job's attributes. Returns the number of sides.
 *
 * Throws `language.malformed`; sides that were complete before that are there, `job.json` is not.
 */
export function decodeToFiles(stream: Uint8Array, folder: string): number {
  mkdirSync(folder, { recursive: true });
  const pages: { file: string; paper: string; widthPx: number; heightPx: number; sheetWidthPx: number }[] =
    [];
  const warnings: StreamWarning[] = [];
  let attributes: JobAttributes | undefined;
  const collector = new SideCollector((side) => {
    const { paper, widthPx, heightPx, sheetWidthPx } = side;
    const file = `page-${pages.length + 1}.pbm`;
    writeFileSync(join(folder, file), formatPbm(side));
    pages.push({ file, paper, widthPx, heightPx, sheetWidthPx });
  });
  const decoder = new StreamDecoder({
    ...collector.handler,
    warning: (warning) => warnings.push(warning),
    jobEnd: (complete) => (attributes = complete),
  });
  decoder.push(stream);
  decoder.end();
  writeFileSync(
    join(folder, 'job.json'),
    `${JSON.stringify({ ...attributes, sides: pages.length, pages, warnings }, null, 2)}\n`,
  );
  return pages.length;
}
