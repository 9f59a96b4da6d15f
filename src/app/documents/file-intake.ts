import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Files that reach the window by drop or paste, wherever it happens. */
export class FileIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #take: (files: readonly File[]) => void;
  #depth = 0;

  constructor(host: ReactiveControllerHost, take: (files: readonly File[]) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  /** Files hover over the window. */
  get dragging(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    addEventListener('dragenter', this.#enter);
    addEventListener('dragover', this.#over);
    addEventListener('dragleave', this.#leave);
    addEventListener('drop', this.#drop);
    addEventListener('paste', this.#paste);
  }

  hostDisconnected(): void {
    removeEventListener('dragenter', this.#enter);
    removeEventListener('dragover', this.#over);
    removeEventListener('dragleave', this.#leave);
    removeEventListener('drop', this.#drop);
    removeEventListener('paste', this.#paste);
  }

  readonly #enter = (event: DragEvent) => {
    if (hasFiles(event)) this.#setDepth(this.#depth + 1);
  };

  readonly #leave = (event: DragEvent) => {
    if (hasFiles(event)) this.#setDepth(Math.max(0, this.#depth - 1));
  };

  readonly #over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
  };

  readonly #drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#setDepth(0);
    this.#take([...event.dataTransfer!.files]);
  };

  readonly #paste = (event: ClipboardEvent) => {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length === 0 && text.trim() !== '') {
      files.push(new File([text], 'Pasted text.txt', { type: 'text/plain' }));
    }
    if (files.length === 0) return;
    event.preventDefault();
    this.#take(files);
  };

  #setDepth(depth: number): void {
    this.#depth = depth;
    this.#host.requestUpdate();
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
