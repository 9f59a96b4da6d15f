import type { MediaName } from './options.ts';

export interface Media {
  readonly title: string;
  readonly help: string;
}

/**
 * Media types by the driver's titles (Canon's PPD); OHP is spelled out. The driver gives no paper weights,
 * so none are claimed here.
 */
export const MEDIA: Readonly<Record<MediaName, Media>> = {
  Auto: { title: 'Auto', help: 'What the machine is set to for the tray it takes.' },
  PlainPaper: { title: 'Plain paper', help: 'Ordinary office paper.' },
  RECYCLED: { title: 'Recycled paper', help: 'Ordinary paper, recycled.' },
  COLOR: { title: 'Coloured paper', help: 'Tinted paper.' },
  PREPUNCHED: { title: '3-hole punched', help: 'Letter paper with holes; American machines only.' },
  BOND: { title: 'Bond paper', help: 'Cotton paper in American sizes.' },
  HEAVY1: { title: 'Heavy paper 1', help: 'The lightest of the three heavy papers; drawers take it.' },
  HEAVY2: { title: 'Heavy paper 2', help: 'Bypass only, one side only.' },
  HEAVY3: { title: 'Heavy paper 3', help: 'The heaviest; bypass only, one side only.' },
  OHP: { title: 'Transparencies', help: 'Film for laser printers, A4 or Letter, from the bypass.' },
  LABELS: { title: 'Labels', help: 'Sheets of labels for laser printers, from the bypass.' },
  ENVELOPE: { title: 'Envelope', help: 'Envelopes, from the bypass.' },
};
