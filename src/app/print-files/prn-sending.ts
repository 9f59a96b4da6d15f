import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import { operatingSystemOf } from '../../errors/operating-system.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';

interface Way {
  readonly value: string;
  readonly title: string;
  readonly before: string;
  readonly command: string;
  readonly after: string;
}

/**
 * Ways to hand a file to a printer as it is. Each sends the bytes unchanged: `copy /b` and queues that are told
 * `raw` do, while a plain "Print" would send the file through a driver.
 */
const WAYS: readonly Way[] = [
  {
    value: 'windows',
    title: 'Windows',
    before:
      'Share the printer once: Settings › Bluetooth & devices › Printers › the machine › Printer properties › Sharing. Then, in a command prompt, with the name of the share:',
    command: 'copy /b job.prn \\\\localhost\\NameOfTheShare',
    after: 'The /b matters: without it Windows stops at the first byte that looks like the end of a text.',
  },
  {
    value: 'macos',
    title: 'macOS',
    before: 'lpstat -p lists the printers that are set up. In Terminal, with the printer’s name from there:',
    command: 'lp -d NameOfThePrinter -o raw job.prn',
    after: 'Any driver will do for setting the printer up: raw files go past it.',
  },
  {
    value: 'linux',
    title: 'Linux',
    before: 'Through CUPS, with the name that lpstat -p shows:',
    command: 'lp -d NameOfThePrinter -o raw job.prn',
    after:
      'Without CUPS, straight to the device: sudo sh -c "cat job.prn > /dev/usb/lp0" (the kernel’s usblp module must be loaded).',
  },
  {
    value: 'network',
    title: 'Over the network',
    before:
      'For the models with a network board, if its raw port 9100 is on. On any system with netcat, with the address of the machine:',
    command: 'nc -w 10 192.0.2.7 9100 < job.prn',
    after: 'Not tried on a real machine: Canon’s manuals name the port, and nobody has told how it went.',
  },
];

/** How a print file reaches the machine without this browser. */
@customElement('platen-prn-sending')
export class PrnSending extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        gap: var(--wa-space-m);
      }

      .command {
        display: flex;
        align-items: start;
        gap: var(--wa-space-xs);
        padding: var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-m);
        border-radius: var(--wa-border-radius-m);
        background: var(--platen-page);
      }

      code {
        flex: 1;
        min-width: 0;
        padding-block: 0.35em;
        overflow-wrap: anywhere;
        font: var(--wa-font-size-s) / 1.5 var(--wa-font-family-code);
      }
    `,
  ];

  @state() private chosen = systemOf(navigator.userAgent);

  override render() {
    const way = WAYS.find(({ value }) => value === this.chosen)!;
    return html`<section aria-labelledby="sending">
      <h2 id="sending">Sending a print file to the machine</h2>
      <wa-radio-group
        label="From"
        size="s"
        orientation="horizontal"
        .value=${this.chosen}
        @change=${(event: Event) => (this.chosen = String((event.currentTarget as WaRadioGroup).value))}
      >
        ${WAYS.map(({ value, title }) => html`<wa-radio appearance="button" value=${value}>${title}</wa-radio>`)}
      </wa-radio-group>
      <p>${way.before}</p>
      <div class="command">
        <code>${way.command}</code>
        <wa-copy-button value=${way.command} copy-label="Copy the command"></wa-copy-button>
      </div>
      <p class="quiet small">${way.after}</p>
    </section>`;
  }
}

function systemOf(userAgent: string): string {
  const system = operatingSystemOf(userAgent);
  return WAYS.some(({ value }) => value === system) ? system : 'linux';
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-prn-sending': PrnSending;
  }
}
