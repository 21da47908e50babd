import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { Details } from '#app/components/layout.tsx';
import type { PlanForm } from '#app/contract.ts';
import styles from './plan-desk.module.css';

/** The cells of an activity that hold a list: a form offers what can be chosen, the plan holds codes. */
export const listColumns = [
  'cooperating',
  'participating_states',
  'partners',
  'active_years',
  'tags',
  'lenses',
  'actip_articles',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What "all" is called in the lists that can say it. */
const all: Partial<Record<ListColumn, string>> = {
  cooperating: 'All bodies of the plan',
  participating_states: 'All member states',
};

const split = (cell: string): string[] =>
  cell
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function listOptions(column: ListColumn, { choices }: PlanForm): { value: string; label: string }[] {
  const named = (rows: readonly { code: string; title: string }[]) =>
    rows.map(({ code, title }) => ({ value: code, label: title === code ? code : `${title} (${code})` }));
  switch (column) {
    case 'cooperating':
      return named(choices.bodies);
    case 'participating_states':
      return named(choices.states);
    case 'active_years':
      return choices.years.map((year) => ({ value: String(year), label: String(year) }));
    case 'actip_articles':
      return named(choices.articles);
    default:
      return named(choices[column]);
  }
}

/**
 * A list of boxes in place of codes with semicolons, under what is chosen now. What the plan names and no list has stays
 * as it is.
 */
export function PickList({
  column,
  form,
  field: { defaultValue, ...field },
  optional,
}: {
  column: ListColumn;
  form: PlanForm;
  field: { id: string; name: string; label: string; defaultValue: string; error: string | null };
  optional?: boolean;
}) {
  const chosen = split(defaultValue).map((code) => (code.toLowerCase() === 'all' ? 'all' : code));
  const known = [
    ...(all[column] ? [{ value: 'all', label: all[column] }] : []),
    ...listOptions(column, form),
  ];
  const unknown = chosen.filter((code) => known.every(({ value }) => value !== code));
  const options = [...known, ...unknown.map((code) => ({ value: code, label: code }))];
  const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  // What has to be filled in, or is wrong, is open.
  const isOpen = field.error !== null || (!optional && chosen.length === 0);
  return (
    <Details summary={`${field.label}: ${names.join('; ') || 'none'}`} open={isOpen}>
      <div className={styles.picks} data-short={column === 'active_years' ? '' : undefined}>
        <CheckboxGroup {...field} optional={optional} options={options} defaultValue={chosen} />
      </div>
    </Details>
  );
}

/** The boxes that were ticked as the plan writes them: as they were written before, if they are the same. */
export function readPicked(form: FormData, name: string, before: string | undefined): string {
  const ticked = form.getAll(name).map(String);
  const given = ticked.includes('all') ? ['all'] : ticked;
  const known = split(before ?? '');
  const isSame = known.length === given.length && known.every((code) => given.includes(code));
  return isSame ? (before ?? '') : given.join('; ');
}
