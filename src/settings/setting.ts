import * as v from 'valibot';

/**
 * One thing a job can be told: what it may be, what it is at first, and how people are told of it. The panel, the
 * presets, the job snapshot, links, the command line and the command palette all read the same settings.
 */
export interface Setting<Value> {
  readonly schema: v.GenericSchema<Value>;
  readonly initial: Value;
  readonly description: SettingDescription;
}

export type SettingDescription = ChoiceDescription | NumberDescription | ToggleDescription | TextDescription;

export interface ChoiceDescription<Value extends string = string> {
  readonly kind: 'choice';
  readonly title: string;
  readonly help: string;
  readonly choices: readonly Choice<Value>[];
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly title: string;
  /** Empty where the title says it all. */
  readonly help: string;
}

/** Multiples of `step` from `min` to `max`. */
export interface NumberDescription {
  readonly kind: 'number';
  readonly title: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Empty: a bare number. */
  readonly unit: string;
}

interface ToggleDescription {
  readonly kind: 'toggle';
  readonly title: string;
  readonly help: string;
}

/** A line of text. What it must look like, beyond its length, is said by the room that reads it. */
export interface TextDescription {
  readonly kind: 'text';
  readonly title: string;
  readonly help: string;
  readonly maxLength: number;
  /** What it may look like. */
  readonly example: string;
}

export interface ChoiceSetting<Value extends string> extends Setting<Value> {
  readonly description: ChoiceDescription<Value>;
}
export interface NumberSetting extends Setting<number> {
  readonly description: NumberDescription;
}
export interface ToggleSetting extends Setting<boolean> {
  readonly description: ToggleDescription;
}
export interface TextSetting extends Setting<string> {
  readonly description: TextDescription;
}

/** A title, and help where the title needs some. */
type Words = readonly [title: string, help?: string];

export function choice<Value extends string>(
  title: string,
  help: string,
  initial: NoInfer<Value>,
  values: readonly Value[],
  words: Readonly<Record<Value, Words>> | ((value: Value) => Words),
): ChoiceSetting<Value> {
  const choices = values.map((value) => {
    const [choiceTitle, choiceHelp = ''] = typeof words === 'function' ? words(value) : words[value];
    return { value, title: choiceTitle, help: choiceHelp };
  });
  return { schema: v.picklist(values), initial, description: { kind: 'choice', title, help, choices } };
}

export function number(
  title: string,
  help: string,
  initial: number,
  range: { readonly min: number; readonly max: number; readonly step?: number; readonly unit?: string },
): NumberSetting {
  const { min, max, step = 1, unit = '' } = range;
  const schema = v.pipe(
    v.number(),
    v.minValue(min),
    v.maxValue(max),
    v.check((value) => isMultiple(value, step)),
  );
  return { schema, initial, description: { kind: 'number', title, help, min, max, step, unit } };
}

/** Decimal steps are not exact in binary: within a millionth of a step is a multiple. */
export function isMultiple(value: number, step: number): boolean {
  const steps = value / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

export function toggle(title: string, help: string, initial: boolean): ToggleSetting {
  return { schema: v.boolean(), initial, description: { kind: 'toggle', title, help } };
}

export function text(
  title: string,
  help: string,
  { maxLength, example }: { readonly maxLength: number; readonly example: string },
): TextSetting {
  const schema = v.pipe(v.string(), v.maxLength(maxLength), v.check(isLine));
  return { schema, initial: '', description: { kind: 'text', title, help, maxLength, example } };
}

/** Without line breaks and other control characters, and without halves of characters. */
export function isLine(line: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(line);
}
