import { SETTING_DESCRIPTIONS, type SettingDescription, type SettingKey } from '../settings/describe.ts';
import { fuzzyScore } from './fuzzy.ts';

const KEYS = Object.keys(SETTING_DESCRIPTIONS) as SettingKey[];
/** A title that fits is nearer to what was meant than help that does. */
const BY_CHOICE = 3;
const BY_HELP = 5;

/** The settings that fit a search by title, choice or help, the best first. */
export function findSettings(search: string): SettingKey[] {
  return KEYS.map((key) => ({ key, score: scoreOf(search, SETTING_DESCRIPTIONS[key]) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => a.score! - b.score!)
    .map(({ key }) => key);
}

function scoreOf(search: string, description: SettingDescription): number | null {
  const choices = description.kind === 'choice' ? description.choices : [];
  const scores = [
    fuzzyScore(search, description.title),
    ...(description.kind === 'text' ? [plus(wholeWords(search, description.example), BY_CHOICE)] : []),
    ...choices.map(({ title }) => plus(wholeWords(search, title), BY_CHOICE)),
    ...[description, ...choices].map(({ help }) => plus(wholeWords(search, help), BY_HELP)),
  ].filter((score) => score !== null);
  return scores.length === 0 ? null : Math.min(...scores);
}

/** Long texts have every letter somewhere: there the words themselves must be found. */
function wholeWords(search: string, text: string): number | null {
  const score = fuzzyScore(search, text);
  return score !== null && score < BY_HELP ? score : null;
}

function plus(score: number | null, more: number): number | null {
  return score === null ? null : score + more;
}
