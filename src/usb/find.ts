import type { UsbDevice } from './web-usb.ts';

/** A way into the printer: one alternate setting of one interface, with its bulk pipes. */
export interface PrinterPort {
  readonly configurationValue: number;
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  readonly protocol: number;
  readonly outEndpoint: number;
  /** null on a one-way interface. */
  readonly inEndpoint: number | null;
}

/** USB printer class 1.1: base class, subclass, and the protocols that take a plain byte stream, best first. */
const PRINTER_CLASS = 7;
const PRINTER_SUBCLASS = 1;
const BIDIRECTIONAL = 2;
const UNIDIRECTIONAL = 1;
/** Data wrapped in packets. Taken only where nothing else is offered, as other systems do. */
const IEEE_1284_4 = 3;
/** Protocol 4, IPP over USB, is not in the list: it is never taken. */
const PROTOCOLS = [BIDIRECTIONAL, UNIDIRECTIONAL, IEEE_1284_4];

/**
 * The printer interfaces of a device, found by class, endpoints by descriptor; one port an interface, the
 * best first. A machine with fax or PCL may show several: which one prints UFR II LT only its id tells.
 */
export function printerPorts(device: UsbDevice): PrinterPort[] {
  const configurations = device.configuration ? [device.configuration] : device.configurations;
  for (const configuration of configurations) {
    const ports = configuration.interfaces.flatMap((each) =>
      bestPort(configuration.configurationValue, each),
    );
    if (ports.length > 0) return ports.toSorted(byProtocol);
  }
  return [];
}

function bestPort(configurationValue: number, { interfaceNumber, alternates }: USBInterface): PrinterPort[] {
  const ports = alternates.flatMap((alternate): PrinterPort[] => {
    const { interfaceClass, interfaceSubclass, interfaceProtocol, endpoints } = alternate;
    if (interfaceClass !== PRINTER_CLASS || interfaceSubclass !== PRINTER_SUBCLASS) return [];
    if (!PROTOCOLS.includes(interfaceProtocol)) return [];
    const bulk = (direction: USBDirection) =>
      endpoints.find((endpoint) => endpoint.type === 'bulk' && endpoint.direction === direction);
    const out = bulk('out');
    if (!out) return [];
    return [
      {
        configurationValue,
        interfaceNumber,
        alternateSetting: alternate.alternateSetting,
        protocol: interfaceProtocol,
        outEndpoint: out.endpointNumber,
        inEndpoint: bulk('in')?.endpointNumber ?? null,
      },
    ];
  });
  return ports.toSorted(byProtocol).slice(0, 1);
}

function byProtocol(a: PrinterPort, b: PrinterPort): number {
  return PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol);
}
