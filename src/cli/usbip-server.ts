import type { Socket } from 'node:net';
import { UsbipSession, type UsbipExport } from '../simulator/usbip-session.ts';

/** Serves one connection; use as the connection listener of a server on TCP or on a unix socket. */
export function serveUsbip(exported: UsbipExport, socket: Socket): void {
  socket.setNoDelay(true);
  const session = new UsbipSession(exported, {
    send: (bytes) => void socket.write(bytes),
    close: () => socket.end(),
  });
  socket.on('data', (bytes) => session.receive(bytes));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => session.end());
}
