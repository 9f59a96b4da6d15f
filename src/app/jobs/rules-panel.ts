import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { QueuePolicy } from '../../jobs/queue-api.ts';
import type { Platen } from '../platen.ts';
import { Attention } from '../state/attention.ts';
import { StoreController } from '../state/store.ts';
import { bytesInWords } from '../words.ts';

const INTERRUPTED: readonly { value: QueuePolicy['interrupted']; title: string; hint: string }[] = [
  { value: 'ask', title: 'Ask me', hint: 'It waits until somebody says which was the last good sheet.' },
  {
    value: 'resume',
    title: 'Go on',
    hint: 'With what is missing, where it is certain which sheets the machine has; else it asks.',
  },
  { value: 'restart', title: 'Start again', hint: 'From the first sheet. Some sheets come out twice.' },
  {
    value: 'hold',
    title: 'Put it on hold',
    hint: 'Other jobs go on; somebody decides about this one later.',
  },
];
const DAYS = [1, 7, 30, 90, 365] as const;
const STALE_MINUTES = [2, 15, 60, 720, 1440] as const;
const MEGABYTES = [50, 200, 1000, 5000] as const;
const FOREVER = 'forever';

/** The rules of this installation: interrupted jobs, how long the history is kept, notifications. */
@customElement('platen-rules-panel')
export class RulesPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: var(--wa-space-l);
        align-items: start;
      }

      .column {
        display: grid;
        gap: var(--wa-space-l);
      }

      .card {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }

      .hint {
        display: block;
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-s);
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: var(--wa-space-m);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private policy: QueuePolicy | null = null;
  @state() private usedBytes: number | null = null;
  @state() private refused = false;
  @state() private error: ErrorRecord | null = null;

  constructor() {
    super();
    new StoreController(this, () => [this.platen.preferences, this.platen.machine]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const { policy } = this;
    return html`
      ${this.error ? html`<platen-explanation .error=${this.error}></platen-explanation>` : nothing}
      ${policy ? html`${this.#interrupted(policy)}` : nothing}
      <div class="column">${policy ? this.#keeping(policy) : nothing} ${this.#notifications()}</div>
    `;
  }

  #interrupted(policy: QueuePolicy) {
    return html`<section class="card" aria-labelledby="interrupted">
      <h2 id="interrupted">When a job is interrupted</h2>
      <wa-radio-group
        label="After an unplugged cable, a jam, or a computer that slept, when nobody can be certain how many sheets came out:"
        size="s"
        .value=${policy.interrupted}
        @change=${(event: Event) => {
          const { value } = event.currentTarget as WaRadioGroup;
          void this.#set({ interrupted: value as QueuePolicy['interrupted'] });
        }}
      >
        ${INTERRUPTED.map(
          ({ value, title, hint }) =>
            html`<wa-radio value=${value}>${title}<span class="hint">${hint}</span></wa-radio>`,
        )}
      </wa-radio-group>
      <p class="quiet small">
        For a machine that nobody watches, “Go on” or “Start again” keeps the queue moving; other jobs never
        wait for an answer. A job of which nothing had left yet goes on by itself, unless it is put on hold.
      </p>
      ${this.#limit(
        'Put jobs on hold that are found at the start, and have waited for more than',
        policy.staleMinutes,
        STALE_MINUTES,
        minutesInWords,
        (staleMinutes) => this.#set({ staleMinutes }),
      )}
    </section>`;
  }

  #keeping(policy: QueuePolicy) {
    return html`<section class="card" aria-labelledby="keeping">
      <h2 id="keeping">How long the history is kept</h2>
      <p class="quiet">
        Jobs that have ended, and their documents, are erased beyond these limits, the oldest first. The books
        stay.
      </p>
      <div class="pair">
        ${this.#limit('At most for', policy.keepDays, DAYS, daysInWords, (keepDays) => this.#set({ keepDays }))}
        ${this.#limit(
          'At most',
          policy.keepMegabytes,
          MEGABYTES,
          (megabytes) => (megabytes < 1000 ? `${megabytes} MB` : `${megabytes / 1000} GB`),
          (keepMegabytes) => this.#set({ keepMegabytes }),
        )}
      </div>
      ${
        this.usedBytes === null
          ? nothing
          : html`<p class="quiet small">
              Platen uses ${bytesInWords(this.usedBytes)} on this computer now, its own program included.
              ${this.platen.machine.snapshot.persistence === 'kept' ? 'The browser has promised to keep it.' : nothing}
            </p>`
      }
    </section>`;
  }

  #limit(
    label: string,
    value: number | null,
    choices: readonly number[],
    words: (amount: number) => string,
    set: (amount: number | null) => void,
  ) {
    const offered = value === null || choices.includes(value) ? choices : [...choices, value];
    return html`<wa-select
      size="s"
      label=${label}
      .value=${value === null ? FOREVER : String(value)}
      @change=${(event: Event) => {
        const chosen = String((event.currentTarget as WaSelect).value);
        set(chosen === FOREVER ? null : Number(chosen));
      }}
    >
      ${offered.map((amount) => html`<wa-option value=${String(amount)}>${words(amount)}</wa-option>`)}
      <wa-option value=${FOREVER}>No limit</wa-option>
    </wa-select>`;
  }

  #notifications() {
    const { preferences } = this.platen;
    const blocked = this.refused || (Attention.supported && Notification.permission === 'denied');
    return html`<section class="card" aria-labelledby="notifications">
      <h2 id="notifications">Notifications</h2>
      <wa-switch
        size="s"
        ?disabled=${!Attention.supported}
        .checked=${preferences.current.notifications && !blocked}
        hint="When a job of more than half a minute ends, or needs paper or an answer, while you look elsewhere."
        @change=${this.#notify}
        >Tell me</wa-switch
      >
      ${
        blocked
          ? html`<p class="small" role="status">
              The browser does not allow notifications here. Allow them in the site settings (the icon left of
              the address).
            </p>`
          : nothing
      }
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      this.policy = await this.platen.queue.api.policy();
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    }
    const estimate = await navigator.storage?.estimate().catch(() => null);
    this.usedBytes = estimate?.usage ?? null;
  }

  async #set(patch: Partial<QueuePolicy>): Promise<void> {
    const before = this.policy!;
    this.policy = { ...before, ...patch };
    this.error = null;
    try {
      await this.platen.queue.api.setPolicy(this.policy);
    } catch (thrown) {
      this.policy = before;
      this.error = toRecord(asPlatenError(thrown));
    }
  }

  readonly #notify = async (event: Event) => {
    const wanted = (event.currentTarget as WaSwitch).checked;
    this.refused = wanted && !(await this.platen.attention.askPermission());
    this.platen.preferences.update({ notifications: wanted && !this.refused });
  };
}

function minutesInWords(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
}

function daysInWords(days: number): string {
  if (days === 1) return 'a day';
  if (days === 365) return 'a year';
  return `${days} days`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-rules-panel': RulesPanel;
  }
}
