import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/usb/clean-text.ts';
import { parseDeviceId } from '../../../src/usb/device-id.ts';

/** With a length prefix that is right, or off by `error`. */
function answer(text: string, error = 0): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const length = bytes.length + 2 + error;
  return Uint8Array.from([(length >> 8) & 255, length & 255, ...bytes]);
}

describe('parseDeviceId', () => {
  // A public bug report about an iR2016 on USB holds this id.
  it("reads a sibling's id", () => {
    expect(
      parseDeviceId(answer('MFG:Canon;MDL:iR2016;CMD:LIPSLX,CPCA;CLS:PRINTER;DES:Canon iR2016;')),
    ).toEqual({
      raw: 'MFG:Canon;MDL:iR2016;CMD:LIPSLX,CPCA;CLS:PRINTER;DES:Canon iR2016;',
      manufacturer: 'Canon',
      model: 'iR2016',
      commandSet: ['LIPSLX', 'CPCA'],
      deviceClass: 'PRINTER',
      description: 'Canon iR2016',
      serialNumber: '',
    });
  });

  it('knows the long keys, in any case, with spaces, in any order', () => {
    const id = parseDeviceId(answer(' command set : A, B ,;Model:X 1;MANUFACTURER: Y ;SN:77'));
    expect(id).toMatchObject({ manufacturer: 'Y', model: 'X 1', commandSet: ['A', 'B'], serialNumber: '77' });
  });

  it('lets the first of two equal keys count', () => {
    expect(parseDeviceId(answer('MDL:first;MDL:second;'))?.model).toBe('first');
  });

  it('keeps colons in values', () => {
    expect(parseDeviceId(answer('DES:a:b;'))?.description).toBe('a:b');
  });

  it('drops what comes after the stated length', () => {
    expect(parseDeviceId(answer('MFG:Canon;MDL:iR1024;', -5))?.model).toBe('iR');
  });

  it('reads what there is when the stated length is too long', () => {
    expect(parseDeviceId(answer('MFG:Canon;MDL:iR1', 300))?.model).toBe('iR1');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(9)],
    ['a length of zero', Uint8Array.of(0, 0, 77, 70, 71)],
    ['only the length', Uint8Array.of(0, 2)],
    ['no field', answer('garbage without any')],
    ['only empty keys', answer(':a;:b;')],
  ])('is null for %s', (_, bytes) => expect(parseDeviceId(bytes)).toBeNull());

  it('strips control characters, escape sequences and right-to-left overrides', () => {
    const id = parseDeviceId(answer('MFG:Ca\u0000non\u001b[31m;MDL:iR\u202e1024\u0007\u200b;'));
    expect(id).toMatchObject({ manufacturer: 'Canon[31m', model: 'iR1024' });
    expect(id!.raw).not.toMatch(/\p{C}/u);
  });

  it('leaves markup as plain text, capped', () => {
    const id = parseDeviceId(answer(`MDL:<img src=x onerror=alert(1)>${'x'.repeat(2_000)};`));
    expect(id!.model.startsWith('<img')).toBe(true);
    expect(id!.model.length).toBeLessThanOrEqual(256);
  });

  it('does not let a key reach beyond the fields', () => {
    expect(parseDeviceId(answer('__proto__:x;constructor:y;MDL:z;'))).toMatchObject({
      model: 'z',
      manufacturer: '',
    });
  });

  it('takes at most 64 commands and fields', () => {
    const many = Array.from({ length: 500 }, (_, n) => `C${n}`).join(',');
    expect(parseDeviceId(answer(`CMD:${many.slice(0, 250)};`))!.commandSet.length).toBeLessThanOrEqual(64);
    expect(parseDeviceId(answer(`${'A:1;'.repeat(64)}MDL:late;`))!.model).toBe('');
  });
});

describe('cleanText', () => {
  it('folds white space and cuts without breaking a character', () => {
    expect(cleanText('  a\t\n b  ', 10)).toBe('a b');
    expect(cleanText('ab😀', 3)).toBe('ab');
  });
});
