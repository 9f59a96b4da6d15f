import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type WaSelect from '@awesome.me/webawesome/dist/components/select/select.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { SCANNER_QUIRKS } from '../../machine/scanner-quirks.ts';
import type { Lesson } from '../../scan/session/learned-quirks.ts';
import type { LargestPageName, ScannerAnswers } from '../../scan/session/scanner-answers.ts';
import type { PreferencesStore } from '../state/preferences-store.ts';
import { StoreController } from '../state/store.ts';
import type { ScannerStore } from './scanner-store.ts';

type YesNoQuestion = Exclude<keyof ScannerAnswers, 'largestPage'>;

const YES_NO: readonly YesNoQuestion[] = ['backsTurned', 'backsFirst', 'otherResolutions', 'endsEveryPage'];
const LARGEST: readonly { readonly name: LargestPageName; readonly title: string }[] = [
  { name: 'tested', title: '215 × 294 mm, as tested' },
  { name: 'A4', title: 'All of A4' },
  { name: 'Legal', title: 'All of Legal' },
];

/** Open questions about the scanner, for somebody who has it to answer. */
@customElement('platen-scanner-quirks-panel')
export class ScannerQuirksPanel extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      .card {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
      }
    `,
  ];

  @property({ attribute: false }) preferences!: PreferencesStore;
  @property({ attribute: false }) scanner!: ScannerStore;

  constructor() {
    super();
    new StoreController(this, () => [this.preferences, this.scanner]);
  }

  override render() {
    const answers = this.preferences.current.scannerAnswers;
    const isChanged = Object.values(answers).some((answer) => answer !== undefined);
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">What is not known about the scanner</h2>
      <p class="quiet">
        These are settings: when a scan shows that this machine does otherwise, say so here. The next scan
        goes by it.
      </p>
      ${this.#largest(answers.largestPage ?? 'tested')}
      ${YES_NO.map((question) => this.#yesOrNo(question, answers[question]))}
      ${
        isChanged
          ? html`<div>
              <wa-button size="s" appearance="outlined" @click=${() => this.#keep({})}
                >As tested again</wa-button
              >
            </div>`
          : nothing
      }
    </section>`;
  }

  #largest(name: LargestPageName) {
    const { question, source } = SCANNER_QUIRKS.largestPage;
    return html`<wa-select
      size="s"
      label=${question}
      hint=${source + this.#shown('largestPage')}
      .value=${name}
      @change=${(event: Event) => {
        const chosen = String((event.currentTarget as WaSelect).value) as LargestPageName;
        this.#answer({ largestPage: chosen === 'tested' ? undefined : chosen });
      }}
    >
      ${LARGEST.map(({ name, title }) => html`<wa-option value=${name}>${title}</wa-option>`)}
    </wa-select>`;
  }

  #yesOrNo(name: YesNoQuestion, given: boolean | undefined) {
    const { question, source, answer } = SCANNER_QUIRKS[name];
    const words = (yes: boolean) => `${yes ? 'Yes' : 'No'}${yes === answer ? ', as tested' : ''}`;
    return html`<wa-select
      size="s"
      label=${question}
      hint=${source + this.#shown(name)}
      .value=${(given ?? answer) ? 'yes' : 'no'}
      @change=${(event: Event) => {
        const isYes = (event.currentTarget as WaSelect).value === 'yes';
        this.#answer({ [name]: isYes === answer ? undefined : isYes });
      }}
    >
      <wa-option value="yes">${words(true)}</wa-option>
      <wa-option value="no">${words(false)}</wa-option>
    </wa-select>`;
  }

  /** What the last scan that touched the question has shown. */
  #shown(question: keyof ScannerAnswers): string {
    const lesson = this.scanner.state.lessons?.find(({ quirk }: Lesson) => quirk === question);
    if (!lesson) return '';
    return lesson.holds
      ? '. The last scan has shown that it does.'
      : '. The machine has refused the last scan.';
  }

  #answer(answer: {
    readonly [Question in keyof ScannerAnswers]?: ScannerAnswers[Question] | undefined;
  }): void {
    const all = { ...this.preferences.current.scannerAnswers, ...answer };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    this.#keep(Object.fromEntries(given) as ScannerAnswers);
  }

  #keep(scannerAnswers: ScannerAnswers): void {
    this.preferences.update({ scannerAnswers });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scanner-quirks-panel': ScannerQuirksPanel;
  }
}
