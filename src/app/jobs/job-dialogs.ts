import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { QueuedJobView } from '../../jobs/queue-api.ts';
import type { MachineTarget } from '../../jobs/spooler-api.ts';
import type { SheetPlan } from '../../layout/sheet-plan.ts';
import type { PrintSettings } from '../../settings/print-settings.ts';
import type { Platen } from '../platen.ts';
import { JobDraft } from '../state/job-draft.ts';
import type { JobPages } from '../state/job-pages.ts';
import { titleOf } from '../words.ts';
import '../parts/confirm-dialog.ts';
import type { ConfirmDialog } from '../parts/confirm-dialog.ts';
import type { JobAction } from './job-actions.ts';
import './job-settings-dialog.ts';
import './move-dialog.ts';
import './pin-dialog.ts';
import './sheets-dialog.ts';
import '../stack/stack-dialog.ts';
import '../stack/stack-test-dialog.ts';
import './timeline-dialog.ts';

type Opened =
  | { readonly kind: 'pin' | 'move' | 'stack' | 'stack-test' | 'timeline'; readonly job: QueuedJobView }
  | { readonly kind: 'sheets'; readonly job: QueuedJobView; readonly pages: JobPages }
  | {
      readonly kind: 'edit' | 'reprint';
      readonly job: QueuedJobView;
      readonly pages: JobPages;
      readonly draft: JobDraft;
    };

/** Does what is asked of jobs, and asks back where something has to be chosen first. */
@customElement('platen-job-dialogs')
export class JobDialogs extends LitElement {
  @property({ attribute: false }) platen!: Platen;
  @state() private opened: Opened | null = null;
  @query('platen-confirm-dialog') private readonly confirm!: ConfirmDialog;

  /** What goes wrong is kept with the job, in the queue's store. */
  async run(action: JobAction, job: QueuedJobView): Promise<void> {
    const { queue, machine } = this.platen;
    const { id } = job;
    switch (action) {
      case 'hold':
        return void (await queue.act(id, (api) => api.hold(id)));
      case 'let-go':
        if (job.held === 'pin' || job.held === 'stack') this.opened = { kind: job.held, job };
        else await queue.act(id, (api) => api.letGo(id));
        return;
      case 'priority-urgent':
        return void (await queue.act(id, (api) => api.setPriority(id, 'urgent')));
      case 'priority-normal':
        return void (await queue.act(id, (api) => api.setPriority(id, 'normal')));
      case 'priority-low':
        return void (await queue.act(id, (api) => api.setPriority(id, 'low')));
      case 'cancel':
        return void (await queue.act(id, (api) => api.cancel(id)));
      case 'reprint':
        return void (await queue.act(id, (api) => api.reprint(id)));
      case 'connect':
        return job.machine?.kind === 'simulated' ? machine.connectSimulated() : machine.chooseUsb();
      case 'move':
      case 'timeline':
        this.opened = { kind: action, job };
        return;
      case 'erase':
        return this.#erase(job);
      case 'save-prn':
        return this.#savePrn(job);
      case 'answer':
        location.hash = '#/jobs';
        return;
      case 'edit':
      case 'reprint-changed':
      case 'reprint-sheets':
        return this.#openPages(action, job);
    }
  }

