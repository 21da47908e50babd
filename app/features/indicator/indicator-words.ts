import { getAnswerKind, type Measure } from '#server/domain/value/measures.ts';
import type { IndicatorDetail } from '#app/contract.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import type { Words } from '#app/features/language/use-words.ts';

type Rule = Pick<
  IndicatorDetail,
  'aggregation' | 'unit' | 'choices' | 'numeratorLabel' | 'denominatorLabel' | 'reportedBy'
>;

/** How the regional figure is put together, as a sentence. */
export function formatRule(indicator: Rule): string {
  switch (indicator.aggregation) {
    case 'sum':
      return 'The reports of a round are added up.';
    case 'sum_of_reports':
      return `Sum of reports, not unique ${indicator.unit}: the reports of a round are added up, and one may be in several of them.`;
    case 'percentage':
      return indicator.reportedBy === 'register'
        ? 'Worked out from the tracker’s own records of the round.'
        : 'Both parts are added up over all reports and divided: the percentages of single reporters are never averaged.';
    case 'count_of_states': {
      const counted = indicator.choices.filter(({ counts }) => counts).map(({ label }) => `“${label}”`);
      return `Number of states that answer ${counted.join(' or ')}.`;
    }
    case 'none':
      return 'Reports are not put together.';
  }
}

/** What readers must know before they compare figures, as sentences. */
export function listComparabilityNotes(indicator: IndicatorDetail): string[] {
  const notes: string[] = [];
  if (indicator.crossBorderOverlap || indicator.aggregation === 'sum_of_reports') {
    notes.push(
      `Two states may report the same ${indicator.personCount ? 'person' : 'case'}, for instance where one finds and the other receives. Totals are sums of reports, not of unique ${indicator.unit === '%' ? 'persons' : indicator.unit}.`,
    );
  }
  if (indicator.direction === 'none') {
    notes.push(
      'More is neither better nor worse here. A higher figure can come from more cases as well as from cases being found and recorded more fully.',
    );
  }
  if (indicator.reportedBy !== 'register' && getAnswerKind(indicator.measure) !== 'text') {
    notes.push('A regional figure holds only those who reported. Read it with the coverage beside it.');
  }
  if (indicator.personCount) {
    notes.push(
      'Counts of 1 to 10 persons are suppressed, with as many other figures as it takes that none of them can be worked out.',
    );
  }
  if (indicator.disclosureClass === 'restricted') {
    notes.push('The figure of a single reporter is shown only where the reporter has released it.');
  }
  return notes;
}

/** What the list of indicators can be narrowed by, by its name in addresses. */
export const indicatorFilterNames = ['area', 'lens', 'level', 'measure', 'state', 'round'] as const;
type IndicatorFilterName = (typeof indicatorFilterNames)[number];
/** How the list is narrowed, as it stands in the address. */
export type ChosenIndicators = Partial<Record<IndicatorFilterName, string>>;

export type IndicatorChoices = {
  areas: readonly { code: string; title: string }[];
  lenses: readonly { code: string; title: string }[];
  levels: readonly string[];
  measures: readonly Measure[];
  states: readonly { code: string; name: string }[];
  rounds: readonly { code: string; title: string }[];
};

type Choice = { value: string; label: string };

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
      return choices.levels.map((level) => ({ value: level, label: formatUpperFirst(level) }));
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
