import * as v from 'valibot';
import { ScanProfileSchema, type ScanProfile } from '../scan/profiles/profile.ts';
import { inTransaction } from './transaction.ts';

const PlacedSchema = v.intersect([ScanProfileSchema, v.object({ place: v.number() })]);

/** A profile and where it stands among the others. */
export type PlacedProfile = ScanProfile & { readonly place: number };

/** All that can still be read, in order; null: none was ever kept. Throws as `inTransaction` does. */
export async function loadProfiles(): Promise<readonly PlacedProfile[] | null> {
  const stored = await inTransaction(['scanProfiles'], 'readonly', (transaction) =>
    transaction.objectStore('scanProfiles').getAll(),
  );
  if (stored.length === 0) return null;
  return stored
    .flatMap((value): PlacedProfile[] => {
      const parsed = v.safeParse(PlacedSchema, value);
      return parsed.success ? [parsed.output] : [];
    })
    .sort((a, b) => a.place - b.place);
}

/** All of them or none. Throws as `inTransaction` does. */
export async function saveProfiles(profiles: readonly PlacedProfile[]): Promise<void> {
  await inTransaction(['scanProfiles'], 'readwrite', (transaction) => {
    const store = transaction.objectStore('scanProfiles');
    return Promise.all(profiles.map((profile) => store.put(profile)));
  });
}

/** Throws as `inTransaction` does. */
export async function removeProfile(id: string): Promise<void> {
  await inTransaction(['scanProfiles'], 'readwrite', (transaction) =>
    transaction.objectStore('scanProfiles').delete(id),
  );
}
