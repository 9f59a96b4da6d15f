import { hex } from './big-endian.ts';
import type { ByteSource, Parser } from './byte-source.ts';
import { OPERATOR } from './fields.ts';
import type { ParameterSetName } from './job-attributes.ts';
import { EPILOGUE, prologue } from './page-data.ts';
import { SideParser, expectToken } from './side-parser.ts';
import type { JobTicket, StreamHandler } from './stream-handler.ts';

export interface PageDataSummary {
  sideCount: number;
  parameterSet: ParameterSetName;
}

/** The page data of one job, which must agree with its blocks. Fills `summary`. */
export function* pageDataParser(
  source: ByteSource,
  ticket: JobTicket,
  handler: StreamHandler,
  summary: PageDataSummary,
): Parser<void> {
  for (const token of prologue(ticket)) yield* expectToken(source, token);
  handler.jobStart?.(ticket);
  const sides = new SideParser(source, handler);
  for (;;) {
    const [operator] = yield* source.take(1);
    const at = source.offsetOf(0);
    if (operator === OPERATOR.beginPage) {
      const { paper } = yield* sides.side(summary.sideCount);
      // Canon's driver does this when a document changes its page size half way.
      if (paper !== ticket.paper) {
        handler.warning?.({ offset: at, reason: `a side of ${paper} in a job for ${ticket.paper}` });
      }
      summary.sideCount++;
      summary.parameterSet = sides.parameterSet!;
    } else if (operator === OPERATOR.endDocument && summary.sideCount > 0) {
      break;
    } else {
      source.fail(
        `expected ${summary.sideCount > 0 ? 'a page or end document' : 'a page'}, found ${hex([operator!])}`,
      );
    }
  }
  for (const token of EPILOGUE.slice(1)) yield* expectToken(source, token);
}
