import fc from 'fast-check';
import type { Corrections } from '../../src/scan/corrections/corrections.ts';
import { FILE_FORMATS } from '../../src/scan/pages/pages-api.ts';
import type { ScanDestination } from '../../src/scan/profiles/destination.ts';
import { PROFILE_KEYS, SEPARATIONS, type ScanProfile } from '../../src/scan/profiles/profile.ts';
import { SCAN_SIZES } from '../../src/scan/session/scan-settings.ts';

const mm = (min: number, max: number) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((tenths) => tenths / 10);
const percent = fc.integer({ min: -100, max: 100 });
const level = fc.integer({ min: 0, max: 255 });

const corrections: fc.Arbitrary<Corrections> = fc.record({
  straighten: fc.oneof(fc.constant('auto' as const), fc.integer({ min: -45, max: 45 })),
  crop: fc.oneof(
    fc.constantFrom('none' as const, 'page' as const),
    fc.record({ leftMm: mm(0, 200), topMm: mm(0, 300), widthMm: mm(1, 200), heightMm: mm(1, 300) }),
  ),
  eraseEdgesMm: mm(0, 50),
  turn: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  whitePoint: fc.oneof(fc.constantFrom('auto' as const, null), level),
  brightness: percent,
  contrast: percent,
  despeckle: fc.boolean(),
  ink: fc.constantFrom('as-scanned' as const, 'gray' as const, 'black' as const),
  threshold: fc.oneof(fc.constant('adaptive' as const), level),
});

const destination: fc.Arbitrary<ScanDestination> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('keep' as const, 'file' as const, 'clipboard' as const, 'print' as const),
  }),
  fc.record({ kind: fc.constant('folder' as const), folderId: fc.constantFrom(null, 'f1') }),
  fc.record({
    kind: fc.constant('mail' as const),
    to: fc.array(fc.constantFrom('a@b.example', 'c.d@e.example'), { maxLength: 3 }),
  }),
);

/** Any profile that is valid. */
export function anyProfile(): fc.Arbitrary<ScanProfile> {
  return fc.record({
    id: fc.uuid(),
    name: fc.string({ minLength: 1, maxLength: 40 }).filter((name) => name.trim() === name && name !== ''),
    source: fc.constantFrom('glass' as const, 'feeder' as const, 'feeder-duplex' as const),
    colours: fc.constantFrom('colour' as const, 'gray' as const, 'black' as const),
    dpi: fc.integer({ min: 50, max: 600 }),
    size: fc.constantFrom('custom' as const, ...(Object.keys(SCAN_SIZES) as (keyof typeof SCAN_SIZES)[])),
    customSize: fc.record({ widthMm: mm(10, 216), heightMm: mm(10, 356) }),
    corrections,
    glassWhenEmpty: fc.boolean(),
    blanks: fc.constantFrom('flag' as const, 'set-aside' as const),
    separation: fc.constantFrom(...SEPARATIONS),
    asksForMore: fc.boolean(),
    format: fc.constantFrom(...FILE_FORMATS),
    jpegQuality: fc.option(fc.integer({ min: 1, max: 100 })),
    languages: fc.subarray(['eng', 'deu', 'fra']),
    fileName: fc.constantFrom('{date}', 'x {counter:3}', '{profile} {{n}}'),
    destination,
    key: fc.constantFrom(...PROFILE_KEYS),
  });
}
