import { bindingOf } from '../settings/binding.ts';
import type { PrintSettings, SettingKey } from '../settings/print-settings.ts';
import { turnedEdge } from '../settings/turning.ts';
import { attachmentOf } from './marks/attachment.ts';
import { whyByComputer } from './sheets/copies.ts';
import type { PlannedDocument } from './plan-input.ts';
import type { SheetPlan } from './sheet-plan.ts';

/** Where a plan does something else than a setting says by itself, and why. */
export interface LayoutNote {
  /** Beside which it is shown. */
  readonly settings: readonly SettingKey[];
  /** Plain words for the person who chose them. */
  readonly reason: string;
}

type NotedDocuments = readonly Pick<PlannedDocument, 'role' | 'pages'>[];

interface Rule {
  readonly settings: readonly SettingKey[];
  readonly applies: (settings: PrintSettings, documents: NotedDocuments) => boolean;
  readonly reason: string;
}

const isBooklet = ({ arrangement }: PrintSettings) => arrangement === 'booklet';
const isPoster = ({ arrangement }: PrintSettings) => arrangement === 'poster';

const RULES: readonly Rule[] = [
  {
    settings: ['arrangement', 'duplex'],
    applies: (settings) => isBooklet(settings) && settings.duplex !== 'short',
    reason:
      'The spine of a booklet is parallel to the short edges of its sheets, so both sides are printed and turn about the short edge, whatever is chosen for other arrangements.',
  },
  {
    settings: ['arrangement', 'interleave', 'separators'],
    applies: (settings) =>
      isBooklet(settings) && (settings.interleave || settings.separators === 'documents'),
    reason: 'The sheets of a booklet are folded together, so none are put between them.',
  },
  {
    settings: ['arrangement', 'watermark', 'header', 'footer'],
    applies: (settings, documents) =>
      isPoster(settings) &&
      (settings.watermark !== '' ||
        settings.header !== '' ||
        settings.footer !== '' ||
        attachmentOf(documents, 'stamp') !== null ||
        attachmentOf(documents, 'letterhead') !== null),
    reason: 'A poster is one picture on many sheets: it gets no watermark, header, footer or letterhead.',
  },
  {
    settings: ['arrangement', 'frontCover', 'backCover'],
    applies: (settings) => isPoster(settings) && [settings.frontCover, settings.backCover].includes('page'),
    reason: 'A page of a poster is many sheets, so it is no cover.',
  },
  {
    settings: ['watermark'],
    applies: ({ watermark }, documents) => watermark !== '' && attachmentOf(documents, 'stamp') !== null,
    reason: 'The stamp takes the place of the watermark.',
  },
  {
    settings: ['frontCover', 'backCover'],
    applies: (settings, documents) => {
      const most = turnedEdge(settings) === null ? 1 : 2;
      return (['frontCover', 'backCover'] as const).some(
        (name) => settings[name] === 'document' && (attachmentOf(documents, name)?.pages.length ?? 0) > most,
      );
    },
    reason: 'A cover is one sheet: of its file, only as many pages are printed as it has sides.',
  },
  {
    settings: ['turnedBy'],
    applies: (settings) => settings.turnedBy === 'hand' && turnedEdge(settings) !== null,
    reason: 'All first sides are printed, then Platen shows how the stack goes back in.',
  },
  {
    settings: ['bindingMarginBy'],
    applies: (settings) =>
      settings.bindingMarginMm > 0 &&
      settings.bindingMarginBy === 'machine' &&
      bindingOf(settings).marginBy === 'layout',
    reason: 'The machine cannot move the image away from this edge, so the layout does.',
  },
];

/**
 * What people should know before they print, in the order of the plan's stages; empty: the plan is what the settings
 * say.
 *
 * @param plan what `planJob` made of the settings; null: nothing yet
 * @param documents at least those with a role
 */
export function layoutNotes(
  settings: PrintSettings,
  plan: SheetPlan | null,
  documents: NotedDocuments,
): LayoutNote[] {
  const notes: LayoutNote[] = RULES.filter(({ applies }) => applies(settings, documents)).map(
    ({ settings: keys, reason }) => ({ settings: keys, reason }),
  );
  const why = plan && settings.copiesBy === 'machine' ? whyByComputer(plan.sheets, settings) : null;
  if (why === null) return notes;
  return [...notes, { settings: ['copiesBy', 'copies'], reason: `${why} So the computer makes the copies.` }];
}
