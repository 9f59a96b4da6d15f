import { describe, expect, it } from 'vitest';
import { SettingsUndo } from '../../../src/app/state/settings-undo.ts';
import { DEFAULT_SETTINGS, type PrintSettings } from '../../../src/settings/print-settings.ts';

/** Settings somebody changes, at times of the test's choosing. */
class Bench {
  nowMs = 0;
  settings: PrintSettings = DEFAULT_SETTINGS;
  readonly undo = new SettingsUndo(() => this.nowMs);

  set(patch: Partial<PrintSettings>, afterMs = 5_000): void {
    this.nowMs += afterMs;
    this.undo.record(this.settings, patch);
    this.settings = { ...this.settings, ...patch };
  }

  back(): void {
    this.settings = this.undo.undo(this.settings) ?? this.settings;
  }

  forth(): void {
    this.settings = this.undo.redo(this.settings) ?? this.settings;
  }
}

describe('undo and redo of settings', () => {
  it('goes back step by step, and forth again', () => {
    const bench = new Bench();
    bench.set({ copies: 2 });
    bench.set({ duplex: 'long' });
    bench.back();
    expect(bench.settings).toMatchObject({ copies: 2, duplex: 'off' });
    bench.back();
    expect(bench.settings).toEqual(DEFAULT_SETTINGS);
    expect(bench.undo.canUndo).toBe(false);
    bench.back();
    bench.forth();
    bench.forth();
    expect(bench.settings).toMatchObject({ copies: 2, duplex: 'long' });
    expect(bench.undo.canRedo).toBe(false);
  });

  it("takes a slider's steps for one, and two settings for two", () => {
    const bench = new Bench();
    for (const brightness of [5, 10, 15, 20]) bench.set({ brightness }, 200);
    bench.set({ contrast: 5 }, 200);
    bench.back();
    expect(bench.settings).toMatchObject({ brightness: 20, contrast: 0 });
    bench.back();
    expect(bench.settings.brightness).toBe(0);
  });

  it('takes a preset for a step, however quickly it follows a change of what it changes', () => {
    const bench = new Bench();
    bench.set({ copies: 2 });
    bench.set({ ...bench.settings, copies: 5 }, 10);
    bench.back();
    expect(bench.settings.copies).toBe(2);
  });

  it('takes the same setting after a pause, or after an undo, for a new step', () => {
    const bench = new Bench();
    bench.set({ copies: 2 });
    bench.set({ copies: 3 }, 1_001);
    bench.back();
    expect(bench.settings.copies).toBe(2);
    bench.set({ copies: 5 }, 1);
    bench.back();
    expect(bench.settings.copies).toBe(2);
  });

  it('forgets what was taken back when something new is set, and changes that change nothing', () => {
    const bench = new Bench();
    bench.set({ copies: 2 });
    bench.back();
    bench.set({ copies: 1 });
    expect(bench.undo.canRedo).toBe(true);
    bench.set({ mirror: true });
    expect(bench.undo.canRedo).toBe(false);
    expect(bench.undo.canUndo).toBe(true);
  });

  it('keeps a hundred steps', () => {
    const bench = new Bench();
    for (let copies = 2; copies <= 200; copies++) bench.set({ copies });
    for (let step = 0; step < 300; step++) bench.back();
    expect(bench.settings.copies).toBe(100);
  });
});
