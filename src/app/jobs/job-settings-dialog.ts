import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { SheetPlan } from '../../layout/sheet-plan.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { JobDraft } from '../state/job-draft.ts';
import type { JobPages } from '../state/job-pages.ts';
import { StoreController } from '../state/store.ts';
import { Attempt } from '../parts/attempt.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import '../settings/settings-panel.ts';

/** Settings of a job that is there already. Stays open until `use` has taken them; says `close-dialog`. */
@customElement('platen-job-settings-dialog')
export class JobSettingsDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(30rem, 100vw - 2rem);
      }

      .body {
        display: grid;
        gap: var(--wa-space-m);
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
  readonly #attempt = new Attempt(this);

  constructor() {
    super();
    new StoreController(this, () => [this.draft]);
  }

  override render() {
    const { busy, error } = this.#attempt;
    return html`<wa-dialog open label=${this.label} @wa-after-hide=${closeDialog}>
      <div class="body">
        <platen-settings-panel plain .editor=${this.draft}></platen-settings-panel>
        ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Cancel</wa-button>
        <wa-button
          variant="brand"
          ?disabled=${this.draft.conflicts.length > 0}
          ?loading=${busy}
          @click=${this.#apply}
          >${this.action}</wa-button
        >
      </div>
    </wa-dialog>`;
  }

  readonly #apply = async () => {
    const { settings } = this.draft;
    const apply = async () => this.use(settings, await this.pages.planFor(settings));
    if (await this.#attempt.run(apply)) this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-settings-dialog': JobSettingsDialog;
  }
}
