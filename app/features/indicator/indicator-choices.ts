import type { Words } from '#app/features/language/use-words.ts';
import { describeLevel } from './indicator-words.ts';

/** What the list of indicators can be narrowed by, by its name in addresses. */
export const indicatorFilterNames = ['area', 'lens', 'level', 'measure', 'state', 'round'] as const;
export type IndicatorFilterName = (typeof indicatorFilterNames)[number];
/** How the list is narrowed, as it stands in the address. */
export type ChosenIndicators = Partial<Record<IndicatorFilterName, string>>;

export type IndicatorChoices = {
  areas: readonly { code: string; title: string }[];
  lenses: readonly { code: string; title: string }[];
  levels: readonly string[];
  measures: readonly ('count' | 'percentage' | 'money' | 'choice' | 'text')[];
  states: readonly { code: string; name: string }[];
  rounds: readonly { code: string; title: string }[];
};

export type Choice = { value: string; label: string };

/** Reads the choice from an address; what is empty narrows nothing, what is too long for a code is cut. */
export function readChosen(search: URLSearchParams): ChosenIndicators {
  const chosen: ChosenIndicators = {};
  for (const name of indicatorFilterNames) {
    const value = search.get(name)?.trim().slice(0, 40);
    if (value) chosen[name] = name === 'state' ? value.toUpperCase() : value;
  }
  return chosen;
}

/** An address with the choice in its query. A state is looked at in the view by state. */
export function withChosen(path: string, chosen: ChosenIndicators, by: 'region' | 'state'): string {
  const search = new URLSearchParams(by === 'state' ? { by } : {});
  for (const name of indicatorFilterNames) {
    const value = chosen[name];
    if (value && (name !== 'state' || by === 'state')) search.set(name, value);
  }
  return `${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** What each condition can be, in the order of the plan or of the names. */
export function listChoices(
  name: IndicatorFilterName,
  choices: IndicatorChoices,
  words: Words<'indicator'>,
  label: (list: string, code: string, english: string) => string,
): Choice[] {
  switch (name) {
    case 'area':
      return choices.areas.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }));
    case 'lens':
      return choices.lenses.map(({ code, title }) => ({ value: code, label: label('lens', code, title) }));
    case 'level':
      return choices.levels.map((level) => ({ value: level, label: describeLevel(level) }));
    case 'measure':
      return choices.measures.map((measure) => ({ value: measure, label: words(`measure_${measure}`) }));
    case 'state':
      return choices.states.map(({ code, name: state }) => ({
        value: code,
        label: label('state', code, state),
      }));
    case 'round':
      return choices.rounds
        .map(({ code, title }) => ({ value: code, label: label('round', code, title) }))
        .toReversed();
  }
}
