import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../elements/explanation.ts';
import { sharedStyles } from '../elements/shared-styles.ts';
import { PlatenError, toRecord, type ErrorRecord } from '../errors/platen-error.ts';
import type { SettingKey } from '../settings/describe.ts';
import type { AppUpdates } from '../pwa/register.ts';
import './parts/command-palette.ts';
import type { CommandPalette } from './parts/command-palette.ts';
import { FileIntake } from './documents/file-intake.ts';
import './settings/link-dialog.ts';
import './machine/machine-chip.ts';
import './parts/theme-menu.ts';
import { shellStyles } from './platen-app.styles.ts';
import type { Platen } from './platen.ts';
import './scan/profiles/profile-run-card.ts';
import { JobAnnouncer } from './state/job-announcer.ts';
import { wantsSomebody } from './state/queue-store.ts';
import { StoreController } from './state/store.ts';
import './views/copy-view.ts';
import './views/jobs-view.ts';
import './views/machine-view.ts';
import './views/print-view.ts';
import './views/scan-view.ts';
import './views/tray-view.ts';
import './views/welcome-view.ts';

const ROUTES = {
  print: 'Print',
  scan: 'Scan',
  copy: 'Copy',
  jobs: 'Jobs',
  machine: 'Machine',
  tray: 'Output tray',
} as const;
type Route = keyof typeof ROUTES;

