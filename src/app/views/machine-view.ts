import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { MachineState } from '../../jobs/spooler-api.ts';
import { QUIRKS } from '../../machine/quirks.ts';
import { REGIONS, type Region } from '../../machine/regions.ts';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import '../machine/connection-notice.ts';
import '../stack/stack-test-dialog.ts';
import '../machine/trace-card.ts';
import '../machine/usb-help.ts';
import '../scan/scanner-quirks-panel.ts';
import type { Platen } from '../platen.ts';
import { StoreController } from '../state/store.ts';
import { machineName, machineStatusInWords } from '../words.ts';
import { machineViewStyles } from './machine-view.styles.ts';

const CONFIDENCE = {
  read: 'documented',
  likely: 'likely',
  recalled: 'from memory',
  unknown: 'not known',
} as const;

/** What the machine is, how it is connected, and what nobody knows about it yet. */
@customElement('platen-machine-view')
export class MachineView extends LitElement {
  static override readonly styles = [sharedStyles, machineViewStyles];

  @property({ attribute: false }) platen!: Platen;
  @state() private testsStack = false;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.machine, this.platen.preferences]);
  }

  override render() {
    const { machine } = this.platen;
    const { machine: state } = machine.snapshot;
    const known = state.status !== 'none' && state.name !== '';
    return html`
      <h1>Machine</h1>
      <div class="columns">
        <div class="column">
          <platen-connection-notice .machine=${machine}></platen-connection-notice>
          ${known ? this.#identity(state) : nothing} ${this.#region()} ${this.#stack()}
        </div>
        <div class="column">
          <section class="card" aria-labelledby="help">
            <h2 id="help">If it will not connect</h2>
            <platen-usb-help></platen-usb-help>
          </section>
          <platen-trace-card .machine=${machine}></platen-trace-card>
          ${this.#quirks()}
          <platen-scanner-quirks-panel
            .preferences=${this.platen.preferences}
            .scanner=${this.platen.scanner}
          ></platen-scanner-quirks-panel>
        </div>
      </div>
    `;
  }

  #identity(state: MachineState) {
    const { machine, preferences } = this.platen;
    return html`<section class="card" aria-labelledby="identity">
      <div class="title">
        <wa-icon name=${state.simulated ? 'flask' : 'printer'}></wa-icon>
        <div>
          <h2 id="identity">${machineName(state)}</h2>
          <p class="quiet">${machineStatusInWords(state)}</p>
        </div>
      </div>
      <dl>
        <dt>Connection</dt>
        <dd>${state.simulated ? 'Simulated in this page' : 'USB'}</dd>
        <dt>Calls itself</dt>
        <dd>${state.name}</dd>
        <dt>Serial number</dt>
        <dd>${state.serialNumber ?? 'It tells none'}</dd>
        <dt>Paper and state</dt>
        <dd>${portInWords(state.port)}</dd>
        <dt>IEEE 1284 device ID</dt>
        <dd>${state.deviceId ? html`<code>${state.deviceId}</code>` : 'It tells none'}</dd>
      </dl>
      <div class="actions">
        ${
          machine.connected
            ? html`<wa-button
                size="s"
                appearance="outlined"
                ?disabled=${machine.isPrinting}
                @click=${() => machine.disconnect()}
              >
                <wa-icon slot="start" name="unplug"></wa-icon>Disconnect
              </wa-button>`
            : nothing
        }
        ${
          preferences.current.lastMachine
            ? html`<wa-button
                size="s"
                appearance="plain"
                variant="danger"
                ?disabled=${machine.isPrinting}
                @click=${() => machine.forget()}
                >Forget this machine</wa-button
              >`
            : nothing
        }
        ${state.simulated ? html`<a href="#/tray">Output tray and troubles</a>` : nothing}
      </div>
      ${machine.isPrinting ? html`<p class="quiet small">A job is under way; it has to end first.</p>` : nothing}
    </section>`;
  }

  #region() {
    const { preferences } = this.platen;
    return html`<section class="card" aria-labelledby="region">
      <h2 id="region">Where it was sold</h2>
      <wa-radio-group
        label="Canon built the family in two versions that know slightly different paper types."
        size="s"
        .value=${preferences.current.region}
        @change=${(event: Event) =>
          preferences.update({ region: (event.currentTarget as WaRadioGroup).value as Region })}
      >
        ${Object.entries(REGIONS).map(([name, { title }]) => html`<wa-radio value=${name}>${title}</wa-radio>`)}
      </wa-radio-group>
    </section>`;
  }

  #stack() {
    const { preferences, stackTester, machine } = this.platen;
    const { stackHabit } = preferences.current;
    const { step, isUnderWay } = stackTester;
    const waiting = step === 'questions' ? '; what it shows is still to be told' : '';
    const test = stackHabit ? 'Test it again…' : 'Test it with two sheets…';
    const how =
      stackHabit?.refeed === 'turned-over' ? 'turned over like the page of a book' : 'as they left the tray';
    return html`<section class="card" aria-labelledby="stack">
      <h2 id="stack">Sheets turned by hand</h2>
      <p class="quiet">
        ${
          stackHabit
            ? `A test has shown: stacks go into the bypass ${how}.`
            : 'Labels, transparencies and heavy paper get their second sides when somebody puts the stack back. How this machine takes it, a test with two sheets shows.'
        }
      </p>
      ${isUnderWay ? html`<p>A test has been begun${waiting}.</p>` : nothing}
      <div class="actions">
        <wa-button
          size="s"
          appearance="outlined"
          ?disabled=${!machine.connected}
          @click=${() => (this.testsStack = true)}
          >${isUnderWay ? 'Go on with the test…' : test}</wa-button
        >
      </div>
      ${machine.connected ? nothing : html`<p class="quiet small">Connect the machine first.</p>`}
      ${
        this.testsStack
          ? html`<platen-stack-test-dialog
              .tester=${stackTester}
              @close-dialog=${() => (this.testsStack = false)}
            ></platen-stack-test-dialog>`
          : nothing
      }
    </section>`;
  }

  #quirks() {
    return html`<section class="card" aria-labelledby="quirks">
      <h2 id="quirks">What is not known about the machine</h2>
      <p class="quiet">
        Canon publishes little. Where its papers are silent, Platen works with these answers.
      </p>
      <wa-details appearance="plain"
        ><span slot="summary">Show the ${Object.keys(QUIRKS).length} open questions</span>
        <ul class="quirks">
          ${Object.values(QUIRKS).map(
            ({ question, answer, confidence, source }) =>
              html`<li>
                <h3>${question}</h3>
                <p>
                  ${answerInWords(answer)}
                  <wa-badge appearance="filled" variant=${confidence === 'unknown' ? 'warning' : 'neutral'}
                    >${CONFIDENCE[confidence]}</wa-badge
                  >
                </p>
                <p class="quiet small">${source}</p>
              </li>`,
          )}
        </ul>
      </wa-details>
    </section>`;
  }
}

function portInWords(port: MachineState['port']): string {
  if (!port) return 'It has not answered the question';
  const words = [port.paperEmpty ? 'Out of paper' : 'Has paper'];
  words.push(port.selected ? 'online' : 'offline');
  words.push(port.notError ? 'no error' : 'reports an error');
  return words.join(', ');
}

function answerInWords(answer: unknown): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
  if (typeof answer === 'object' && answer !== null) {
    return Object.entries(answer)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  }
  return typeof answer === 'number' ? answer.toLocaleString('en') : String(answer).replaceAll('-', ' ');
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-machine-view': MachineView;
  }
}
