import { SelectField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { Follower } from '#server/domain/plan/plan-edit.schema.ts';
import { findProblem } from './plan-cells.ts';

/** Where an indicator can go on: an activity by its place in the form, and what it is called there. */
export type Place = { value: string; label: string };

/** What becomes of each indicator that belongs to an activity that ends. Nothing is shown where there is none. */
export function FollowerFields({
  indicators,
  places,
  typed,
  problems,
}: {
  indicators: readonly { code: string; title: string }[];
  /** The first is what is meant unless something else is said; without one an indicator ends with its activity. */
  places: readonly Place[];
  /** By the value of its choice. */
  typed: readonly string[];
  problems: readonly FieldProblem[];
}) {
  if (indicators.length === 0) return null;
  return (
    <Section
      id="followers"
      title={indicators.length === 1 ? 'Its indicator' : 'Its indicators'}
      lead="What was reported stays in any case."
    >
      {indicators.map(({ code, title }, at) => (
        <SelectField
          key={code}
          id={`followers.${at}`}
          name="goes"
          label={`${code} ${title}`}
          options={[
            ...places,
            { value: 'ends', label: 'Ends with it' },
            { value: 'stays', label: 'Stays as it is' },
          ]}
          defaultValue={typed[at] ?? places[0]?.value ?? 'ends'}
          error={findProblem(problems, `followers.${at}`)}
        />
      ))}
      {indicators.map(({ code }) => (
        <input key={code} type="hidden" name="follower" value={code} />
      ))}
    </Section>
  );
}

/**
 * Reads what becomes of indicators. `resolve` gives the code of the activity that a choice other than "ends" and
 * "stays" stands for.
 */
export function readFollowers(form: FormData, resolve: (value: string) => string): Follower[] {
  const goes = form.getAll('goes').map(String);
  return form.getAll('follower').map((indicator, at) => {
    const value = goes[at] ?? 'stays';
    return value === 'ends' || value === 'stays'
      ? { indicator: String(indicator), goes: value, to: '' }
      : { indicator: String(indicator), goes: 'moves', to: resolve(value) };
  });
}
