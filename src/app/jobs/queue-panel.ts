import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../elements/explanation.ts';
import { sharedStyles } from '../../elements/shared-styles.ts';
import { PRIORITIES, type QueuedJobView, type ResumeAnswer } from '../../jobs/queue-api.ts';
import type { Platen } from '../platen.ts';
import type { JobPages } from '../state/job-pages.ts';
import { peersIn } from '../state/queue-store.ts';
import { standingOf } from '../state/standing.ts';
import { StoreController } from '../state/store.ts';
import '../machine/connection-notice.ts';
import { Gradual } from '../parts/gradual.ts';
import { queuePanelStyles } from './queue-panel.styles.ts';
import './queue-row.ts';
import './resume-card.ts';
import './running-job.ts';
import '../parts/storage-notice.ts';

/** Ended jobs shown below the queue; the rest is in the history. */
const LATEST = 5;
const ROWS_A_FRAME = 4;

/** The queue: what is asked, what is printing, what waits, and what has just ended. */
@customElement('platen-queue-panel')
export class QueuePanel extends LitElement {
  static override readonly styles = [sharedStyles, queuePanelStyles];

  @property({ attribute: false }) platen!: Platen;
  /** Pages of jobs that ask a question, as far as they are there. */
  @state() private pages: ReadonlyMap<string, JobPages | null> = new Map();

  readonly #gradual = new Gradual(this, () => Math.ceil(this.platen.queue.active.length / ROWS_A_FRAME));

  constructor() {
    super();
    new StoreController(this, () => [this.platen.queue]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const pages of this.pages.values()) pages?.close();
    this.pages = new Map();
  }

  override render() {
    const { queue, machine } = this.platen;
    const { active } = queue;
    const ended = queue.ended.slice(0, LATEST);
    const asking = active.filter(({ question }) => question !== null);
    const running = active.filter((job) => job.question === null && job.state !== 'queued');
    const waiting = active.filter((job) => job.question === null && job.state === 'queued');
    // A job that has stopped says why; once is enough.
    const saysItItself = machine.connected && running.some(({ error }) => error !== null);
    return html`
      ${
        saysItItself
          ? nothing
          : html`<platen-connection-notice .machine=${machine}></platen-connection-notice>`
      }
      ${repeat(
        asking,
        ({ id }) => id,
        (job) => this.#question(job),
      )}
      ${repeat(
        running,
        ({ id }) => id,
        (job) => html`<platen-running-job .job=${job} .platen=${this.platen}></platen-running-job>`,
      )}
      ${waiting.length > 0 ? this.#rows('Next', waiting, 'waiting') : nothing}
      ${active.length === 0 ? this.#empty() : nothing}
      ${ended.length > 0 ? this.#rows('Just ended', ended, 'ended') : nothing}
      <platen-storage-notice .machine=${machine}></platen-storage-notice>
    `;
  }

  override updated(): void {
    for (const { id, question, isPrintFile } of this.platen.queue.active) {
      if (question && !isPrintFile && !this.pages.has(id)) void this.#fetch(id);
    }
  }

  #question(job: QueuedJobView) {
    const error = this.platen.queue.errorOf(job.id);
    return html`<platen-resume-card
        .job=${job}
        .pages=${this.pages.get(job.id) ?? null}
        @resume-answer=${(event: CustomEvent<ResumeAnswer>) => this.#answer(job, event.detail)}
      ></platen-resume-card>
      ${error ? html`<platen-explanation .error=${error}></platen-explanation>` : nothing}`;
  }

  #rows(title: string, jobs: readonly QueuedJobView[], id: 'waiting' | 'ended') {
    const { queue, machine } = this.platen;
    const around = { machine: machine.snapshot.machine, active: queue.active };
    const peers = new Map(PRIORITIES.map((priority) => [priority, peersIn(jobs, priority)]));
    return html`<section aria-labelledby=${id}>
      <div class="heading">
        <h2 id=${id}>${title}</h2>
        ${id === 'ended' ? html`<a href="#/jobs/history">All in the history</a>` : nothing}
      </div>
      <ul class="card" data-list=${id}>
        ${repeat(
          jobs.slice(0, this.#gradual.shown * ROWS_A_FRAME),
          (job) => job.id,
          (job) => {
            const among = peers.get(job.priority) ?? [];
            return html`<li>
              <platen-queue-row
                .job=${job}
                .standing=${standingOf(job, around)}
                .problem=${queue.errorOf(job.id)}
                .platen=${this.platen}
                .place=${among.indexOf(job)}
                .peers=${among.length}
              ></platen-queue-row>
            </li>`;
          },
        )}
      </ul>
    </section>`;
  }

  #empty() {
    return html`<section class="card empty">
      <wa-icon name="printer"></wa-icon>
      <h2>Nothing is waiting</h2>
      <p class="quiet">
        Jobs appear here as soon as you print, and stay through restarts until they are done.
      </p>
      <wa-button variant="brand" href="#/print">Print something</wa-button>
    </section>`;
  }

  async #fetch(jobId: string): Promise<void> {
    this.pages = new Map(this.pages).set(jobId, null);
    const pages = await this.platen.pagesOf(jobId);
    if (this.isConnected) this.pages = new Map(this.pages).set(jobId, pages);
    else pages?.close();
  }

  async #answer(job: QueuedJobView, answer: ResumeAnswer): Promise<void> {
    if (!(await this.platen.queue.act(job.id, (api) => api.answer(job.id, answer)))) return;
    this.pages.get(job.id)?.close();
    const rest = new Map(this.pages);
    rest.delete(job.id);
    this.pages = rest;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-queue-panel': QueuePanel;
  }
}
