import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { ActivityForm } from './answers.ts';

type Cells = ActivityForm['cells'];
type Column = keyof Cells;

const columns: readonly Column[] = [
  'title',
  'description',
  'lead',
  'cooperating',
  'participating_states',
  'partners',
  'active_years',
  'tags',
  'lenses',
  'actip_articles',
  'basis',
];

/** The cells of an activity as they were typed. */
export function readActivityCells(form: FormData): Cells {
  return Object.fromEntries(columns.map((column) => [column, String(form.get(column) ?? '')])) as Cells;
}

/** What an activity says, who leads it and where it belongs; lists are codes separated by semicolons. */
export function ActivityFields({
  form: { choices },
  cells,
  problems,
}: {
  form: ActivityForm;
  cells: Cells;
  problems: readonly FieldProblem[];
}) {
  const field = (column: Column) => ({
    id: column,
    name: column,
    defaultValue: cells[column],
    error: problems.find(({ path }) => path === column)?.message ?? null,
  });
  const codes = (known: readonly string[]) => `Separated by semicolons, from: ${known.join('; ')}.`;
  return (
    <>
      <TextArea {...field('title')} label="Title" limit={300} rows={2} />
      <TextArea {...field('description')} label="Description" optional limit={2000} rows={4} />
      <SelectField
        {...field('lead')}
        label="Lead body"
        options={choices.bodies.map((acronym) => ({ value: acronym, label: acronym }))}
      />
      <TextField
        {...field('cooperating')}
        label="Cooperating bodies"
        optional
        hint={`The word all, or acronyms. ${codes(choices.bodies)}`}
      />
      <TextField
        {...field('participating_states')}
        label="States that take part"
        hint={`The word all, or codes. ${codes(choices.states)}`}
      />
      <TextField {...field('partners')} label="Partners" optional hint={codes(choices.partners)} />
      <TextField
        {...field('active_years')}
        label="Years in which it runs"
        hint="Separated by semicolons, such as 2025; 2026."
      />
      <TextField {...field('tags')} label="Tags" optional hint={codes(choices.tags)} />
      <TextField {...field('lenses')} label="Lenses" optional hint={codes(choices.lenses)} />
      <TextField {...field('actip_articles')} label="Articles of the convention" optional />
      <TextArea {...field('basis')} label="Where it was decided" optional rows={2} limit={2000} />
    </>
  );
}
