import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CANON_VENDOR_ID, FAMILY_PRODUCT_ID } from '../../../src/machine/usb-ids.ts';

const file = (name: string) => readFileSync(new URL(`../../../public/${name}`, import.meta.url), 'utf8');
const POLICY = [
  {
    devices: [{ vendor_id: CANON_VENDOR_ID, product_id: FAMILY_PRODUCT_ID }],
    urls: ['https://print.example.org'],
  },
];

describe('files for administrators name the machine that the program looks for', () => {
  it('policy for Linux', () => {
    expect(JSON.parse(file('policies/platen.json'))).toEqual({ WebUsbAllowDevicesForUrls: POLICY });
  });

  it.each(['chrome', 'edge'])('policy for Windows, %s', (browser) => {
    const [, value] = /"WebUsbAllowDevicesForUrls"="(.*)"\r\n/.exec(file(`policies/platen-${browser}.reg`))!;
    expect(JSON.parse(value!.replaceAll('\\"', '"'))).toEqual(POLICY);
  });

  it('udev rule', () => {
    const ids = [...file('linux/70-platen.rules').matchAll(/id(Vendor|Product)}=="(\w+)"/g)].map(
      ([, , id]) => id,
    );
    const hex = (id: number) => id.toString(16).padStart(4, '0');
    const pair = [hex(CANON_VENDOR_ID), hex(FAMILY_PRODUCT_ID)];
    expect(ids).toEqual([...pair, ...pair]);
  });
});
