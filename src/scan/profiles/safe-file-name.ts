/** Bytes of a name in UTF-8. File systems stop at 255; the rest is for a number and the extension. */
const LONGEST_BYTES = 200;

/**
 * What file systems or browsers refuse, and what hides the true end of a name: separators and the other characters
 * Windows forbids, `~` (short names of old), controls, marks that turn the direction of writing, lone surrogates. Joiners are part of Persian and Hindi words, and of emoji.
 */
const UNSAFE = /(?![\u200c\u200d])[\\/:*?"<>|~\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Devices of Windows, which are meant with any extension (Microsoft: Naming Files, Paths, and Namespaces). */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])[ .]*(\..*)?$/iu;

/** Any text as a file name without extension that every system takes; `Scan` where nothing is left of it. */
export function safeFileName(text: string): string {
  const clean = trimmed(text.normalize('NFC').replace(UNSAFE, '_').replace(/\s+/gu, ' '));
  const short = trimmed(shortened(clean));
  if (short === '') return 'Scan';
  return RESERVED.test(short) ? `_${short}` : short;
}

/** `Letter.pdf`, `Letter (2).pdf`, `Letter (3).pdf` …: what is tried one after another until one is free. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name;
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)} (${number})${name.slice(end)}`;
}

/** The first numbered name that is not taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const free = numberedName(name, number);
    if (!isTaken(free)) return free;
  }
}

/** Names that were made apart, told apart, also where large and small letters are the same. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const free = freeName(name, (candidate) => taken.has(candidate.toLowerCase()));
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Neither end may be a blank or a dot: Windows drops them, and a dot in front hides files elsewhere. */
function trimmed(text: string): string {
  return text.replace(/^[\s.]+|[\s.]+$/gu, '');
}

/** Cut between characters, not within one. */
function shortened(text: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter('en').segment(text)) {
    bytes += encoder.encode(segment).length;
    if (bytes > LONGEST_BYTES) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
