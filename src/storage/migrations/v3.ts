import type { IDBPTransaction } from 'idb';

type Upgrade = IDBPTransaction<unknown, string[], 'versionchange'>;

/** What version 2 kept of a job, as far as it matters here. */
interface RecordOfVersion2 {
  readonly view: { readonly state: string; readonly question: object | null };
  readonly work: {
    readonly passes: readonly { readonly from: number; readonly to: number }[];
    readonly acceptedSheets: number;
  };
}

const ON_THE_WIRE = ['sending', 'paused'];

/** Jobs know which sheets the machine may have, and how long it may be busy with them; policies, what is stale. */
export async function toVersion3(upgrade: Upgrade): Promise<void> {
  const jobs = upgrade.objectStore('jobs');
  const old = (await jobs.getAll()) as RecordOfVersion2[];
  await Promise.all(old.map((record) => jobs.put(withInterval(record))));
  const policies = upgrade.objectStore('policies');
  for (const key of await policies.getAllKeys()) {
    await policies.put({ ...(await policies.get(key)), staleMinutes: null }, key);
  }
}

/** Version 2 did not write down what had left: of a pass under way it may have been all. */
function withInterval({ view, work }: RecordOfVersion2) {
  const pass = work.passes[0];
  const isUnknown = pass && ON_THE_WIRE.includes(view.state);
  const question = view.question && { ...view.question, sheetsPossible: pass?.to ?? 0 };
  const offeredSheets = isUnknown ? pass.to - pass.from : work.acceptedSheets;
  return {
    view: { ...view, question, isPrintFile: false },
    work: { ...work, offeredSheets, load: { untilMs: 0, workMs: 0 } },
  };
}
