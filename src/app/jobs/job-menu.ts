import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import { titleOf } from '../words.ts';
import { askFor, itemsFor, type JobAction } from './job-actions.ts';

/**
 * Everything else that can be done with a job, folded away. The items come to life when somebody turns to the
 * menu: a page of the history has fifty of them, and most are never opened.
 */
@customElement('platen-job-menu')
export class JobMenu extends LitElement {
  static override readonly styles = sharedStyles;

  @property({ attribute: false }) job!: QueuedJobView;
  @state() private wanted = false;

  override render() {
    const { job } = this;
    const want = () => (this.wanted = true);
    return html`<wa-dropdown
      placement="bottom-end"
      @focusin=${want}
      @pointerenter=${want}
      @wa-show=${want}
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) =>
        askFor(this, event.detail.item.value as JobAction, job)}
    >
      <wa-button slot="trigger" appearance="plain" size="s" ?disabled=${job.cancelling}>
        <wa-icon name="ellipsis" label="More for ${titleOf(job)}"></wa-icon>
      </wa-button>
      ${this.wanted ? this.#items() : nothing}
    </wa-dropdown>`;
  }

  #items() {
    return itemsFor(this.job).map((item) => {
      if (item === 'line') return html`<wa-divider></wa-divider>`;
      const { action, title, icon, danger, current } = item;
      return html`<wa-dropdown-item
        value=${action}
        ?disabled=${current ?? false}
        variant=${danger ? 'danger' : 'default'}
      >
        <wa-icon slot="icon" name=${icon}></wa-icon>${title}
      </wa-dropdown-item>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-menu': JobMenu;
  }
}
