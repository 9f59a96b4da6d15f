import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { asPlatenError, toRecord, type ErrorRecord } from '../../errors/platen-error.ts';
import type { SheetPlan } from '../../layout/sheet-plan.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { JobDraft } from '../state/job-draft.ts';
import type { JobPages } from '../state/job-pages.ts';
import { StoreController } from '../state/store.ts';
import './settings-panel.ts';

/** Settings of a job that is there already. Stays open until `use` has taken them; says `close-dialog`. */
@customElement('platen-job-settings-dialog')
export class JobSettingsDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      wa-dialog {
        --width: min(30rem, 100vw - 2rem);
      }

      .body {
        display: grid;
        gap: var(--wa-space-m);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property() label = '';
  /** What the button does. */
  @property() action = '';
  @property({ attribute: false }) draft!: JobDraft;
  @property({ attribute: false }) pages!: JobPages;
  /** Takes settings and plan; what it throws is said in the dialog. */
  @property({ attribute: false }) use!: (settings: PrintSettings, plan: SheetPlan) => Promise<unknown>;
  @state() private error: ErrorRecord | null = null;
  @state() private busy = false;

  constructor() {
    super();
    new StoreController(this, () => [this.draft]);
  }

  override render() {
    return html`<wa-dialog open label=${this.label} @wa-after-hide=${this.#closed}>
      <div class="body">
        <platen-settings-panel plain .editor=${this.draft}></platen-settings-panel>
        ${this.error ? html`<platen-explanation .error=${this.error}></platen-explanation>` : nothing}
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
        <wa-button
          variant="brand"
          ?disabled=${this.draft.conflicts.length > 0}
          ?loading=${this.busy}
          @click=${this.#apply}
          >${this.action}</wa-button
        >
      </div>
    </wa-dialog>`;
  }

  readonly #apply = async () => {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    const { settings } = this.draft;
    try {
      await this.use(settings, await this.pages.planFor(settings));
      this.dispatchEvent(new CustomEvent('close-dialog'));
    } catch (thrown) {
      this.error = toRecord(asPlatenError(thrown));
    } finally {
      this.busy = false;
    }
  };

  readonly #closed = (event: Event) => {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-settings-dialog': JobSettingsDialog;
  }
}
