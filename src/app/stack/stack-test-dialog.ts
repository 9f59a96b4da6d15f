import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type WaRadioGroup from '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { habitFrom, type StackTestAnswers } from '../../layout/stack-test.ts';
import type { StackTester } from '../state/stack-tester.ts';
import { StoreController } from '../state/store.ts';
import { closeDialog } from '../parts/close-dialog.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { stackPicture } from './stack-picture.ts';
import { stackPictureStyles } from './stack-picture.styles.ts';

interface Asked {
  readonly key: keyof StackTestAnswers;
  readonly question: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
}

const QUESTIONS: readonly Asked[] = [
  {
    key: 'letterOn',
    question: 'Where did the letter come out?',
    choices: [
      ['back', 'On the back of the number'],
      ['same-side', 'On the same side as the number'],
    ],
  },
  {
    key: 'letterOfSheetOne',
    question: 'Which letter did the sheet with the 1 get?',
    choices: [
      ['A', 'A'],
      ['B', 'B'],
    ],
  },
  {
    key: 'arrows',
    question:
      'Turn a sheet over like the page of a book, if its arrows are on two sides. Do both arrows point the same way?',
    choices: [
      ['same', 'The same way'],
      ['opposite', 'Opposite ways'],
    ],
  },
];

/** Two sheets and three questions: how this machine takes a stack back. Says `close-dialog`. */
@customElement('platen-stack-test-dialog')
export class StackTestDialog extends LitElement {
  static override readonly styles = [sharedStyles, stackPictureStyles, dialogStyles];

  @property({ attribute: false }) tester!: StackTester;
  @state() private answers: Partial<StackTestAnswers> = {};

  constructor() {
    super();
    new StoreController(this, () => [this.tester]);
  }

  override render() {
    return html`<wa-dialog open label="How stacks come back" @wa-after-hide=${closeDialog}>
      <div class="body" aria-live="polite">${this.#step()}</div>
      <div class="actions" slot="footer">
        <wa-button appearance="plain" data-dialog="close">Close</wa-button>
        ${this.#action()}
      </div>
    </wa-dialog>`;
  }

  #step() {
    switch (this.tester.step) {
      case 'idle':
        return html`<p>
          Platen prints a 1 and a 2 on two sheets. You put them back as they come out, and it prints A and B
          on them. What you then see tells how stacks have to go in.
        </p>`;
      case 'first':
        return html`<p>The sheets with 1 and 2 are being printed.</p>
          <wa-progress-bar indeterminate label="Printing"></wa-progress-bar>`;
      case 'stack':
        return html`${stackPicture('as-it-came')}
          <p>
            Put both sheets into the bypass just as they lie in the tray. Turn nothing, and keep their order.
          </p>`;
      case 'second':
        return html`<p>A and B are being printed.</p>
          <wa-progress-bar indeterminate label="Printing"></wa-progress-bar>`;
      case 'questions':
        return QUESTIONS.map((asked) => this.#question(asked));
      case 'failed':
        return html`<p>The test did not come to its end. The Jobs view says why.</p>`;
    }
  }

  #question({ key, question, choices }: Asked) {
    return html`<wa-radio-group
      label=${question}
      name=${key}
      .value=${this.answers[key] ?? ''}
      @change=${(event: Event) => {
        this.answers = { ...this.answers, [key]: (event.currentTarget as WaRadioGroup).value };
      }}
    >
      ${choices.map(([value, words]) => html`<wa-radio value=${value}>${words}</wa-radio>`)}
    </wa-radio-group>`;
  }

  #action() {
    switch (this.tester.step) {
      case 'stack':
        return html`<wa-button variant="brand" @click=${() => void this.tester.goOn()}
          >They are in</wa-button
        >`;
      case 'questions':
        return html`<wa-button appearance="outlined" @click=${() => void this.tester.begin()}
            >Print it again</wa-button
          ><wa-button variant="brand" ?disabled=${!isComplete(this.answers)} @click=${this.#learn}
            >Remember this</wa-button
          >`;
      default:
        return html`<wa-button
          variant="brand"
          ?disabled=${this.tester.step !== 'idle' && this.tester.step !== 'failed'}
          @click=${() => void this.tester.begin()}
          >Print the test</wa-button
        >`;
    }
  }

  readonly #learn = () => {
    if (!isComplete(this.answers)) return;
    this.tester.learn(habitFrom(this.answers));
    this.dispatchEvent(new CustomEvent('close-dialog'));
  };
}

function isComplete(answers: Partial<StackTestAnswers>): answers is StackTestAnswers {
  return QUESTIONS.every(({ key }) => answers[key] !== undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-stack-test-dialog': StackTestDialog;
  }
}
