import type { PlanEdit } from '#server/domain/plan/plan-edit.schema.ts';
import type { MovedCell, PlanForm, PlanFormRow } from '#app/contract.ts';
import { type Refusal, listFormProblems } from '#app/features/errors/ask.ts';
import { type TypedAmendment, AmendmentFields, namePart } from './edit-fields.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { labelColumn } from '#app/features/plan-desk/column-labels.ts';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary, type FormProblem } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import styles from './plan-desk.module.css';

const query = (plan: string) => `?plan=${encodeURIComponent(plan)}`;

/** The page of a plan. */
export const planPath = (plan: string): string => `/secretariat/plan${query(plan)}`;

/** The page on which an activity or indicator is reworded, or one of the pages beside it. */
export const rowPath = (
  plan: string,
  sheet: 'activities' | 'indicators',
  code: string,
  step?: 'end' | 'merge' | 'split' | 'resume',
): string => `/secretariat/plan/${sheet}/${code}${step ? `/${step}` : ''}${query(plan)}`;

/** The page on which an activity is added, to an objective where one is named. */
export const addPath = (plan: string, objective?: string): string =>
  `/secretariat/plan/add-activity${query(plan)}${objective ? `&objective=${encodeURIComponent(objective)}` : ''}`;

/** The form in which an edit was made, filled as it was sent. */
export function editPath({ plan, edit }: { plan: string; edit: PlanEdit }, draft: string): string {
  const steps = {
    'reword-activity': rowPath(plan, 'activities', edit.code),
    'end-activity': rowPath(plan, 'activities', edit.code, 'end'),
    'merge-activity': rowPath(plan, 'activities', edit.code, 'merge'),
    'split-activity': rowPath(plan, 'activities', edit.code, 'split'),
    'add-activity': addPath(plan),
    'reword-indicator': rowPath(plan, 'indicators', edit.code),
    'end-indicator': rowPath(plan, 'indicators', edit.code, 'end'),
    'resume-activity': rowPath(plan, 'activities', edit.code, 'resume'),
    'resume-indicator': rowPath(plan, 'indicators', edit.code, 'resume'),
  };
  return `${steps[edit.kind]}&draft=${draft}`;
}

/** What was typed into a form of the plan, and the row as it was when the form was opened. */
export type TypedEdit = {
  edit: PlanEdit;
  amendment: TypedAmendment;
  opened: Record<string, string>;
};

/** A form of the plan as it is to be shown. */
type EditStep = {
  form: PlanForm;
  typed: TypedEdit | null;
  refusal: Refusal | null;
  /** What somebody else changed in the row since it was opened. */
  moved: readonly MovedCell[];
  /** Fields begin anew when it changes. */
  key: string;
};

type Answer = { typed: TypedEdit; refusal: Refusal | null } | undefined;

/**
 * Puts together what is stored, what was typed before the preview (`draft`) and what was typed just now. Where
 * somebody else changed the row meanwhile, words that were left as they were give way to what is there now.
 */
export function buildEditStep(
  { form, draft }: { form: PlanForm; draft: TypedEdit | null },
  answer: Answer,
): EditStep {
  const typed = answer?.typed ?? draft;
  const refusal = answer?.refusal ?? null;
  const now = form.row?.cells ?? null;
  const key = `${form.row?.version ?? ''} ${typed && 'parts' in typed.edit ? typed.edit.parts.length : 0}`;
  if (!typed || !now) return { form, typed, refusal, moved: [], key };
  const moved = listMovedCells(typed, now);
  return {
    form,
    typed: moved.length > 0 ? { ...typed, edit: takeOver(typed.edit, moved) } : typed,
    refusal,
    moved,
    key,
  };
}

function listMovedCells({ edit, opened }: TypedEdit, now: Readonly<Record<string, string>>): MovedCell[] {
  const typed: Readonly<Record<string, string>> = 'cells' in edit ? edit.cells : {};
  return Object.keys(now)
    .filter((column) => opened[column] !== undefined && opened[column] !== now[column])
    .map((column) => ({
      column,
      opened: opened[column] ?? '',
      now: now[column] ?? '',
      typed: typed[column] === undefined || typed[column] === opened[column] ? null : typed[column],
    }));
}

function takeOver(edit: PlanEdit, moved: readonly MovedCell[]): PlanEdit {
  if (!('cells' in edit)) return edit;
  const theirs = Object.fromEntries(
    moved
      .filter(({ column, typed }) => typed === null && column in edit.cells)
      .map(({ column, now }) => [column, now]),
  );
  return { ...edit, cells: { ...edit.cells, ...theirs } } as PlanEdit;
}

