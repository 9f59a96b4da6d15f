import type { Page } from '@playwright/test';

/** How one transfer ended: its status, or the name of what was thrown. */
export type Outcome = { status: string; bytesWritten: number } | { error: string };

/** Opens the machine in the page and claims both interfaces; leaves it in `window.machine`. */
export function openInPage(page: Page): Promise<{ name: string | null; serial: string | null }> {
  return page.evaluate(async () => {
    const [device] = await navigator.usb.getDevices();
    if (device === undefined) throw new Error('no device was granted');
    await device.open();
    await device.claimInterface(0);
    await device.claimInterface(1);
    (globalThis as unknown as { machine: USBDevice }).machine = device;
    return { name: device.productName, serial: device.serialNumber };
  });
}

/** A class request to the printer; its answer as bytes. */
export function classRequest(page: Page, request: number, index: number, length: number): Promise<number[]> {
  return page.evaluate(
    async ({ request, index, length }) => {
      const { machine } = globalThis as unknown as { machine: USBDevice };
      const setup = { requestType: 'class', recipient: 'interface', request, value: 0, index } as const;
      const { data } = await machine.controlTransferIn(setup, length);
      return [...new Uint8Array(data!.buffer)];
    },
    { request, index, length },
  );
}

/** Sends bytes in transfers of `pieceBytes`, `depth` of them at once, and tells how each ended. */
export function sendFromPage(
  page: Page,
  bytes: Uint8Array,
  pieceBytes = 65_536,
  depth = 4,
): Promise<Outcome[]> {
  return page.evaluate(
    async ({ base64, pieceBytes, depth }) => {
      const { machine } = globalThis as unknown as { machine: USBDevice };
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const { endpointNumber } = machine.configuration!.interfaces[1]!.alternate.endpoints.find(
        ({ direction }) => direction === 'out',
      )!;
      const outcomes: Outcome[] = [];
      const underWay: Promise<void>[] = [];
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const place = outcomes.push({ error: 'pending' }) - 1;
        underWay.push(
          machine.transferOut(endpointNumber, bytes.slice(at, at + pieceBytes)).then(
            ({ status, bytesWritten }) => void (outcomes[place] = { status, bytesWritten }),
            (error: DOMException) => void (outcomes[place] = { error: error.name }),
          ),
        );
        if (underWay.length === depth) await underWay.shift();
      }
      await Promise.all(underWay);
      return outcomes;
    },
    { base64: Buffer.from(bytes).toString('base64'), pieceBytes, depth },
  );
}
