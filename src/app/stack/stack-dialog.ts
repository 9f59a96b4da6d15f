import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import { UNKNOWN_STACK } from '../../layout/two-pass.ts';
import type { StackHabit } from '../../machine/stack-habit.ts';
import { count, paperSheets } from '../words.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { stackPicture } from './stack-picture.ts';
import { stackPictureStyles } from './stack-picture.styles.ts';

/** Shows how the stack goes back for its second sides. Says `stack-is-in`, `test-stack` or `close-dialog`. */
@customElement('platen-stack-dialog')
export class StackDialog extends LitElement {
  static override readonly styles = [
    sharedStyles,
    stackPictureStyles,
    dialogStyles,
    css`
      ol {
        margin: 0;
        padding-inline-start: 1.4em;
        list-style: decimal;
        display: grid;
        gap: var(--wa-space-2xs);
      }
    `,
  ];

  @property({ attribute: false }) job!: QueuedJobView;
  /** null: nobody has tried it with this machine. */
  @property({ attribute: false }) habit: StackHabit | null = null;
  @state() private going = false;

  override render() {
    const { refeed } = this.habit ?? UNKNOWN_STACK;
    const sheets = count(paperSheets(this.job) * this.job.copies, 'sheet');
    return html`<wa-dialog open label="Put the stack back" @wa-after-hide=${closeDialog}>
      <div class="body">
        ${stackPicture(refeed)}
        <ol>
          <li>Take all ${sheets} from the output tray, as they lie. Do not sort them.</li>
          <li>
            ${
              refeed === 'turned-over'
                ? 'Turn the whole stack over, like the page of a book.'
                : 'Leave them as they are; turn nothing.'
            }
          </li>
          <li>Put them into the bypass until they stop. Take other paper out of it first.</li>
        </ol>
        ${
          this.habit
            ? nothing
            : html`<wa-callout variant="neutral" size="s">
                <wa-icon slot="icon" name="info"></wa-icon>
                <p>
                  Nobody has told Platen yet how this machine takes a stack back, so this is a guess. Two
                  sheets of paper show it for good; this job waits meanwhile.
                </p>
                <wa-button size="s" appearance="outlined" @click=${() => this.#say('test-stack')}
                  >Test it with two sheets…</wa-button
                >
              </wa-callout>`
        }
      </div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Not now</wa-button>
        <wa-button variant="brand" ?loading=${this.going} @click=${this.#go}
          >The stack is in: print the second sides</wa-button
        >
      </div>
    </wa-dialog>`;
  }

  readonly #go = () => {
    this.going = true;
    this.#say('stack-is-in');
  };

  #say(what: 'stack-is-in' | 'test-stack'): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-stack-dialog': StackDialog;
  }
}
