/**
 * How far a fact can be trusted.
 * `read`: from a primary source (Canon's driver package, usb.ids, SANE). `likely`: from a near relative.
 * `recalled`: general knowledge of Canon's literature. `unknown`: only the machine can tell.
 */
export type Confidence = 'read' | 'likely' | 'recalled' | 'unknown';
