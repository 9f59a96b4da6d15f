import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain, KNOWN_CODES } from '../../../src/errors/catalogue.ts';
import { PlatenError, toRecord } from '../../../src/errors/platen-error.ts';
import { operatingSystemOf } from '../../../src/errors/operating-system.ts';
import { usbError } from '../../../src/usb/errors.ts';

const exception = (name: string) => new DOMException('Access denied.', name);

describe('operatingSystemOf', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0', 'linux'],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile', 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36', 'chromeos'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36', 'macos'],
    ['something else', 'other'],
  ])('%s', (userAgent, os) => expect(operatingSystemOf(userAgent)).toBe(os));
});

describe('usbError', () => {
  it.each([
    ['SecurityError', 'open', 'windows', 'usb.open-failed.windows'],
    ['SecurityError', 'open', 'linux', 'usb.open-failed.linux'],
    ['NetworkError', 'open', 'macos', 'usb.open-failed'],
    ['NetworkError', 'claim', 'linux', 'usb.claim-failed.linux'],
    ['NetworkError', 'claim', 'macos', 'usb.claim-failed.macos'],
    ['NetworkError', 'claim', 'other', 'usb.claim-failed'],
    ['NotFoundError', 'open', 'linux', 'usb.vanished'],
    ['NotFoundError', 'transfer', 'linux', 'usb.vanished'],
    ['NetworkError', 'transfer', 'linux', 'usb.transfer-failed'],
    ['AbortError', 'transfer', 'linux', 'usb.transfer-failed'],
    ['DataError', 'transfer', 'linux', 'internal.unexpected'],
  ] as const)('%s in %s on %s is %s', (name, step, os, code) => {
    const error = usbError(exception(name), step, os);
    expect(error.code).toBe(code);
    expect(KNOWN_CODES).toContain(code);
    expect(error.cause).toBeInstanceOf(DOMException);
  });

  it('passes on an error that is explained already', () => {
    const error = new PlatenError('usb.refused');
    expect(usbError(error, 'open', 'linux')).toBe(error);
  });

  it('fills every sentence', () => {
    for (const os of ['windows', 'macos', 'linux', 'android', 'chromeos', 'other'] as const) {
      for (const step of ['open', 'claim', 'transfer'] as const) {
        const words = explain(toRecord(usbError(exception('NetworkError'), step, os)));
        expect(Object.values(words).join(' '), `${step} ${os}`).not.toMatch(/[{}]/);
      }
    }
  });
});

describe('the codes of this room', () => {
  // The keeper and the spooler's wiring speak of the cable, too.
  const source = ['src/usb', 'src/jobs', 'workers/spooler']
    .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8')))
    .join('\n');
  const used = new Set([...source.matchAll(/'(usb\.[a-z.-]+)'/g)].map(([, code]) => code!));

  it('all have a text', () => {
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((code) => !KNOWN_CODES.includes(code))).toEqual([]);
  });

  it('and no text is left without a use', () => {
    const general = KNOWN_CODES.filter((code) => /^usb\.(?!.*-failed\.)/.test(code));
    expect(general.filter((code) => !used.has(code))).toEqual([]);
  });
});
