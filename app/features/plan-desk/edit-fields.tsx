import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import {
  type ActivityCells,
  activityWordColumns,
  type IndicatorCells,
  indicatorWordColumns,
  type Follower,
  heritableColumns,
  mostParts,
  type SplitPart,
} from '#server/domain/plan/plan-edit.schema.ts';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { PlanForm } from '#app/contract.ts';
import { Link } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { labelColumn } from './column-labels.ts';
import { type ListColumn, listColumns, PickList, readPicked } from './pick-list.tsx';

/** The sentence for a field, where there is one. */
export const findProblem = (problems: readonly FieldProblem[], path: string): string | null =>
  problems.find((problem) => problem.path === path)?.message ?? null;

/** A browser sends line breaks in the long form; the plan holds the short one. */
const read = (form: FormData, column: string) => String(form.get(column) ?? '').replace(/\r\n?/g, '\n');

const isList = (column: string): column is ListColumn => listColumns.some((one) => one === column);

/** The cells of an activity as they were typed and ticked. */
export function readActivityCells(form: FormData): ActivityCells {
  const opened = readOpened(form);
  return Object.fromEntries(
    activityWordColumns.map((column) => [
      column,
      isList(column) ? readPicked(form, column, opened[column]) : read(form, column),
    ]),
  ) as ActivityCells;
}

