import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Checkbox, Fieldset } from '#app/components/choice-field.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { NationalCircumstance } from '#app/contract.ts';
import {
  type CircumstanceContent,
  describeMilestone,
  type Milestone,
  mostMilestones,
} from '#server/domain/target/circumstance.rules.ts';
import { StepHistory } from './step-parts.tsx';
import record from '#app/features/forms/record.module.css';
import styles from './national-target.module.css';

/** Where the secretariat decides on a state's circumstances in an activity. */
export const buildCircumstanceDecisionPath = (round: string, reporter: string, code: string): string =>
  `/secretariat/circumstances/${[round, reporter, code].map(encodeURIComponent).join('/')}`;

/** "Not applicable: no land border.", "3 milestones". */
export function summariseCircumstance(content: CircumstanceContent | null): string {
  if (!content) return 'As the plan says';
  if (content.notApplicable !== '') return `Not applicable: ${content.notApplicable}`;
  const count = content.milestones.length;
  return count === 0 ? 'As the plan says' : `${count} ${count === 1 ? 'milestone' : 'milestones'}`;
}

/** That an activity does not apply, or its milestones with how late each is. */
export function CircumstanceText({ content, today }: { content: CircumstanceContent; today: string }) {
  if (content.notApplicable !== '') {
    return (
      <p className={styles.note}>
        <strong>Not applicable.</strong> {content.notApplicable}
      </p>
    );
  }
  if (content.milestones.length === 0) return <p>The activity applies, with no milestones of its own.</p>;
  const day = (iso: string | null) => (iso === null ? '–' : <DateText iso={iso} />);
  return (
    <DataTable
      caption="Milestones"
      captionHidden
      narrow="stack"
      fit
      rows={content.milestones}
      rowKey={({ title, planned }) => `${title} ${planned}`}
      columns={[
        { key: 'title', header: 'Milestone', rowHeader: true, minWidth: '14rem', cell: ({ title }) => title },
        { key: 'planned', header: 'Planned', nowrap: true, cell: ({ planned }) => day(planned) },
        { key: 'revised', header: 'Revised', nowrap: true, cell: ({ revised }) => day(revised) },
        { key: 'reached', header: 'Reached', nowrap: true, cell: ({ reached }) => day(reached) },
        {
          key: 'late',
          header: 'How late',
          cell: (milestone: Milestone) => describeMilestone(milestone, today),
        },
      ]}
    />
  );
}

/** Every step, newest first. */
export const CircumstanceHistory = ({ steps, today }: Pick<NationalCircumstance, 'steps' | 'today'>) => (
  <StepHistory
    steps={steps}
    tell={({ content, round, released }) => (
      <>
        <CircumstanceText content={content} today={today} />
        <p>
          From {round}. {released ? 'May be published.' : 'Not to be published.'}
        </p>
      </>
    )}
  />
);

type TypedMilestone = { title: string; planned: string; revised: string; reached: string };

/** What was typed, as the form shows it. */
export type TypedCircumstanceForm = {
  inapplicable: boolean;
  reason: string;
  released: boolean;
  milestones: TypedMilestone[];
};

const emptyRows = 3;

/** What the form shows first: what was returned or waits, else what is accepted, with some empty rows. */
export function fillCircumstance({ steps, own }: NationalCircumstance): TypedCircumstanceForm {
  const [last] = steps;
  const content = last && last.status !== 'accepted' ? last.content : own;
  return {
    inapplicable: (content?.notApplicable ?? '') !== '',
    reason: content?.notApplicable ?? '',
    released: last?.released ?? false,
    milestones: (content?.milestones ?? []).map(({ title, planned, revised, reached }) => ({
      title,
      planned,
      revised: revised ?? '',
      reached: reached ?? '',
    })),
  };
}

interface ProposeProps {
  version: number;
  typed: TypedCircumstanceForm;
  formId: string;
  person: string;
  errorOf: (field: string) => string | undefined;
}

const dayFields = [
  { name: 'planned', label: 'Planned' },
  { name: 'revised', label: 'Revised' },
  { name: 'reached', label: 'Reached' },
] as const;

/** Proposes that an activity does not apply, or the state's own milestones. */
export function ProposeCircumstanceForm({ version, typed, formId, person, errorOf }: ProposeProps) {
  const filled = typed.milestones.length;
  const rows = Array.from(
    { length: Math.max(filled, Math.min(mostMilestones, filled + emptyRows)) },
    (_, at): TypedMilestone => typed.milestones[at] ?? { title: '', planned: '', revised: '', reached: '' },
  );
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <input type="hidden" name="person" value={person} />
      <Checkbox
        id="inapplicable"
        name="inapplicable"
        label="This activity does not apply in our state"
        hint="It is then not asked, and counts in no number for your state. Leave the milestones empty."
        defaultChecked={typed.inapplicable}
      />
      <TextArea
        id="reason"
        name="reason"
        label="Why it does not apply"
        optional
        rows={3}
        limit={2000}
        defaultValue={typed.reason}
        error={errorOf('reason')}
      />
      <Fieldset
        words={{
          id: 'milestones',
          label: 'Milestones',
          optional: true,
          hint: `What your state reaches on the way, such as “Adopted by cabinet”. Days such as 2027-03-31. The planned day stays; enter a revised day when it moves. At most ${mostMilestones}.`,
          error: errorOf('milestones'),
        }}
      >
        {rows.map((row, at) => (
          <div key={at} className={styles.milestone}>
            <TextField
              id={at === 0 && errorOf('milestones') ? 'milestones' : `milestones.${at}.title`}
              name={`milestones.${at}.title`}
              label={`Milestone ${at + 1}`}
              width={30}
              autoComplete="off"
              defaultValue={row.title}
              error={errorOf(`milestones.${at}.title`)}
            />
            {dayFields.map(({ name, label }) => (
              <TextField
                key={name}
                id={`milestones.${at}.${name}`}
                name={`milestones.${at}.${name}`}
                label={label}
                width={10}
                autoComplete="off"
                defaultValue={row[name]}
                error={errorOf(`milestones.${at}.${name}`)}
              />
            ))}
          </div>
        ))}
      </Fieldset>
      <Checkbox
        id="released"
        name="released"
        label="This may be published"
        hint="It is published with the next publication after the secretariat has accepted it."
        defaultChecked={typed.released}
      />
      <Button name="intent" value="propose">
        Propose this
      </Button>
    </Form>
  );
}
