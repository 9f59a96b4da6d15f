import { describe, expect, it } from 'vitest';
import { JobPages } from '../../../src/app/state/job-pages.ts';
import type { ThumbnailQueue } from '../../../src/app/state/thumbnail-queue.ts';
import type { DocumentSource } from '../../../src/documents/raster-api.ts';
import { planJob } from '../../../src/layout/plan-job.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/print-settings.ts';

const SOURCE: DocumentSource = { id: 'a', name: 'a.pdf', blob: new Blob() };
const PAGES = [0, 1, 2, 3].map(() => ({ widthPt: 595, heightPt: 842 }));
const JOB = { title: 'a.pdf', user: '', date: '', time: '' };

/** Pages of a queued job of four pages, the second of which is blank. */
function pagesOf({ isPart = false, looks = true } = {}) {
  const settings = DEFAULT_SETTINGS;
  const plan = planJob({
    documents: [{ id: 'a', name: 'a.pdf', pages: PAGES }],
    settings,
    job: JOB as never,
  });
  const contents = { title: 'a.pdf', user: '', documents: [SOURCE], settings, plan: { ...plan, isPart } };
  const reader = {
    open: async ({ id, name }: DocumentSource) => ({ id, name, pages: PAGES }) as never,
    close: async () => undefined,
    blankPages: async () => (looks ? [1] : Promise.reject(new Error('unreadable'))),
  };
  return new JobPages(contents, reader, {} as ThumbnailQueue);
}

describe('a job that waits, planned anew', () => {
  const pagesWith = async (pages: JobPages, changes: object) =>
    (await pages.planFor({ ...DEFAULT_SETTINGS, ...changes })).sheets.map(
      ({ front }) => front.placements[0]!.pageIndex,
    );

  it('has other pages, and leaves out blank ones, as its new settings say', async () => {
    expect(await pagesWith(pagesOf(), { pages: '4-2' })).toEqual([3, 2, 1]);
    expect(await pagesWith(pagesOf(), { pages: '4-2', skipBlank: true })).toEqual([3, 2]);
  });

  it('keeps pages that cannot be looked at', async () => {
    expect(await pagesWith(pagesOf({ looks: false }), { skipBlank: true })).toEqual([0, 1, 2, 3]);
  });

  it('keeps its pages when it is a part of a job', async () => {
    expect(await pagesWith(pagesOf({ isPart: true }), { pages: '1', skipBlank: true })).toEqual([0, 1, 2, 3]);
  });
});
