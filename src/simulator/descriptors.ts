import { CANON_VENDOR_ID, FAMILY_PRODUCT_ID } from '../machine/usb-ids.ts';

/**
 * What the machine says about itself on the bus.
 * Ids, class triples and the pattern of the strings are from the machine notes §2; endpoint numbers and the
 * device release are arbitrary, as nobody has published a descriptor dump: a driver must not rely on them.
 */
export interface DeviceIdentity {
  readonly vendorId: number;
  readonly productId: number;
  /** Binary-coded decimal, 0x0100 = 1.00. */
  readonly releaseBcd: number;
  readonly manufacturer: string;
  readonly product: string;
  /** null: the device has none, as cheap ones do; browsers then forget it when it is unplugged. */
  readonly serialNumber: string | null;
  readonly interfaces: readonly InterfaceShape[];
}

export interface InterfaceShape {
  readonly interfaceClass: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly endpoints: readonly EndpointShape[];
}

interface EndpointShape {
  /** With the direction bit, 0x80 = IN. */
  readonly address: number;
  readonly type: 'bulk' | 'interrupt';
  readonly packetSize: number;
  /** bInterval as it stands in the descriptor. */
  readonly interval: number;
}

const bulk = (address: number): EndpointShape => ({ address, type: 'bulk', packetSize: 512, interval: 0 });

/** Vendor class, two bulk pipes and an interrupt pipe: the shape every Canon scanner of that time shows. */
export const SCAN_INTERFACE: InterfaceShape = {
  interfaceClass: 0xff,
  subclass: 0x00,
  protocol: 0xff,
  endpoints: [bulk(0x03), bulk(0x84), { address: 0x85, type: 'interrupt', packetSize: 64, interval: 11 }],
};

/** Printer class, bidirectional. */
export const PRINTER_INTERFACE: InterfaceShape = {
  interfaceClass: 7,
  subclass: 1,
  protocol: 2,
  endpoints: [bulk(0x01), bulk(0x82)],
};

export const IMAGERUNNER_1024: DeviceIdentity = {
  vendorId: CANON_VENDOR_ID,
  productId: FAMILY_PRODUCT_ID,
  releaseBcd: 0x0100,
  manufacturer: 'Canon',
  product: 'iR1020/1024/1025',
  serialNumber: 'SIM1024001',
  interfaces: [SCAN_INTERFACE, PRINTER_INTERFACE],
};

/** What comes up when the wrong cable was plugged in: another Canon, with nothing to print to. */
export const WRONG_MACHINE: DeviceIdentity = {
  ...IMAGERUNNER_1024,
  productId: 0x2736,
  product: 'MF4500 Series',
  serialNumber: 'SIM4500001',
  interfaces: [SCAN_INTERFACE],
};

/** Pattern of the family's siblings (machine notes §2); no id of this model has been published. */
export const DEVICE_ID =
  'MFG:Canon;MDL:iR1020/1024/1025;CMD:LIPSLX,CPCA;CLS:PRINTER;DES:Canon iR1020/1024/1025;';

/** bDescriptorType values (USB 2.0, table 9-5). */
export const DESCRIPTOR = { device: 1, configuration: 2, string: 3, interface: 4, endpoint: 5 } as const;

export const CONFIGURATION_VALUE = 1;

const STRING_INDEX = { manufacturer: 1, product: 2, serialNumber: 3 } as const;
const ENGLISH_US = 0x0409;
const TRANSFER_TYPE = { bulk: 2, interrupt: 3 } as const;
const SELF_POWERED = 0xc0;
const CONTROL_PACKET_BYTES = 64;

const low = (value: number) => value & 0xff;
const high = (value: number) => (value >> 8) & 0xff;

export function deviceDescriptor(identity: DeviceIdentity): Uint8Array<ArrayBuffer> {
  const { vendorId, productId, releaseBcd, serialNumber } = identity;
  return Uint8Array.of(
    18,
    DESCRIPTOR.device,
    ...[0x00, 0x02], // USB 2.0
    ...[0, 0, 0], // class per interface
    CONTROL_PACKET_BYTES,
    ...[low(vendorId), high(vendorId), low(productId), high(productId), low(releaseBcd), high(releaseBcd)],
    STRING_INDEX.manufacturer,
    STRING_INDEX.product,
    serialNumber === null ? 0 : STRING_INDEX.serialNumber,
    1,
  );
}

/** The configuration with its interfaces and endpoints behind it, as GET_DESCRIPTOR gives it. */
export function configurationDescriptor(identity: DeviceIdentity): Uint8Array<ArrayBuffer> {
  const inner = identity.interfaces.flatMap((shape, number) => [
    ...[9, DESCRIPTOR.interface, number, 0, shape.endpoints.length],
    ...[shape.interfaceClass, shape.subclass, shape.protocol, 0],
    ...shape.endpoints.flatMap((endpoint) => [
      ...[7, DESCRIPTOR.endpoint, endpoint.address, TRANSFER_TYPE[endpoint.type]],
      ...[low(endpoint.packetSize), high(endpoint.packetSize), endpoint.interval],
    ]),
  ]);
  const total = 9 + inner.length;
  return Uint8Array.of(
    ...[9, DESCRIPTOR.configuration, low(total), high(total)],
    ...[identity.interfaces.length, CONFIGURATION_VALUE, 0, SELF_POWERED, 0],
    ...inner,
  );
}

/** String `index` in UTF-16, or the list of languages for index 0; null where there is none. */
export function stringDescriptor(identity: DeviceIdentity, index: number): Uint8Array<ArrayBuffer> | null {
  if (index === 0) return Uint8Array.of(4, DESCRIPTOR.string, low(ENGLISH_US), high(ENGLISH_US));
  const text = {
    [STRING_INDEX.manufacturer]: identity.manufacturer,
    [STRING_INDEX.product]: identity.product,
    [STRING_INDEX.serialNumber]: identity.serialNumber,
  }[index];
  if (text === undefined || text === null) return null;
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return Uint8Array.of(
    2 + 2 * units.length,
    DESCRIPTOR.string,
    ...units.flatMap((unit) => [low(unit), high(unit)]),
  );
}
