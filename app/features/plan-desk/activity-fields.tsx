import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { PlanForm } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { activityWordColumns } from '#server/domain/plan/plan-edit.schema.ts';
import { buildCellField } from './plan-cells.ts';

type Column = (typeof activityWordColumns)[number];

/** What an activity says, who leads it and where it belongs; lists are codes separated by semicolons. */
export function ActivityFields({
  form: { choices },
  cells,
  problems,
}: {
  form: PlanForm;
  cells: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}) {
  const field = buildCellField<Column>(cells, problems);
  const codes = (known: readonly string[]) => `Separated by semicolons, from: ${known.join('; ')}.`;
  return (
    <>
      <TextArea {...field('title')} limit={300} rows={2} />
      <TextArea {...field('description')} optional limit={2000} rows={4} />
      <SelectField
        {...field('lead')}
        placeholder={cells['lead'] ? undefined : 'Choose a body'}
        options={choices.bodies.map((acronym) => ({ value: acronym, label: acronym }))}
      />
      <TextField
        {...field('cooperating')}
        optional
        hint={`The word all, or acronyms. ${codes(choices.bodies)}`}
      />
      <TextField
        {...field('participating_states')}
        hint={`The word all, or codes. ${codes(choices.states)}`}
      />
      <TextField {...field('partners')} optional hint={codes(choices.partners)} />
      <TextField {...field('active_years')} hint="Separated by semicolons, such as 2025; 2026." />
      <TextField {...field('tags')} optional hint={codes(choices.tags)} />
      <TextField {...field('lenses')} optional hint={codes(choices.lenses)} />
      <TextField {...field('actip_articles')} optional hint={codes(choices.articles)} />
      <TextArea {...field('basis')} optional rows={2} limit={2000} />
    </>
  );
}
