import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../elements/explanation.ts';
import { sharedStyles } from '../../../elements/shared-styles.ts';
import type { DocumentOrder } from '../../../scan/pages/pages-api.ts';
import type { ScanDestination } from '../../../scan/profiles/destination.ts';
import type { OutputSettings } from '../../../scan/profiles/output.ts';
import { Attempt } from '../../parts/attempt.ts';
import type { Platen } from '../../platen.ts';
import { StoreController } from '../../state/store.ts';
import { count } from '../../words.ts';
import type { Occasion } from './destinations.ts';
import { canChooseFolders } from './folder.ts';
import './mail-dialog.ts';
import { exampleName } from './naming.ts';
import './outbox-card.ts';
import { EXTENSIONS, isOneFile, outgoing } from './outgoing.ts';
import './output-fields.ts';
import { outputInWords } from '../profiles/profile-words.ts';
import { documentsOf } from '../pages/scan-book.ts';

type Choice = CustomEvent<{ item: { value: string } }>;

/** What becomes of the open batch: as which files, and where they go. */
@customElement('platen-scan-destinations')
export class ScanDestinations extends LitElement {
  static override readonly styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
        padding: var(--wa-space-m);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--wa-space-xs);
      }

      .ways .save {
        flex: 1 0 100%;
      }

      summary {
        cursor: pointer;
        font-size: var(--wa-font-size-s);
        overflow-wrap: anywhere;
      }

      platen-output-fields {
        margin-block-start: var(--wa-space-s);
      }

      .title {
        padding: var(--wa-space-2xs) var(--wa-space-s);
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-xs);
      }
    `,
  ];

  @property({ attribute: false }) platen!: Platen;
  @state() private isWriting = false;
  /** Its fields come to life when they are first looked at. */
  @state() private isChoosing = false;
  readonly #attempt = new Attempt(this);

  constructor() {
    super();
    new StoreController(this, () => {
      const { scanBook, scanDesk, outbox, folders, preferences, profileRun, scanSelection } = this.platen;
      return [scanBook, scanDesk, outbox, folders, preferences, profileRun, scanSelection];
    });
  }

  override render() {
    const { scanBook, preferences, outbox } = this.platen;
    const documents = documentsOf(scanBook);
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${this.#heading(documents)}</h2>
      ${this.#ways(documents)}
      ${
        this.#attempt.error
          ? html`<platen-explanation .error=${this.#attempt.error}></platen-explanation>`
          : nothing
      }
      <platen-scan-outbox .platen=${this.platen}></platen-scan-outbox>
      <details
        @toggle=${(event: Event) => (this.isChoosing = (event.currentTarget as HTMLDetailsElement).open)}
      >
        <summary>${outputInWords(preferences.current.scanOutput)}</summary>
        ${
          this.isChoosing
            ? html`<platen-output-fields
                .output=${preferences.current.scanOutput}
                .counters=${outbox.counters}
                .counted=${outbox.written}
                .documentTitle=${documents[0]?.title ?? ''}
                @output-change=${(event: CustomEvent<Partial<OutputSettings>>) =>
                  preferences.update({ scanOutput: { ...preferences.current.scanOutput, ...event.detail } })}
              ></platen-output-fields>`
            : nothing
        }
      </details>
      ${
        this.isWriting
          ? html`<platen-mail-dialog
              .preferences=${preferences}
              @send-mail=${(event: CustomEvent<readonly string[]>) => {
                this.isWriting = false;
                void this.#send({ kind: 'mail', to: event.detail });
              }}
              @close-dialog=${() => (this.isWriting = false)}
            ></platen-mail-dialog>`
          : nothing
      }
    </section>`;
  }

  #heading(documents: readonly DocumentOrder[]): string {
    const pages = documents.reduce((sum, document) => sum + document.pages.length, 0);
    return documents.length > 1
      ? `${count(documents.length, 'document')} of ${count(pages, 'page')}`
      : `Document of ${count(pages, 'page')}`;
  }

  #ways(documents: readonly DocumentOrder[]) {
    const { outbox, scanDesk, profileRun } = this.platen;
    const isOff = documents.length === 0 || outbox.isBusy || scanDesk.isScanning || profileRun.isBusy;
    const { format, languages } = this.platen.preferences.current.scanOutput;
    const isTextless = format === 'text' && languages.length === 0;
    const button = (name: string, icon: string, onClick: () => void) =>
      html`<wa-button size="s" appearance="outlined" ?disabled=${isOff || isTextless} @click=${onClick}>
        <wa-icon slot="start" name=${icon}></wa-icon>${name}
      </wa-button>`;
    return html`<div class="ways" role="group" aria-label="Where it goes">
      <wa-button
        class="save"
        variant="brand"
        ?disabled=${isOff || isTextless}
        @click=${() => void this.#send({ kind: 'file' })}
      >
        <wa-icon slot="start" name="download"></wa-icon>${documents.length > 1 ? 'Save the files' : 'Save'}
      </wa-button>
      ${canChooseFolders() ? this.#folders(isOff || isTextless) : nothing}
      ${button('E-mail', 'mail', () => (this.isWriting = true))}
      ${button('Print', 'printer', () => void this.#send({ kind: 'print' }))}
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${isOff}
        title="The page that is shown, as a picture"
        @click=${() => void this.#send({ kind: 'clipboard' })}
      >
        <wa-icon slot="start" name="clipboard"></wa-icon>Copy page
      </wa-button>
    </div>`;
  }

  #folders(isOff: boolean) {
    const { all } = this.platen.folders;
    return html`<wa-dropdown
      @wa-select=${(event: Choice) => void this.#chooseFolder(event.detail.item.value)}
    >
      <wa-button slot="trigger" size="s" appearance="outlined" with-caret ?disabled=${isOff}>
        <wa-icon slot="start" name="folder"></wa-icon>Into a folder
      </wa-button>
      ${all.map(
        ({ id, name }) =>
          html`<wa-dropdown-item value="into:${id}"
            ><wa-icon slot="icon" name="folder"></wa-icon>${name}</wa-dropdown-item
          >`,
      )}
      <wa-dropdown-item value="choose"
        ><wa-icon slot="icon" name="plus"></wa-icon>Another folder…</wa-dropdown-item
      >
      ${
        all.length > 0
          ? html`<wa-divider></wa-divider>
              <div class="title" role="presentation">Forget; its files stay</div>
              ${all.map(
                ({ id, name }) =>
                  html`<wa-dropdown-item value="forget:${id}"
                    ><wa-icon slot="icon" name="x"></wa-icon>Forget ${name}</wa-dropdown-item
                  >`,
              )}`
          : nothing
      }
    </wa-dropdown>`;
  }

  async #chooseFolder(value: string): Promise<void> {
    const { folders } = this.platen;
    const [what, id = ''] = value.split(/:(.*)/);
    if (what === 'forget') await folders.forget(id);
    else if (what === 'into') await this.#send({ kind: 'folder', folderId: id });
    else {
      await this.#attempt.run(async () => {
        const folder = await folders.choose();
        if (folder) await this.#sendNow({ kind: 'folder', folderId: folder.id });
      });
    }
  }

  #send(destination: ScanDestination): Promise<boolean> {
    return this.#attempt.run(() => this.#sendNow(destination));
  }

  /** Asks what must be asked while the click still counts, then makes the files and sends them. */
  async #sendNow(destination: ScanDestination): Promise<void> {
    const { scanBook, outbox, destinations, preferences } = this.platen;
    const all = destination.kind === 'clipboard' ? this.#shownPage() : documentsOf(scanBook);
    const { documents, output } = outgoing(all, preferences.current.scanOutput, destination);
    if (documents.length === 0) return;
    const naming = { profile: null, at: new Date(), firstNumber: 1 };
    const occasion = await this.#occasion(documents, output, naming);
    const way = await destinations.wayTo(destination, occasion);
    if (!way) return;
    outbox.clear();
    await outbox.send({ documents, output, naming, way });
  }

  async #occasion(
    documents: readonly DocumentOrder[],
    output: OutputSettings,
    naming: { readonly profile: null; readonly at: Date; readonly firstNumber: number },
  ): Promise<Occasion> {
    if (!isOneFile(documents, output)) return { kind: 'tap' };
    const occasion = { ...naming, pattern: output.fileName };
    const name = await exampleName(documents[0]!.title, occasion, this.platen.outbox.counters);
    return { kind: 'save-as', name: `${name}.${EXTENSIONS[output.format]}` };
  }

  #shownPage(): readonly DocumentOrder[] {
    const { scanBook, scanSelection } = this.platen;
    const page = scanBook.pages.find(({ id }) => id === scanSelection.current) ?? scanBook.pages[0];
    if (!page) return [];
    const title = scanBook.batch?.title ?? 'Scan';
    return [{ fileName: title, title, pages: [{ pageId: page.id, corrections: page.corrections }] }];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'platen-scan-destinations': ScanDestinations;
  }
}
