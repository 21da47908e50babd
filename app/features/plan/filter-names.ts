import type { Words } from '#app/features/language/use-words.ts';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import type { PlanAnswer } from './answers.ts';
import { filterNames, type FilterName, type PlanFilter } from './plan-filter.ts';

type Say = Words<'plan'>;
/** The word of a list's entry in the language of the page; see `useLabel`. */
type Label = (list: string, code: string, english: string) => string;

export type Choice = { value: string; label: string };

/** What a condition is called. */
export function nameFilter(name: FilterName, words: Say): string {
  const names: Record<FilterName, string> = {
    area: words('area'),
    objective: words('objective'),
    status: words('status'),
    late: words('late'),
    lead: words('leadBody'),
    body: words('bodyEither'),
    state: words('stateTakingPart'),
    partner: words('partner'),
    lens: words('lens'),
    tag: words('tag'),
    year: words('year'),
    round: words('round'),
  };
  return names[name];
}

/** What each condition can be, in the order of the plan or of the names. */
export function listChoices(
  name: FilterName,
  { choices, statuses }: Pick<PlanAnswer, 'choices' | 'statuses'>,
  words: Say,
  label: Label,
): Choice[] {
  const coded = (rows: readonly { code: string; title: string }[]) =>
    rows.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }));
  const named = (rows: readonly { code: string; title: string }[]) =>
    rows.map(({ code, title }) => ({ value: code, label: title }));
  switch (name) {
    case 'area':
      return coded(choices.areas);
    case 'objective':
      return coded(choices.objectives);
    case 'status':
      return [
        ...statuses.map((word) => ({
          value: word.code,
          label: label('activity_status', word.code, word.label),
        })),
        ...Object.values(noStatus).map((none) => ({ value: none.code, label: none.label })),
      ];
    case 'late':
      return [{ value: 'yes', label: words('lateYes') }];
    case 'lead':
      return choices.leads.map(({ code }) => ({ value: code, label: code }));
    case 'body':
      return choices.bodies.map(({ code }) => ({ value: code, label: code }));
    case 'state':
      return choices.states.map(({ code, title }) => ({ value: code, label: label('state', code, title) }));
    case 'partner':
      return named(choices.partners);
    case 'lens':
      return named(choices.lenses);
    case 'tag':
      return named(choices.tags);
    case 'year':
      return choices.years.map((year) => ({ value: String(year), label: String(year) }));
    case 'round':
      return named(choices.rounds).toReversed();
  }
}

/** What stands in each field while the condition is left out. */
export function nameAny(name: FilterName, words: Say): string {
  const names: Record<FilterName, string> = {
    area: words('anyArea'),
    objective: words('anyObjective'),
    status: words('anyStatus'),
    late: words('lateAny'),
    lead: words('anyBody'),
    body: words('anyBody'),
    state: words('anyState'),
    partner: words('anyPartner'),
    lens: words('anyLens'),
    tag: words('anyTag'),
    year: words('anyYear'),
    round: words('newestRound'),
  };
  return names[name];
}

export type Condition = { name: FilterName; term: string; value: string; without: PlanFilter };

/** The conditions that hold, each in words and with the filter that is left without it. */
export function listConditions(
  filter: PlanFilter,
  plan: Pick<PlanAnswer, 'choices' | 'statuses'>,
  words: Say,
  label: Label,
): Condition[] {
  return filterNames.flatMap((name) => {
    const code = filter[name];
    if (code === undefined) return [];
    const meant = name === 'state' ? code.toUpperCase() : code;
    const { [name]: _left, ...without } = filter;
    const choice = listChoices(name, plan, words, label).find(({ value }) => value === meant);
    return [{ name, term: nameFilter(name, words), value: choice?.label ?? code, without }];
  });
}
