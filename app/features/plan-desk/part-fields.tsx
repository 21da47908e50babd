import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import type { PlanForm } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { heritableColumns, mostParts, type SplitPart } from '#server/domain/plan/plan-edit.schema.ts';
import { findProblem, labelColumn } from './plan-cells.ts';

const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/** How a new activity is called while it has no code. */
export const namePart = (at: number): string => `${ordinals[at] ?? at + 1} new activity`;

/** One of the activities that take the place of one that is split; what it takes over is ticked. */
export function PartFields({
  form,
  cells,
  at,
  typed,
  problems,
}: {
  form: PlanForm;
  /** Of the activity that is split: what a part begins with. */
  cells: Readonly<Record<string, string>>;
  at: number;
  typed: SplitPart | undefined;
  problems: readonly FieldProblem[];
}) {
  const field = (column: Exclude<keyof SplitPart, 'inherits'>, fallback: string) => ({
    id: `parts.${at}.${column}`,
    name: `part.${column}`,
    label: labelColumn(column),
    defaultValue: typed?.[column] ?? fallback,
    error: findProblem(problems, `parts.${at}.${column}`),
  });
  const filled = heritableColumns.filter((column) => cells[column]);
  return (
    <Section id={`part-${at}`} title={namePart(at)}>
      <TextField {...field('code', '')} width={20} hint="It never changes, and no other activity has it." />
      <TextArea {...field('title', '')} limit={300} rows={2} />
      <TextArea {...field('description', '')} optional limit={2000} rows={3} />
      <SelectField
        {...field('lead', cells['lead'] ?? '')}
        options={form.choices.bodies.map((acronym) => ({ value: acronym, label: acronym }))}
      />
      <TextField
        {...field('participating_states', cells['participating_states'] ?? '')}
        hint="The word all, or two-letter codes separated by semicolons."
      />
      <TextField
        {...field('active_years', cells['active_years'] ?? '')}
        hint="Separated by semicolons, such as 2025; 2026."
      />
      {filled.length > 0 ? (
        <CheckboxGroup
          id={`parts.${at}.inherits`}
          name={`inherits.${at}`}
          label="Takes over as well"
          options={filled.map((column) => ({
            value: column,
            label: `${labelColumn(column)}: ${cells[column]}`,
          }))}
          defaultValue={typed?.inherits ?? filled}
          error={findProblem(problems, `parts.${at}.inherits`)}
        />
      ) : null}
    </Section>
  );
}

/** The new activities as they were typed. */
export function readParts(form: FormData): SplitPart[] {
  const all = (name: string) => form.getAll(`part.${name}`).map(String);
  const [titles, descriptions, leads] = [all('title'), all('description'), all('lead')];
  const [states, years] = [all('participating_states'), all('active_years')];
  return all('code')
    .slice(0, mostParts)
    .map((code, at) => ({
      code: code.trim(),
      title: titles[at] ?? '',
      description: descriptions[at] ?? '',
      lead: leads[at] ?? '',
      participating_states: states[at] ?? '',
      active_years: years[at] ?? '',
      inherits: heritableColumns.filter((column) => form.getAll(`inherits.${at}`).includes(column)),
    }));
}
