/** The rejections of Chromium's WebUSB, by name and message as the browser gives them. */
export const webUsbError = {
  disconnected: () => new DOMException('The device was disconnected.', 'NotFoundError'),
  notOpen: () => new DOMException('The device must be opened first.', 'InvalidStateError'),
  noConfiguration: () =>
    new DOMException('The configuration value provided is not supported by the device.', 'NotFoundError'),
  noInterface: () =>
    new DOMException(
      'The interface number provided is not supported by the device in its current configuration.',
      'NotFoundError',
    ),
  noAlternate: () =>
    new DOMException(
      'The alternate setting provided is not supported by the device in its current configuration.',
      'NotFoundError',
    ),
  notClaimed: () => new DOMException('The specified interface has not been claimed.', 'InvalidStateError'),
  cannotClaim: () => new DOMException('Unable to claim interface.', 'NetworkError'),
  endpointOutOfRange: () =>
    new DOMException('The specified endpoint number is out of range.', 'IndexSizeError'),
  noEndpoint: () =>
    new DOMException(
      'The specified endpoint is not part of a claimed and selected alternate interface.',
      'NotFoundError',
    ),
  tooLarge: () => new DOMException('The data buffer exceeded its maximum size.', 'DataError'),
  transferFailed: () => new DOMException('A transfer error has occurred.', 'NetworkError'),
  cancelled: () => new DOMException('The transfer was cancelled.', 'AbortError'),
  cannotClearHalt: () => new DOMException('Unable to clear endpoint.', 'NetworkError'),
  notAllowed: () => new DOMException('Access denied.', 'SecurityError'),
  nothingChosen: () => new DOMException('No device selected.', 'NotFoundError'),
  shared: () => new TypeError('The provided ArrayBufferView value must not be shared.'),
} as const;