/** `#/jobs/history` is the part `history` of the view `jobs`. */
function currentPlace(): { readonly route: Route; readonly part: string } {
  const [name = '', part = ''] = location.hash.replace(/^#\/?/, '').split('/');
  return { route: Object.hasOwn(ROUTES, name) ? (name as Route) : 'print', part };
}

/** The shell: header, navigation, the view in front, and what is announced to screen readers. */
@customElement('platen-app')
export class PlatenApp extends LitElement {
  static override readonly styles = [sharedStyles, shellStyles];

  @property({ attribute: false }) platen!: Platen;
  @property({ attribute: false }) updates!: AppUpdates;
  /** Preferences are loaded and the machine used last was tried. */
  @property({ type: Boolean }) started = false;

  @state() private place = currentPlace();
  @state() private failure: ErrorRecord | null = null;
  @query('platen-command-palette') private readonly palette!: CommandPalette;
  @query('main') private readonly main!: HTMLElement;

  readonly #announcer = new JobAnnouncer();
  readonly #intake = new FileIntake(this, (files) => this.#take(files));

  constructor() {
    super();
    new StoreController(this, () => [
      this.platen.machine,
      this.platen.preferences,
      this.updates,
      this.#announcer,
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#navigate);
    addEventListener('keydown', this.#shortcut);
    this.platen.machine.addEventListener('change', this.#hear);
    void this.platen.failure.then((detail) => {
      this.failure = toRecord(new PlatenError('app.worker-failed', { detail }));
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#navigate);
    removeEventListener('keydown', this.#shortcut);
    this.platen.machine.removeEventListener('change', this.#hear);
  }

  override render() {
    const { route } = this.place;
    return html`
      <header>
        <a class="skip" href="#/${route}" @click=${this.#skip}>Skip to the content</a>
        <div class="bar">
          <a class="brand" href="#/print"><img src="./icons/mark.svg" alt="" />Platen</a>
          <nav aria-label="Views">
            <ul>
              ${this.#link('print')} ${this.#link('scan')} ${this.#link('copy')} ${this.#link('jobs')}
              ${this.#link('machine')}
              ${this.platen.machine.snapshot.machine.simulated ? this.#link('tray') : nothing}
            </ul>
          </nav>
          <platen-machine-chip .machine=${this.platen.machine}></platen-machine-chip>
          <platen-theme-menu .preferences=${this.platen.preferences}></platen-theme-menu>
        </div>
      </header>
      <div class="notices">
        ${this.#notices()}
        ${
          route === 'scan'
            ? nothing
            : html`<platen-profile-run elsewhere .platen=${this.platen}></platen-profile-run>`
        }
      </div>
      <main tabindex="-1" aria-label=${ROUTES[route]}>${this.#view()}</main>
      <div class="only-heard" role="status">${this.#announcer.text}</div>
      <platen-command-palette
        .platen=${this.platen}
        @show-setting=${(event: CustomEvent<SettingKey>) => void this.#showSetting(event.detail)}
      ></platen-command-palette>
      <platen-link-dialog .linked=${this.platen.linked} .editor=${this.platen.print}></platen-link-dialog>
      ${
        this.#intake.dragging
          ? html`<div class="drop"><wa-icon name="file-up"></wa-icon>Drop to add</div>`
          : nothing
      }
    `;
  }

  #link(route: Route) {
    return html`<li>
      <a href="#/${route}" aria-current=${this.place.route === route ? 'page' : nothing}>
        ${ROUTES[route]} ${this.#badge(route)}
      </a>
    </li>`;
  }

  /** How many jobs wait or print, and how many sheets lie in the simulated tray. */
  #badge(route: Route) {
    const { machine, queue } = this.platen;
    if (route === 'jobs') {
      const { active } = queue;
      if (active.length === 0) return nothing;
      const variant = active.some(wantsSomebody) ? 'warning' : 'brand';
      return html`<wa-badge variant=${variant} appearance="filled" pill
        >${active.length}<span class="only-heard"> not ended</span></wa-badge
      >`;
    }
    const sheets = machine.snapshot.traySheets;
    if (route !== 'tray' || sheets === 0) return nothing;
    return html`<wa-badge variant="neutral" appearance="filled" pill>${sheets}</wa-badge>`;
  }

  #notices() {
    if (this.failure) return html`<platen-explanation .error=${this.failure}></platen-explanation>`;
    // A new version never interrupts a job: it may be taken when nothing is on the wire.
    if (!this.updates.waiting || this.platen.machine.isPrinting) return nothing;
    return html`<wa-callout variant="brand" size="s">
      <wa-icon slot="icon" name="info"></wa-icon>
      <div class="notice">
        A new version of Platen is ready.
        <wa-button size="s" variant="brand" @click=${() => this.updates.apply()}>Restart Platen</wa-button>
      </div>
    </wa-callout>`;
  }

  #view() {
    const { platen } = this;
    if (!this.started) return html`<div class="starting"><wa-spinner></wa-spinner></div>`;
    const { route, part } = this.place;
    if (route === 'copy') return html`<platen-copy-view .platen=${platen}></platen-copy-view>`;
    if (route === 'scan') return html`<platen-scan-view .platen=${platen}></platen-scan-view>`;
    if (route === 'jobs') return html`<platen-jobs-view .platen=${platen} tab=${part}></platen-jobs-view>`;
    if (route === 'machine') return html`<platen-machine-view .platen=${platen}></platen-machine-view>`;
    if (route === 'tray') return html`<platen-tray-view .platen=${platen}></platen-tray-view>`;
    if (platen.machine.isFirstRun) return html`<platen-welcome-view .platen=${platen}></platen-welcome-view>`;
    return html`<platen-print-view .platen=${platen}></platen-print-view>`;
  }

  #take(files: readonly File[]): void {
    const printFile = files.find(({ name }) => /\.prn$/i.test(name));
    const documents = files.filter((file) => file !== printFile);
    if (printFile) void this.platen.prn.open(printFile);
    if (documents.length > 0) {
      void this.platen.documents.add(documents);
      if (this.place.route !== 'print') location.hash = '#/print';
    } else if (printFile) location.hash = '#/jobs/files';
  }

  readonly #hear = () => this.#announcer.hear(this.platen.machine.snapshot);

  readonly #navigate = () => {
    this.place = currentPlace();
    const { route } = this.place;
    document.title = route === 'print' ? 'Platen' : `${ROUTES[route]} – Platen`;
    scrollTo(0, 0);
    this.main.focus({ preventScroll: true });
  };

  readonly #skip = (event: Event) => {
    event.preventDefault();
    this.main.focus();
  };

  async #showSetting(key: SettingKey): Promise<void> {
    if (this.place.route !== 'print') location.hash = '#/print';
    this.place = { route: 'print', part: '' };
    await this.updateComplete;
    const view = this.renderRoot.querySelector('platen-print-view');
    await view?.showSetting(key);
  }

  /** With Ctrl or Cmd: P prints the documents, not the page; K finds anything; Z takes settings back. */
  readonly #shortcut = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = this.#actionOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  };

  #actionOf(event: KeyboardEvent): (() => void) | null {
    const { print } = this.platen;
    const key = event.key.toLowerCase();
    if (key === 'k' && !event.shiftKey) return () => this.palette.toggle();
    if (key === 'p' && !event.shiftKey) {
      return () => {
        if (this.place.route !== 'print') location.hash = '#/print';
        if (print.obstacle === null) void print.tryPrint();
      };
    }
    // What is being typed has an undo of its own.
    if (this.place.route !== 'print' || isTyping(event)) return null;
    if (key === 'z') return () => (event.shiftKey ? print.redo() : print.undo());
    return key === 'y' && !event.shiftKey ? () => print.redo() : null;
  }
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  const typed = ['text', 'search', 'password', 'number', 'email', 'url', 'tel'];
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && typed.includes(target.type))
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-app': PlatenApp;
  }
}
