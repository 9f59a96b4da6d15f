import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { operatingSystemOf, type OperatingSystem } from '../../errors/operating-system.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';

/** What each operating system wants before a page may open the machine. */
@customElement('platen-usb-help')
export class UsbHelp extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host,
      .text {
        display: grid;
        gap: var(--wa-space-xs);
      }

      wa-details {
        --spacing: var(--wa-space-s);
      }

      ol {
        display: grid;
        gap: var(--wa-space-2xs);
        padding-inline-start: 1.4em;
        list-style: decimal;
      }

      .command {
        display: flex;
        align-items: center;
        gap: var(--wa-space-2xs);
        padding: var(--wa-space-2xs) var(--wa-space-2xs) var(--wa-space-2xs) var(--wa-space-s);
        border-radius: var(--wa-border-radius-m);
        background: var(--platen-page);
      }

      code {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
        font: var(--wa-font-size-s) var(--wa-font-family-code);
      }
    `,
  ];

  /** The system whose section is open at first. */
  @property() system: OperatingSystem = operatingSystemOf(navigator.userAgent);

  override render() {
    return html`
      ${this.#section('windows', 'Windows', windowsHelp)} ${this.#section('linux', 'Linux', linuxHelp)}
      ${this.#section('macos', 'macOS', macHelp)} ${this.#section('android', 'Android', androidHelp)}
      ${this.#section('chromeos', 'ChromeOS', chromeosHelp)}
    `;
  }

  #section(system: OperatingSystem, title: string, text: unknown) {
    return html`<wa-details name="system" ?open=${system === this.system}
      ><span slot="summary">${title}</span>
      <div class="text">${text}</div>
    </wa-details>`;
  }
}

const windowsHelp = html`
  <p>
    Windows gives a printer to its own printer driver, and then no page can open it. The machine’s USB
    printing interface needs the <strong>WinUSB</strong> driver instead.
  </p>
  <ol>
    <li>
      If you can, do this before you plug the machine in for the first time: do not install Canon’s driver.
    </li>
    <li>
      Plug the machine in. In Device Manager find its printing interface (“USB Printing Support”), and with
      “Update driver → Browse → Let me pick” choose
      <strong>Universal Serial Bus devices → WinUSB Device</strong>.
    </li>
    <li>Unplug the machine, plug it in again, and connect.</li>
  </ol>
  <p class="quiet small">
    From then on this computer prints to the machine through Platen only. “Roll back driver” undoes it.
  </p>
`;

const RULE_COMMAND =
  'sudo cp 70-platen.rules /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger';

const linuxHelp = html`
  <p>Linux lets only the administrator and the print system open a printer. A rule lets you do it too.</p>
  <ol>
    <li><a href="./linux/70-platen.rules" download>Download 70-platen.rules</a>.</li>
    <li>In the folder it was saved to, run:</li>
  </ol>
  <div class="command">
    <code>${RULE_COMMAND}</code>
    <wa-copy-button value=${RULE_COMMAND} copy-label="Copy the command"></wa-copy-button>
  </div>
  <p>
    Then unplug the machine, plug it in again, and connect. If Chrome is a snap or a flatpak, also allow it
    raw USB:
    <code>sudo snap connect chromium:raw-usb</code>. If the system’s own driver holds the machine, open
    <code>chrome://flags/#automatic-usb-detach</code>, enable it, and restart Chrome. If CUPS has a queue for
    the machine, pause it while Platen prints.
  </p>
`;

const macHelp = html`
  <p>
    Nothing to install. If the machine was added in System Settings → Printers, remove it there: the system’s
    queue and Platen cannot hold it at the same time.
  </p>
`;

const androidHelp = html`
  <p>
    Use Chrome, and a USB-C (OTG) adapter with the machine’s USB cable. Android asks once whether Chrome may
    use the device; allow it.
  </p>
`;

const chromeosHelp = html`
  <p>
    Remove the machine from Settings → Printing if it is listed there, then connect. On a managed device the
    administrator has to allow USB for this site.
  </p>
`;

declare global {
  interface HTMLElementTagNameMap {
    'platen-usb-help': UsbHelp;
  }
}
