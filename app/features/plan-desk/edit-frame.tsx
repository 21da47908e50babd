import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary, type FormProblem } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { listFormProblems, type Refusal } from '#app/features/errors/ask.ts';
import { AmendmentFields } from './amendment-fields.tsx';
import type { EditStep } from './edit-step.ts';
import { MovedCells } from './moved-cells.tsx';
import { namePart } from './part-fields.tsx';
import styles from './plan-desk.module.css';
import { planPath, rowPath } from './plan-paths.ts';
import { Notice } from '#app/components/notice.tsx';
import type { PlanFormRow } from '#app/contract.ts';

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
  /** A second button, such as one that adds fields. */
  more?: ReactNode;
  children: ReactNode;
}

/**
 * A page on which one row of the plan is changed: what is wrong, what somebody else changed, the fields, from when it
 * counts and why, and the way to see what it would change.
 */
export function EditFrame(props: EditFrameProps) {
  const { step, title, heading, lead, amends, before, besideSheet, more, children } = props;
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
          <p>
            The form below holds what is there now, with your words where you changed it. Look at it, and go
            on.
          </p>
        </MovedCells>
      ) : null}
      {row?.endedFrom ? null : (
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
                  typed={typed?.amendment ?? null}
                  problems={refusal?.fields ?? []}
                />
              </div>
            </Section>
          )}
          <ButtonGroup>
            <Button>See what would change</Button>
            {more}
          </ButtonGroup>
        </Form>
      )}
    </>
  );
}

/** That a row has ended, from when, and where it goes on. */
export function EndedNotice({ row: { cells, endedFrom } }: { row: PlanFormRow }) {
  if (!endedFrom) return null;
  const into = cells['merged_into'];
  return (
    <Notice title={`This has ended from ${endedFrom}${into ? ` and goes on in ${into}` : ''}`}>
      <p>
        Reports of later rounds do not ask for it. What was reported before stays. Where it ended by mistake,
        take the round out of its row in the workbook before that round opens.
      </p>
    </Notice>
  );
}
