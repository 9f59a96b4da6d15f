import { WebSocket } from 'ws';

/** A node of the browser's own widget tree. */
interface Widget {
  readonly nodeId: number;
  /** Name and value in turn. */
  readonly attributes?: readonly string[];
  readonly children?: readonly Widget[];
}

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface MatchedStyles {
  readonly matchedCSSRules: readonly {
    readonly rule: { readonly style: { readonly cssProperties: readonly { name: string; value: string }[] } };
  }[];
}

const PATIENCE_MS = 10_000;
/** The bubble takes no click in its first half second, nor within half a second of another. */
const BETWEEN_CLICKS_MS = 600;

/**
 * The hand of the person in front of the browser's own device chooser. It moves through Chromium's UI devtools:
 * the widget tree as a document, and synthetic mouse events to its nodes.
 */
export class DeviceChooser {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #calls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const reply = JSON.parse(String(data)) as Reply;
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  /** For the browser's command line. */
  static flags(port: number): string[] {
    return [
      `--enable-ui-devtools=${port}`,
      '--enable-features=ui-debug-tools-enable-synthetic-events',
      '--lang=en-US',
    ];
  }

  static async connect(port: number): Promise<DeviceChooser> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/0`);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const chooser = new DeviceChooser(socket);
    await chooser.#call('DOM.enable');
    await chooser.#call('CSS.enable');
    return chooser;
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Waits for the chooser, and takes its only device. */
  async connectOnlyDevice(): Promise<void> {
    await this.#until('a list of one device', async (bubble) => {
      const table = find(bubble, 'TableView');
      if (table === undefined || (await this.#property(table, 'RowCount')) !== '1') return false;
      if ((await this.#property(table, 'FirstSelectedRow')) === '0') return true;
      const rowHeight = Number(await this.#property(table, 'RowHeight'));
      await this.#click(table, rowHeight / 2);
      return false;
    });
    await this.#press('Connect');
  }

  async cancel(): Promise<void> {
    await this.#press('Cancel');
  }

  /** Presses a button of the chooser until the chooser is gone. */
  async #press(label: string): Promise<void> {
    let pressed = false;
    await this.#until(`the button ${label}`, async (bubble) => {
      if (bubble === undefined) return pressed;
      for (const button of findAll(bubble, 'MdTextButton')) {
        if ((await this.#property(button, 'Text')) !== label) continue;
        await this.#click(button, 10);
        pressed = true;
      }
      return false;
    });
  }

  /** Looks at the bubble again and again until `step` is content. Widgets may vanish while they are asked. */
  async #until(what: string, step: (bubble: Widget | undefined) => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const { root } = await this.#call<{ root: Widget }>('DOM.getDocument');
      const content = findAll(root, 'BubbleFrameView').find(
        (bubble) => find(bubble, 'DeviceChooserContentView') !== undefined,
      );
      if (await step(content).catch(() => false)) return;
      if (Date.now() > end) throw new Error(`the device chooser does not show ${what}`);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_CLICKS_MS));
    }
  }

  async #property({ nodeId }: Widget, name: string): Promise<string | undefined> {
    const { matchedCSSRules } = await this.#call<MatchedStyles>('CSS.getMatchedStylesForNode', { nodeId });
    return matchedCSSRules
      .flatMap(({ rule }) => rule.style.cssProperties)
      .find((property) => property.name === name)?.value;
  }

  async #click({ nodeId }: Widget, y: number): Promise<void> {
    for (const type of ['mousePressed', 'mouseReleased']) {
      const event = { type, x: 20, y: Math.round(y), button: 'left', wheelDirection: 'none' };
      await this.#call('DOM.dispatchMouseEvent', { nodeId, event });
    }
  }

  async #call<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#calls;
    this.#socket.send(JSON.stringify({ id, method, params }));
    const reply = await new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#waiting.delete(id);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result as T;
  }
}

function findAll(widget: Widget, className: string): Widget[] {
  const found = widget.attributes?.[1] === className ? [widget] : [];
  return [...found, ...(widget.children ?? []).flatMap((child) => findAll(child, className))];
}

function find(widget: Widget | undefined, className: string): Widget | undefined {
  return widget === undefined ? undefined : findAll(widget, className)[0];
}
