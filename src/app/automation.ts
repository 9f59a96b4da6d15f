import { explain } from '../errors/catalogue.ts';
import { fromRecord, PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import { ATTACHMENT_ROLES } from '../layout/plan-input.ts';
import { parseSetting } from '../settings/parse.ts';
import type { PrintSettings } from '../settings/print-settings.ts';
import type {} from './automation-api.ts';
import type { Platen } from './platen.ts';
import type { ListedDocument } from './state/document-list.ts';

/** Scripts see messages only, so the sentences travel in the message. */
function inWords(error: ErrorRecord): Error {
  const { what, why, next } = explain(error);
  return new Error(`${what} ${why} ${next}`, { cause: error });
}

async function withWords<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw thrown instanceof PlatenError ? inWords(toRecord(thrown)) : thrown;
  }
}

function whyNotReady({ state, error, source }: ListedDocument): ErrorRecord | null {
  if (state === 'ready') return null;
  return error ?? { code: 'document.encrypted', params: { name: source.name } };
}

export function exposeAutomation(platen: Platen, ready: Promise<void>): void {
  const { machine, documents, print } = platen;
  const job = (id: string) => machine.snapshot.jobs.find((known) => known.id === id) ?? null;
  window.platen = {
    ready,
    async connectSimulated() {
      await machine.connectSimulated();
      if (machine.error && !machine.connected) throw inWords(machine.error);
    },
    async addFiles(files) {
      const before = new Set(documents.items);
      await documents.add(files);
      const bad = documents.items.find((item) => !before.has(item) && item.state !== 'ready');
      const error = bad && whyNotReady(bad);
      if (error) throw inWords(error);
    },
    settled: (count) =>
      new Promise((resolve) => {
        const look = () => {
          const { items } = documents;
          if (items.length < count || items.some((item) => item.state === 'opening')) return;
          documents.removeEventListener('change', look);
          resolve(items.map((item) => ({ name: item.source.name, error: whyNotReady(item) })));
        };
        documents.addEventListener('change', look);
        look();
      }),
    async attach(role, file) {
      await documents.attach(role, file);
      const item = documents.attachment(role);
      const error = item && whyNotReady(item);
      if (error) throw inWords(error);
    },
    removeFiles() {
      documents.clear();
      for (const role of ATTACHMENT_ROLES) documents.detach(role);
    },
    setSettings(texts) {
      const parsed = Object.entries(texts).map(([key, text]) => {
        try {
          return parseSetting(key, text);
        } catch (thrown) {
          throw thrown instanceof PlatenError ? inWords(toRecord(thrown)) : thrown;
        }
      });
      print.set(Object.assign({}, ...parsed) as Partial<PrintSettings>);
    },
    settings: () => print.settings,
    replaceSettings: (settings) => print.set(settings),
    print: () =>
      withWords(async () => {
        await print.settled();
        const [conflict] = print.conflicts;
        if (conflict) throw new PlatenError('machine.forbidden-combination', { reason: conflict.reason });
        if (print.planError) throw fromRecord(print.planError);
        return print.print();
      }),
    job,
    jobEnded: (id) =>
      new Promise((resolve) => {
        const look = () => {
          const now = job(id);
          if (!now || now.endedAt === null) return;
          machine.removeEventListener('change', look);
          resolve(now);
        };
        machine.addEventListener('change', look);
        look();
      }),
    forget: (id) => machine.spooler.erase(id),
    explain,
    simulator: machine.spooler.simulator,
    get scanSimulator() {
      return platen.scanner.simulator;
    },
  };
}
