import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type WaNumberInput from '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import { explain } from '../../errors/catalogue.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { QueuedJobView, ResumeAnswer, ResumeQuestion } from '../../jobs/queue-api.ts';
import type { JobPages } from '../state/job-pages.ts';
import { count, titleOf } from '../words.ts';
import { pickStyles } from '../parts/dialog-styles.ts';
import './sheet-picture.ts';

/** The machine holds but a few sheets: the last good one is seldom further back than this. */
const SHOWN = 6;

/** Asks which sheet of an interrupted job was the last good one. Says `resume-answer`. */
@customElement('platen-resume-card')
export class ResumeCard extends LitElement {
  static override readonly styles = [
    sharedStyles,
    pickStyles,
    css`
      .card {
        display: grid;
        gap: var(--wa-space-m);
        padding: var(--wa-space-l);
        border-color: var(--wa-color-warning-border-loud);
        border-width: 2px;
      }

      .title {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--wa-space-m);
        align-items: center;
      }

      .title wa-icon {
        grid-row: span 2;
        font-size: 2rem;
        color: var(--wa-color-warning-on-quiet);
      }

      h2 {
        font-size: var(--wa-font-size-l);
      }

      .title p {
        overflow-wrap: anywhere;
      }

      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        margin-block-end: var(--wa-space-xs);
        padding: 0;
        font-weight: var(--wa-font-weight-semibold);
      }

      .sheets {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-2xs);
        margin-inline: calc(-1 * var(--wa-space-xs));
      }

      .none {
        place-content: center;
        width: 92px;
        min-height: 6rem;
        border: 2px dashed var(--wa-color-neutral-border-normal);
        border-radius: 2px;
        display: grid;
        text-align: center;
      }

      wa-number-input {
        max-width: 16rem;
        margin-block-start: var(--wa-space-s);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) job!: QueuedJobView;
  /** null while they are being fetched, or when the documents are gone: then there are numbers only. */
  @property({ attribute: false }) pages: JobPages | null = null;
  @state() private lastGood: number | null = null;

  override render() {
    const { job, lastGood } = this;
    if (job.isPrintFile) return this.#aboutPrintFile();
    const { sheets, sheetsPossible, reason, copies } = job.question!;
    const rest = lastGood === null ? null : sheets - lastGood;
    return html`<section class="card" aria-labelledby="question">
      <div class="title">
        <wa-icon name="help"></wa-icon>
        <h2 id="question">Which was the last good sheet?</h2>
        <p class="quiet">${titleOf(job)}</p>
      </div>
      <p>
        ${explain({ code: reason, params: {} }).what}
        ${takenInWords(job.question!, job.turnedByHand ? 'side' : 'sheet')} Look at the stack.
        ${copies > 1 ? `There were to be ${copies} copies: choose the last sheet that is there in all of them.` : nothing}
      </p>
      <fieldset>
        <legend>The last ${job.turnedByHand ? 'side' : 'sheet'} that came out well</legend>
        <div class="sheets">${this.#choices()}</div>
        ${
          sheetsPossible > SHOWN
            ? html`<wa-number-input
                size="s"
                label=${job.turnedByHand ? 'Or another side, by its number in order of printing' : 'Or another sheet, by number'}
                min="0"
                max=${sheetsPossible}
                step="1"
                .value=${lastGood === null ? '' : String(lastGood)}
                @change=${this.#numbered}
              ></wa-number-input>`
            : nothing
        }
      </fieldset>
      <div class="actions">
        <wa-button
          variant="brand"
          ?disabled=${rest === null}
          @click=${() => this.#answer({ kind: 'resume', lastGoodSheet: lastGood! })}
          >${this.#restInWords(rest)}</wa-button
        >
        <wa-button appearance="outlined" @click=${() => this.#answer({ kind: 'restart' })}
          >Start again from sheet 1</wa-button
        >
        <wa-button appearance="plain" variant="danger" @click=${() => this.#answer({ kind: 'give-up' })}
          >Give the job up</wa-button
        >
      </div>
    </section>`;
  }

  /** Nobody can cut a print file: it is sent again whole, or not. */
  #aboutPrintFile() {
    const { sheets, reason } = this.job.question!;
    return html`<section class="card" aria-labelledby="question">
      <div class="title">
        <wa-icon name="help"></wa-icon>
        <h2 id="question">Did every sheet come out?</h2>
        <p class="quiet">${titleOf(this.job)}</p>
      </div>
      <p>
        ${explain({ code: reason, params: {} }).what} ${takenInWords(this.job.question!, 'sheet')} A print
        file can only be sent again from the beginning: sheets that are there would come out twice.
      </p>
      <div class="actions">
        <wa-button variant="brand" @click=${() => this.#answer({ kind: 'restart' })}
          >Send it again from sheet 1</wa-button
        >
        <wa-button
          appearance="outlined"
          @click=${() => this.#answer({ kind: 'resume', lastGoodSheet: sheets })}
          >Everything is there</wa-button
        >
        <wa-button appearance="plain" variant="danger" @click=${() => this.#answer({ kind: 'give-up' })}
          >Give the job up</wa-button
        >
      </div>
    </section>`;
  }

  #choices() {
    const { sheetsPossible: last } = this.job.question!;
    const first = Math.max(1, last - SHOWN + 1);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return html`${this.#choice(0, html`<div class="none quiet small">None came out</div>`, 'None')}
    ${repeat(
      numbers,
      (number) => number,
      (number) => {
        const sheet = this.pages?.contents.plan.sheets[number - 1];
        const picture = sheet
          ? html`<platen-sheet-picture .pages=${this.pages} .sheet=${sheet}></platen-sheet-picture>`
          : nothing;
        return this.#choice(number, picture, this.#nameOf(number));
      },
    )}`;
  }

  #choice(number: number, picture: unknown, words: string) {
    return html`<label class="pick">
      ${picture}
      <span>
        <input
          type="radio"
          name="last-good"
          .checked=${this.lastGood === number}
          @change=${() => (this.lastGood = number)}
        />${words}
      </span>
    </label>`;
  }

  /** Of what passed `number`th. A stack that a person turns over passes again, for its second sides. */
  #nameOf(number: number): string {
    const { turnedByHand } = this.job;
    if (!turnedByHand) return `Sheet ${number}`;
    return number > turnedByHand ? `Second side ${number - turnedByHand}` : `First side ${number}`;
  }

  #restInWords(rest: number | null): string {
    const { sheets } = this.job.question!;
    if (rest === null || (rest > 0 && this.job.turnedByHand)) return 'Print the rest';
    if (rest === 0) return 'Everything is there';
    return rest === 1 ? `Print sheet ${sheets}` : `Print sheets ${sheets - rest + 1} to ${sheets}`;
  }

  readonly #numbered = (event: Event) => {
    const { value } = event.currentTarget as WaNumberInput;
    const number = Number(value);
    if (
      value !== '' &&
      Number.isInteger(number) &&
      number >= 0 &&
      number <= this.job.question!.sheetsPossible
    ) {
      this.lastGood = number;
    }
  };

  #answer(detail: ResumeAnswer): void {
    this.dispatchEvent(new CustomEvent<ResumeAnswer>('resume-answer', { detail }));
  }
}

/** Claims no more than is known: what was acknowledged, and what may have arrived behind it. */
function takenInWords(
  { sheets, sheetsAccepted: sure, sheetsPossible: possible }: ResumeQuestion,
  noun: 'sheet' | 'side',
): string {
  const perhaps = possible - sure === 1 ? `${noun} ${possible}` : `${noun}s ${sure + 1} to ${possible}`;
  const taken =
    sure === 0 && possible > 0
      ? `The machine may have taken ${perhaps} of ${sheets} whole`
      : `The machine had taken ${sure} of ${count(sheets, noun)} whole`;
  const more = sure > 0 && possible > sure ? `, and perhaps ${perhaps} as well` : '';
  return `${taken}${more}; not all that it took need have come out.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-resume-card': ResumeCard;
  }
}