/** The row as it was opened; nothing where the field was tampered with. */
export function readOpened(form: FormData): Record<string, string> {
  try {
    const opened: unknown = JSON.parse(String(form.get('opened') ?? '{}'));
    if (typeof opened !== 'object' || opened === null) return {};
    return Object.fromEntries(
      Object.entries(opened).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** The words of an indicator as they were typed. */
export const readIndicatorCells = (form: FormData): IndicatorCells =>
  Object.fromEntries(indicatorWordColumns.map((column) => [column, read(form, column)])) as IndicatorCells;

/** What every field for a column of a row of the plan is given. */
export const buildCellField =
  <Column extends string>(cells: Readonly<Record<string, string>>, problems: readonly FieldProblem[]) =>
  (column: Column) => ({
    id: column,
    name: column,
    label: labelColumn(column),
    defaultValue: cells[column] ?? '',
    error: findProblem(problems, column),
  });

type Column = (typeof activityWordColumns)[number];

/** What an activity says, who leads it and where it belongs. */
export function ActivityFields({
  form,
  cells,
  problems,
}: {
  form: PlanForm;
  cells: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}) {
  const field = buildCellField<Column>(cells, problems);
  return (
    <>
      <TextArea {...field('title')} limit={300} rows={2} />
      <TextArea {...field('description')} optional limit={2000} rows={4} />
      <SelectField
        {...field('lead')}
        placeholder={cells['lead'] ? undefined : 'Choose a body'}
        options={listBodies(form)}
      />
      {listColumns.map((column) => (
        <PickList
          key={column}
          column={column}
          form={form}
          field={field(column)}
          optional={column !== 'participating_states' && column !== 'active_years'}
        />
      ))}
      <TextArea {...field('basis')} optional rows={2} limit={2000} />
    </>
  );
}

const listBodies = ({ choices }: PlanForm) =>
  choices.bodies.map(({ code, title }) => ({ value: code, label: `${title} (${code})` }));

export type TypedAmendment = {
  effectiveRound: string;
  title: string;
  reason: string;
  decision?: number | null | undefined;
};

/** What was typed into the fields of an amendment. */
export function readAmendment(form: FormData): TypedAmendment {
  const text = (name: string) => String(form.get(name) ?? '');
  const decision = /^\d{1,9}$/.test(text('decision')) ? Number(text('decision')) : null;
  return {
    effectiveRound: text('effectiveRound'),
    title: text('amendmentTitle'),
    reason: text('reason'),
    decision,
  };
}

/** From which round a change of the plan counts, and why it is made; or the decision that it is one more change of. */
export function AmendmentFields({
  rounds,
  decisions,
  typed,
  problems,
}: {
  rounds: readonly { code: string; title: string }[];
  decisions: readonly { number: number; title: string; effectiveRound: string }[];
  typed: TypedAmendment | null;
  problems: readonly FieldProblem[];
}) {
  const problemAt = (path: string) =>
    problems.find((problem) => problem.path === path || problem.path === `amendment.${path}`)?.message ??
    null;
  return (
    <>
      {rounds.length === 0 ? (
        <Notice kind="warning" title="Every round of the plan has opened">
          <p>
            Their questions are fixed. First add a later round to the sheet “rounds” of the workbook:{' '}
            <Link to="/secretariat/plan/import">import the plan with one more round</Link>.
          </p>
        </Notice>
      ) : null}
      {decisions.length > 0 ? (
        <SelectField
          id="decision"
          name="decision"
          label="Decision"
          hint="Several changes can be made by one decision. The fields below are for a new one."
          options={[
            { value: '', label: 'A new decision' },
            ...decisions.map(({ number, title, effectiveRound }) => ({
              value: String(number),
              label: `${number}. ${title}, from ${effectiveRound}`,
            })),
          ]}
          defaultValue={typed?.decision ? String(typed.decision) : ''}
          error={problemAt('decision')}
        />
      ) : null}
      <SelectField
        id="effectiveRound"
        name="effectiveRound"
        label="Applies from"
        hint="Earlier rounds keep their wording. A round that has opened cannot be chosen."
        placeholder="Choose a round"
        options={rounds.map(({ code, title }) => ({ value: code, label: `${title} (${code})` }))}
        defaultValue={typed?.effectiveRound ?? ''}
        error={problemAt('effectiveRound')}
      />
      <TextField
        id="amendmentTitle"
        name="amendmentTitle"
        label="Title of the amendment"
        hint="For example: Decision of the 24th SOMTC."
        defaultValue={typed?.title ?? ''}
        error={problemAt('amendmentTitle')}
      />
      <TextArea
        id="reason"
        name="reason"
        label="Reason"
        hint="Shown in the list of amendments. It is not published."
        limit={2000}
        rows={3}
        defaultValue={typed?.reason ?? ''}
        error={problemAt('reason')}
      />
    </>
  );
}

/** Where an indicator can go on: an activity by its place in the form, and what it is called there. */
type Place = { value: string; label: string };

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
      lead="Earlier reports do not change in either case."
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
            { value: 'stays', label: 'Does not change' },
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
      <TextField {...field('code', '')} width={20} hint="It must be unique and can never change." />
      <TextArea {...field('title', '')} limit={300} rows={2} />
      <TextArea {...field('description', '')} optional limit={2000} rows={3} />
      <SelectField {...field('lead', cells['lead'] ?? '')} options={listBodies(form)} />
      {(['participating_states', 'active_years'] as const).map((column) => (
        <PickList
          key={column}
          column={column}
          form={form}
          field={{ ...field(column, cells[column] ?? ''), name: `part.${at}.${column}` }}
        />
      ))}
      {filled.length > 0 ? (
        <CheckboxGroup
          id={`parts.${at}.inherits`}
          name={`inherits.${at}`}
          label="Also takes over"
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
  const opened = readOpened(form);
  const pick = (at: number, column: 'participating_states' | 'active_years') =>
    readPicked(form, `part.${at}.${column}`, opened[column]);
  return all('code')
    .slice(0, mostParts)
    .map((code, at) => ({
      code: code.trim(),
      title: titles[at] ?? '',
      description: descriptions[at] ?? '',
      lead: leads[at] ?? '',
      participating_states: pick(at, 'participating_states'),
      active_years: pick(at, 'active_years'),
      inherits: heritableColumns.filter((column) => form.getAll(`inherits.${at}`).includes(column)),
    }));
}
