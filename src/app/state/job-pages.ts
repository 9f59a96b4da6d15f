import type { DocumentInfo, DocumentSource } from '../../documents/raster-api.ts';
import type { JobContents } from '../../jobs/queue-api.ts';
import { replan } from '../../layout/replan.ts';
import type { PlannedSheet, SheetPlan } from '../../layout/sheet-plan.ts';
import { planForSending, UNKNOWN_STACK } from '../../layout/two-pass.ts';
import { PAPERS, type PaperName } from '../../machine/paper.ts';
import type { StackHabit } from '../../machine/stack-habit.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { BlankFinder } from './blank-pages.ts';
import type { DocumentOpener } from './document-list.ts';
import { jobFacts } from './job-facts.ts';
import type { ThumbnailQueue } from './thumbnail-queue.ts';

/** Who opens the documents of jobs, and looks for their blank pages; RasterDesk in the app. */
export interface JobReader extends DocumentOpener {
  readonly blankPages: BlankFinder;
}

/** The pages of a job that the queue holds: measured, planned anew, drawn. Opened while somebody looks at them. */
export class JobPages {
  readonly contents: JobContents;
  readonly #habit: StackHabit;
  readonly #reader: JobReader;
  readonly #thumbnails: ThumbnailQueue;
  /** The page may list the same document; ours are opened under names of their own. */
  readonly #prefix = crypto.randomUUID();
  readonly #opening = new Map<string, Promise<DocumentInfo>>();

  /** `habit`: how a stack that a person turns over comes back. */
  constructor(
    contents: JobContents,
    reader: JobReader,
    thumbnails: ThumbnailQueue,
    habit: StackHabit = UNKNOWN_STACK,
  ) {
    this.contents = contents;
    this.#habit = habit;
    this.#reader = reader;
    this.#thumbnails = thumbnails;
  }

  /** The job's own pages under other settings. Throws PlatenError `document.*`. */
  async planFor(settings: PrintSettings): Promise<SheetPlan> {
    const { documents: sources, plan, title, user } = this.contents;
    const documents = await Promise.all(
      sources.map(async (source) => {
        const { id, name, role } = source;
        const info = await this.#open(source);
        const { pages } = info;
        // A part keeps the pages it has.
        const looks = settings.skipBlank && !role && !plan.isPart;
        // A page that cannot be looked at is printed: whatever is wrong with it is said there.
        const blankPages = looks ? await this.#reader.blankPages(info.id, pages.length).catch(() => []) : [];
        return { id, name, pages, blankPages, ...(role && { role }) };
      }),
    );
    const job = jobFacts(title, user, settings, new Date());
    return planForSending(replan(plan, { documents, settings, job }), this.#habit);
  }

  /** What a sheet of the job is printed on. */
  paperOf({ ticket }: PlannedSheet): PaperName {
    return ticket?.paper ?? this.contents.plan.paper;
  }

  /** A sheet's front, `widthPx` wide, as it is planned. null when `signal` was aborted meanwhile. */
  async picture(
    sheet: PlannedSheet,
    widthPx: number,
    signal: AbortSignal,
  ): Promise<HTMLCanvasElement | null> {
    const side = sheet.front;
    const paper = PAPERS[this.paperOf(sheet)];
    const scale = widthPx / paper.widthPx;
    const canvas = document.createElement('canvas');
    canvas.width = widthPx;
    canvas.height = Math.round(paper.heightPx * scale);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const { documentId, pageIndex, matrix, clip } of side.placements) {
      const source = this.contents.documents.find(({ id }) => id === documentId)!;
      const info = await this.#open(source);
      const page = await this.#thumbnails.request(info.id, pageIndex, canvas.height, signal);
      if (!page) return null;
      const { widthPt, heightPt } = info.pages[pageIndex]!;
      const [a, b, c, d, e, f] = matrix;
      context.save();
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.beginPath();
      context.rect(clip.x, clip.y, clip.width, clip.height);
      context.clip();
      context.transform(a, b, c, d, e, f);
      context.drawImage(page, 0, 0, widthPt, heightPt);
      context.restore();
      page.close();
    }
    return canvas;
  }

  close(): void {
    for (const opening of this.#opening.values()) {
      void opening.then(({ id }) => this.#reader.close(id)).catch(() => undefined);
    }
    this.#opening.clear();
  }

  #open(source: DocumentSource): Promise<DocumentInfo> {
    let opening = this.#opening.get(source.id);
    if (!opening) {
      opening = this.#reader.open({ ...source, id: `${this.#prefix}/${source.id}` });
      this.#opening.set(source.id, opening);
    }
    return opening;
  }
}