/** What somebody else changed in a row meanwhile, beside what was typed, so that a person can decide. */
export function MovedCells({
  code,
  moved,
  children,
}: {
  code: string;
  moved: readonly MovedCell[];
  children: React.ReactNode;
}) {
  const isTyped = moved.some(({ typed }) => typed !== null);
  return (
    <Notice kind="warning" title={`Somebody else has changed ${code}. Your change is not applied.`}>
      <DataTable
        caption="What was changed"
        captionHidden
        narrow="stack"
        dense
        rows={moved}
        rowKey={({ column }) => column}
        columns={[
          { key: 'field', header: 'Field', rowHeader: true, cell: ({ column }) => labelColumn(column) },
          { key: 'opened', header: 'When you opened it', cell: ({ opened }) => opened || 'empty' },
          { key: 'now', header: 'Now', cell: ({ now }) => now || 'empty' },
          ...(isTyped
            ? [
                {
                  key: 'typed',
                  header: 'Yours',
                  cell: ({ typed }: MovedCell) => (typed === null ? 'not changed' : typed || 'empty'),
                },
              ]
            : []),
        ]}
      />
      {children}
    </Notice>
  );
}

/** The lines of the error summary; of several new activities each says which. */
function listEditProblems(refusal: Refusal | null): FormProblem[] {
  return listFormProblems(refusal).map((problem) => {
    const part = /^parts\.(\d+)\./.exec(problem.fieldId ?? '')?.[1];
    return part === undefined
      ? problem
      : { ...problem, message: `${namePart(Number(part))}: ${problem.message}` };
  });
}

interface EditFrameProps {
  step: EditStep;
  /** For the window: "Merge A1.2". */
  title: string;
  heading: ReactNode;
  lead?: ReactNode;
  /** Why an amendment is asked for; without it none is. */
  amends: ReactNode | null;
  /** Under the heading, outside the form. */
  before?: ReactNode;
  /** Of a page beside that of the row itself, which is the way back: the sheet in which the row stands. */
  besideSheet?: 'activities' | 'indicators';
  /** Whether the form is for a row that has ended; all others are for those that go on. */
  isForEnded?: boolean;
  /** A second button, such as one that adds fields. */
  more?: ReactNode;
  children: ReactNode;
}

/**
 * A page on which one row of the plan is changed: what is wrong, what somebody else changed, the fields, from when it
 * counts and why, and the way to see what it would change.
 */
export function EditFrame(props: EditFrameProps) {
  const {
    step,
    title,
    heading,
    lead,
    amends,
    before,
    besideSheet,
    isForEnded = false,
    more,
    children,
  } = props;
  const { form, refusal, typed, moved } = step;
  const { row, plan } = form;
  return (
    <>
      <PageTitle parts={[title, 'Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listEditProblems(refusal)} />
      <Breadcrumbs
        items={[
          { label: 'Plan', to: planPath(plan) },
          ...(besideSheet && row ? [{ label: row.code, to: rowPath(plan, besideSheet, row.code) }] : []),
        ]}
      />
      <PageHeading kicker={row ? `${plan}, ${row.code}` : plan} lead={lead}>
        {heading}
      </PageHeading>
      {before}
      {moved.length > 0 && row ? (
        <MovedCells code={row.code} moved={moved}>
          <p>The form below has the present text, with your changes. Check it and continue.</p>
        </MovedCells>
      ) : null}
      {row && (row.endedFrom !== null) !== isForEnded ? null : (
        <Form method="post" className={styles.form} key={step.key}>
          <input type="hidden" name="plan" value={plan} />
          <input type="hidden" name="version" value={row?.version ?? ''} />
          <input type="hidden" name="opened" value={JSON.stringify(row?.cells ?? {})} />
          {children}
          {amends === null ? null : (
            <Section id="amendment" title="Amendment" lead={amends}>
              <div className={styles.form}>
                <AmendmentFields
                  rounds={form.rounds}
                  decisions={form.decisions}
                  typed={typed?.amendment ?? null}
                  problems={refusal?.fields ?? []}
                />
              </div>
            </Section>
          )}
          <ButtonGroup>
            <Button>Preview the changes</Button>
            {more}
          </ButtonGroup>
        </Form>
      )}
    </>
  );
}

/** That a row has ended, from when, where it goes on, and how to take it up again. */
export function EndedNotice({
  plan,
  sheet,
  row: { code, cells, endedFrom },
}: {
  plan: string;
  sheet: 'activities' | 'indicators';
  row: PlanFormRow;
}) {
  if (!endedFrom) return null;
  const into = cells['merged_into'];
  return (
    <Notice title={`This has ended from ${endedFrom}${into ? ` and is merged into ${into}` : ''}`}>
      <p>
        It is not part of later rounds. Earlier reports do not change.{' '}
        <Link to={rowPath(plan, sheet, code, 'resume')}>Take it up again</Link>
      </p>
    </Notice>
  );
}
