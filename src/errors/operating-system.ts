/** Where the browser runs; what helps against a refusal depends on it. */
export type OperatingSystem = 'windows' | 'macos' | 'linux' | 'android' | 'chromeos' | 'other';

/** From `navigator.userAgent`. Android names Linux too, so it comes first. */
export function operatingSystemOf(userAgent: string): OperatingSystem {
  if (/Android/.test(userAgent)) return 'android';
  if (/CrOS/.test(userAgent)) return 'chromeos';
  if (/Windows/.test(userAgent)) return 'windows';
  if (/Mac OS X|Macintosh/.test(userAgent)) return 'macos';
  if (/Linux/.test(userAgent)) return 'linux';
  return 'other';
}
