import type { JobFacts } from '../../layout/plan-input.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** What headers and job sheets say. The moment is left out where nothing shows it, so that plans stay as they are. */
export function jobFacts(title: string, user: string, settings: PrintSettings, now: Date): JobFacts {
  const { banner, header, footer, watermark } = settings;
  const showsTime = banner || /\{(date|time)\}/.test(`${header}${footer}${watermark}`);
  return { title, user, date: showsTime ? DATE.format(now) : '', time: showsTime ? TIME.format(now) : '' };
}