  async eraseAll(): Promise<void> {
    const agreed = await this.confirm.ask({
      title: 'Erase the whole history?',
      text: 'All jobs that have ended and their documents are deleted from this computer. This cannot be undone. Jobs that wait, and the books, stay.',
      action: 'Erase everything',
    });
    if (agreed) await this.platen.queue.act('history', (api) => api.eraseAll());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override render() {
    return html`<platen-confirm-dialog></platen-confirm-dialog
      >${this.opened ? this.#dialog(this.opened) : nothing}`;
  }

  #dialog(opened: Opened) {
    const { job } = opened;
    const { queue, machine } = this.platen;
    switch (opened.kind) {
      case 'pin':
        return html`<platen-pin-dialog
          purpose="existing"
          .use=${(pin: string) => queue.api.letGo(job.id, pin)}
          @close-dialog=${this.#close}
        ></platen-pin-dialog>`;
      case 'stack':
        return html`<platen-stack-dialog
          .job=${job}
          .habit=${this.platen.preferences.current.stackHabit}
          @stack-is-in=${() => {
            this.#close();
            void queue.act(job.id, (api) =>
              api.stackIsBack(job.id, this.platen.preferences.current.stackHabit),
            );
          }}
          @test-stack=${() => (this.opened = { kind: 'stack-test', job })}
          @close-dialog=${this.#close}
        ></platen-stack-dialog>`;
      case 'stack-test':
        return html`<platen-stack-test-dialog
          .tester=${this.platen.stackTester}
          @close-dialog=${this.#close}
        ></platen-stack-test-dialog>`;
      case 'move':
        return html`<platen-move-dialog
          .machine=${machine}
          .current=${job.machine}
          @choose-machine=${(event: CustomEvent<MachineTarget>) => {
            this.#close();
            void queue.act(job.id, (api) => api.moveTo(job.id, event.detail));
          }}
          @close-dialog=${this.#close}
        ></platen-move-dialog>`;
      case 'timeline':
        return html`<platen-timeline-dialog
          .job=${job}
          .load=${() => queue.api.journal(job.id)}
          @close-dialog=${this.#close}
        ></platen-timeline-dialog>`;
      case 'sheets':
        return html`<platen-sheets-dialog
          .job=${job}
          .pages=${opened.pages}
          @choose-sheets=${(event: CustomEvent<number[]>) => {
            this.#close();
            void queue.act(job.id, (api) => api.reprint(job.id, { sheets: event.detail }));
          }}
          @close-dialog=${this.#close}
        ></platen-sheets-dialog>`;
      default: {
        const isEdit = opened.kind === 'edit';
        return html`<platen-job-settings-dialog
          label=${isEdit ? `Settings of ${titleOf(job)}` : `Print ${titleOf(job)} again`}
          action=${isEdit ? 'Use these settings' : 'Print again'}
          .draft=${opened.draft}
          .pages=${opened.pages}
          .use=${(settings: PrintSettings, plan: SheetPlan) => {
            const changes = { settings, plan, calibration: this.platen.calibrations.curveFor(settings) };
            return isEdit ? queue.api.edit(job.id, changes) : queue.api.reprint(job.id, changes);
          }}
          @close-dialog=${this.#close}
        ></platen-job-settings-dialog>`;
      }
    }
  }

  async #openPages(action: 'edit' | 'reprint-changed' | 'reprint-sheets', job: QueuedJobView): Promise<void> {
    const pages = await this.platen.pagesOf(job.id);
    if (!pages) return;
    this.#close();
    if (action === 'reprint-sheets') {
      this.opened = { kind: 'sheets', job, pages };
      return;
    }
    const { settings, plan } = pages.contents;
    const draft = new JobDraft(settings, this.platen.preferences.current.region, !plan.isPart);
    this.opened = { kind: action === 'edit' ? 'edit' : 'reprint', job, pages, draft };
  }

  async #erase(job: QueuedJobView): Promise<void> {
    const agreed = await this.confirm.ask({
      title: 'Erase this job?',
      text: `“${titleOf(job)}” and its documents are deleted from this computer. This cannot be undone.`,
      action: 'Erase',
    });
    if (agreed) await this.platen.queue.act(job.id, (api) => api.erase(job.id));
  }

  async #savePrn(job: QueuedJobView): Promise<void> {
    const { queue, prn, print } = this.platen;
    const contents = await queue.contents(job.id);
    if (contents) await prn.save({ ...contents, account: print.account });
  }

  readonly #close = () => {
    if (this.opened && 'pages' in this.opened) this.opened.pages.close();
    this.opened = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-job-dialogs': JobDialogs;
  }
}
