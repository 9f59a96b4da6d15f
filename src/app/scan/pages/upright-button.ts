import { proxy } from 'comlink';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { Corrections } from '../../../scan/corrections/corrections.ts';
import type { UprightProgress } from '../../../scan/pages/pages-api.ts';
import { Attempt } from '../../parts/attempt.ts';
import type { Platen } from '../../platen.ts';
import { count } from '../../words.ts';

/** Which way is up is told by any language that has the same letters. */
const LANGUAGES = ['eng'] as const;

/** Turns pages the right way up by the text that is on them; says how far it is, and can be stopped. */
@customElement('platen-upright-button')
export class UprightButton extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-xs);
      }

      .running {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--wa-space-s);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  /** Of the pages that it is about. */
  @property({ attribute: false }) ids: readonly string[] = [];
  @state() private words = '';
  @state() private result = '';

  readonly #reading = new Attempt(this);
  #isStopped = false;

  override render() {
    return html`${
      this.#reading.busy
        ? html`<div class="running">
            <span class="small" role="status">${this.words}</span>
            <wa-button size="s" appearance="outlined" @click=${this.#stop}>Stop</wa-button>
          </div>`
        : html`<wa-button size="s" appearance="outlined" @click=${this.#read}>
            <wa-icon slot="start" name="upright"></wa-icon>Turn the right way up by its text
          </wa-button>`
    }
    ${this.result ? html`<p class="quiet small" role="status">${this.result}</p>` : nothing}
    ${
      this.#reading.error
        ? html`<platen-explanation .error=${this.#reading.error} variant="warning"></platen-explanation>`
        : nothing
    }`;
  }

  readonly #read = () => {
    this.#isStopped = false;
    this.result = '';
    void this.#reading.run(() => this.#readAll(this.ids));
  };

  readonly #stop = () => {
    this.#isStopped = true;
    void this.platen.pages.call((api) => api.stop());
  };

  /** What was found before somebody stopped it holds. */
  async #readAll(ids: readonly string[]): Promise<void> {
    const turns = new Map<string, Corrections['turn']>();
    try {
      for (const [at, id] of ids.entries()) {
        if (this.#isStopped) break;
        const turn = await this.#uprightOf(id, `page ${at + 1} of ${ids.length}`);
        if (turn !== null) turns.set(id, turn);
      }
    } catch (thrown) {
      if (!this.#isStopped) throw thrown;
    } finally {
      await this.platen.scanBook.turnTo(turns);
    }
    const unread = this.#isStopped ? 0 : ids.length - turns.size;
    this.result = unread > 0 ? `${count(unread, 'page')} with too little text to tell.` : '';
  }

  #uprightOf(id: string, where: string): Promise<Corrections['turn'] | null> {
    const page = this.platen.scanBook.find(id);
    if (!page) return Promise.resolve(null);
    const hear = ({ step, share }: UprightProgress) => {
      const percent = share === null ? '' : `, ${Math.round(100 * share)} %`;
      this.words = step === 'language' ? `Loading the reader${percent}` : `Reading ${where}${percent}`;
    };
    return this.platen.pages.call((api) => api.upright(id, page.corrections, LANGUAGES, proxy(hear)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-upright-button': UprightButton;
  }
}
