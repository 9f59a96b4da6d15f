import { CONFIGURATION_VALUE, type DeviceIdentity } from './descriptors.ts';

/** The one configuration as `USBDevice.configuration` shows it; `isClaimed` is asked each time it is read. */
export function describeConfiguration(
  identity: DeviceIdentity,
  isClaimed: (interfaceNumber: number) => boolean,
): USBConfiguration {
  const interfaces = identity.interfaces.map((shape, interfaceNumber): USBInterface => {
    const alternate: USBAlternateInterface = {
      alternateSetting: 0,
      interfaceClass: shape.interfaceClass,
      interfaceSubclass: shape.subclass,
      interfaceProtocol: shape.protocol,
      interfaceName: null,
      endpoints: shape.endpoints.map(({ address, type, packetSize }) => ({
        endpointNumber: address & 0xf,
        direction: address & 0x80 ? 'in' : 'out',
        type,
        packetSize,
      })),
    };
    return {
      interfaceNumber,
      alternate,
      alternates: [alternate],
      get claimed() {
        return isClaimed(interfaceNumber);
      },
    };
  });
  return { configurationValue: CONFIGURATION_VALUE, configurationName: null, interfaces };
}

/** Whether a device passes one of the chooser's filters (WebUSB, "matches a device filter"). */
export function matchesAny(identity: DeviceIdentity, filters: readonly USBDeviceFilter[]): boolean {
  return filters.some(
    (filter) =>
      (filter.vendorId === undefined || filter.vendorId === identity.vendorId) &&
      (filter.productId === undefined || filter.productId === identity.productId) &&
      (filter.serialNumber === undefined || filter.serialNumber === identity.serialNumber) &&
      (filter.classCode === undefined ||
        identity.interfaces.some(
          (shape) =>
            shape.interfaceClass === filter.classCode &&
            (filter.subclassCode ?? shape.subclass) === shape.subclass &&
            (filter.protocolCode ?? shape.protocol) === shape.protocol,
        )),
  );
}
