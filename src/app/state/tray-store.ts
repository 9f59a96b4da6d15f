import { overviewOf } from '../../elements/overview.ts';
import type { MachineStore } from './machine-store.ts';
import type { SideBitmap, SimulatorState, Trouble, TraySheet } from '../../jobs/spooler-api.ts';
import { PAPERS } from '../../machine/paper.ts';
import { Store } from './store.ts';

export type SideName = 'front' | 'back';

/** The simulated machine's own controls and what lies in its output tray; read again when the machine changes. */
export class TrayStore extends Store {
  readonly #machine: MachineStore;
  #sheets: readonly TraySheet[] = [];
  #state: SimulatorState | null = null;
  #traySheets = -1;
  /** Pictures are made one at a time: each needs the whole side for a moment. */
  #drawing: Promise<unknown> = Promise.resolve();

  constructor(machine: MachineStore) {
    super();
    this.#machine = machine;
  }

  /** Oldest first, the newest last. */
  get sheets(): readonly TraySheet[] {
    return this.#sheets;
  }

  get state(): SimulatorState | null {
    return this.#state;
  }

  /** Brings sheets and trays up to date. Cheap to call often: the tray is read only when its count changed. */
  async refresh(): Promise<void> {
    const { simulator } = this.#machine.spooler;
    const { traySheets } = this.#machine.snapshot;
    const changed = traySheets !== this.#traySheets;
    this.#traySheets = traySheets;
    const [state, sheets] = await Promise.all([simulator.state(), changed ? simulator.tray() : this.#sheets]);
    this.#state = state;
    this.#sheets = sheets;
    this.changed();
  }

  /** The dots of one side, as wide as its paper: lines on the wire are padded beyond the right edge. */
  async side(sheet: TraySheet, side: SideName): Promise<SideBitmap> {
    const bitmap = await this.#machine.spooler.simulator.traySide(sheet.id, side);
    const paper = Object.values(PAPERS).find(({ name }) => name === sheet.paper);
    return { ...bitmap, widthPx: Math.min(bitmap.widthPx, paper?.widthPx ?? bitmap.widthPx) };
  }

  /** A side as a picture `widthPx` wide. */
  picture(sheet: TraySheet, side: SideName, widthPx: number): Promise<HTMLCanvasElement> {
    const turn = this.#drawing.then(async () => {
      const overview = (await overviewOf(await this.side(sheet, side)))!;
      const picture = document.createElement('canvas');
      picture.width = widthPx;
      picture.height = Math.round((overview.height * widthPx) / overview.width);
      const context = picture.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(overview, 0, 0, picture.width, picture.height);
      return picture;
    });
    this.#drawing = turn.catch(() => undefined);
    return turn;
  }

  async empty(): Promise<void> {
    await this.#machine.spooler.simulator.emptyTray();
    this.#traySheets = -1;
    await this.refresh();
  }

  async setTrouble(trouble: Trouble, on: boolean): Promise<void> {
    await this.#machine.spooler.simulator.setTrouble(trouble, on);
    await this.refresh();
  }

  async setSpeed(speed: SimulatorState['speed']): Promise<void> {
    await this.#machine.spooler.simulator.setSpeed(speed);
    await this.refresh();
  }

  async loadPaper(source: 'Manual' | 'Cas1' | 'Cas2', paper: string, sheets: number): Promise<void> {
    await this.#machine.spooler.simulator.loadPaper(source, paper, sheets);
    await this.refresh();
  }
}
