import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import type { ApprovedReport, Schedule } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { PreviewSummary } from './preview-summary.ts';
import styles from './publishing.module.css';
import { TextArea, TextField } from '#app/components/field.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { shortenChanges } from '#server/domain/publication/approved-report.rules.ts';
import { Details, Section } from '#app/components/layout.tsx';
import { formatMinute, formatScheduledTime } from '#server/domain/publication/schedule.rules.ts';

type Words = PublicationWords & { withoutReport: boolean };

/** Title, meeting and note of the publication. Nothing is published yet: a second step asks. */
export function PublishForm({
  typed,
  problems,
  report,
}: {
  typed: Words | null;
  problems: readonly FieldProblem[];
  report: ApprovedReport;
}) {
  return (
    <Form method="post" noValidate>
      <PublicationWordFields
        typed={typed}
        problems={problems}
        noteHint="For example, what is corrected. It stays on the publication permanently."
      />
      <WithoutReportBox report={report} checked={typed?.withoutReport ?? false} problems={problems} />
      <p className={styles.act}>
        <Button name="intent" value="check">
          Publish
        </Button>
      </p>
    </Form>
  );
}

/** The step before figures become public for good. */
export function ConfirmPublication({ summary, words }: { summary: PreviewSummary; words: Words }) {
  const { withoutReport, title, meeting, note } = words;
  const { report } = summary;
  return (
    <ConfirmStep
      title={`Publish publication ${summary.number}?`}
      action="Publish"
      fields={{ title, meeting, note, ...(withoutReport ? { withoutReport: 'on' } : {}), intent: 'publish' }}
      cancelTo={`/secretariat/publish/${summary.round}`}
    >
      <p>
        {formatNumber(summary.numbers)} numbers for {summary.round} and the words of{' '}
        {summary.narratives.released} activity reports become public at once, for everyone.{' '}
        {formatNumber(summary.held)} figures stay hidden. A publication cannot be changed: a correction is a
        new one, and one that is withdrawn stays under a notice.
      </p>
      {report ? (
        <p>
          Draft {report.draft} of the report, which is approved,{' '}
          {report.goesAlong ? 'goes along.' : 'does not go along.'}
        </p>
      ) : null}
      {title || meeting || note ? (
        <p>
          {title ? `Title: ${title}. ` : ''}
          {meeting ? `Presented to: ${meeting}. ` : ''}
          {note ? `Note: ${note}` : ''}
        </p>
      ) : null}
    </ConfirmStep>
  );
}

/** What is written on a publication. */
export type PublicationWords = { title: string; meeting: string; note: string };

interface PublicationWordFieldsProps {
  typed: PublicationWords | null;
  problems: readonly FieldProblem[];
  /** Before the ids of the fields, where a page has them twice. */
  prefix?: string;
  noteHint?: string;
}

/** Title, meeting and note of a publication, all of which may be left out. */
export function PublicationWordFields({
  typed,
  problems,
  prefix = '',
  noteHint,
}: PublicationWordFieldsProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <>
      <TextField
        id={`${prefix}title`}
        name="title"
        label="Title"
        optional
        hint="Without one it is called after the round."
        defaultValue={typed?.title}
        error={problem('title')}
      />
      <TextField
        id={`${prefix}meeting`}
        name="meeting"
        label="Meeting to which it is presented"
        optional
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextArea
        id={`${prefix}note`}
        name="note"
        label="Note to readers"
        optional
        hint={noteHint}
        rows={4}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
    </>
  );
}

/** Says whether the approved report goes with what would be published, and what has changed where it does not. */
export function ReportNotice({ report, round }: { report: ApprovedReport; round: string }) {
  if (!report) return null;
  if (report.goesAlong) {
    return (
      <Notice title={`Draft ${report.draft} of the report is approved and goes along.`}>
        <p>Its figures and words are those that would be published.</p>
      </Notice>
    );
  }
  const { named, more } = shortenChanges(report.changes);
  return (
    <Notice
      kind="warning"
      id="report"
      title={`What would be published differs from draft ${report.draft} of the report, which is approved.`}
    >
      {named.length > 0 ? (
        <>
          <p>This has changed since the draft was made:</p>
          <ul>
            {named.map((change) => (
              <li key={change}>{change}</li>
            ))}
            {more > 0 ? <li>and {more} more</li> : null}
          </ul>
        </>
      ) : (
        <p>
          The draft was made before drafts kept what they were built from, so the changes cannot be named.
        </p>
      )}
      <p>
        <Link to={`/secretariat/compile/${round}/editions`}>Make a new draft</Link> and have it approved, or
        publish anyway, without the report.
      </p>
    </Notice>
  );
}

interface WithoutReportBoxProps {
  report: ApprovedReport;
  /** Before the id, where a page has the box twice. */
  prefix?: string;
  checked: boolean;
  problems: readonly FieldProblem[];
}

/** The box that has to be ticked before something is published that the approved report does not say. */
export function WithoutReportBox({ report, prefix = '', checked, problems }: WithoutReportBoxProps) {
  if (!report || report.goesAlong) return null;
  return (
    <Checkbox
      id={`${prefix}withoutReport`}
      name="withoutReport"
      label="Publish anyway, without the report"
      defaultChecked={checked}
      error={problems.find(({ path }) => path === 'withoutReport')?.message}
    />
  );
}

/** What was scheduled and has ended, where somebody has to know: above the page. */
export function ScheduleNotice({ schedule }: { schedule: Schedule }) {
  if (schedule?.state === 'failed') {
    return (
      <Notice kind="warning" title="What was scheduled was NOT published.">
        <p>
          It was set for {formatMinute(schedule.publishAt)} by {schedule.scheduledBy}. {schedule.failure}
        </p>
      </Notice>
    );
  }
  if (schedule?.state === 'waiting') {
    return (
      <Notice title={`Will be published automatically on ${formatMinute(schedule.publishAt)}.`}>
        <p>
          Set by {schedule.scheduledBy}, from compilation {schedule.compilation}.{' '}
          <a href="#schedule">Change or cancel it</a>
        </p>
      </Notice>
    );
  }
  return null;
}

interface ScheduleSectionProps {
  schedule: Schedule;
  /** Of a form that was refused. */
  typed: (PublicationWords & { withoutReport: boolean; date: string; time: string }) | null;
  problems: readonly FieldProblem[];
  formId: string;
  report: ApprovedReport;
}

/** Sets the minute at which a publication goes out by itself; shows, changes and cancels what is set. */
export function ScheduleSection({ schedule, typed, problems, formId, report }: ScheduleSectionProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const waiting = schedule?.state === 'waiting' ? schedule : null;
  const given = typed ?? (waiting ? { ...waiting, ...formatScheduledTime(waiting.publishAt) } : null);
  return (
    <Section
      id="schedule"
      title={waiting ? `Set for ${formatMinute(waiting.publishAt)}` : 'Or publish at a set time'}
      lead={
        <p>
          For example, when the meeting opens. If the round is compiled again before then, the approved report
          no longer matches, or a rule refuses, nothing is published and every secretariat officer is told by
          mail.
        </p>
      }
    >
      <Form method="post" noValidate key={waiting?.version ?? 0}>
        <input type="hidden" name="version" value={waiting?.version ?? 0} />
        <input type="hidden" name="requestId" value={formId} />
        <TextField
          id="date"
          name="date"
          type="date"
          width={20}
          label="Day, in Jakarta"
          hint="Year, month and day, as in 2026-12-01."
          defaultValue={given?.date}
          error={problem('date')}
        />
        <TextField
          id="time"
          name="time"
          type="time"
          width={20}
          label="Time, in Jakarta"
          hint="Hours and minutes, as in 14:30. Jakarta is seven hours ahead of UTC."
          defaultValue={given?.time}
          error={problem('time')}
        />
        <Details
          summary="Words on the publication"
          open={['title', 'meeting', 'note'].some((path) => problem(path))}
        >
          <PublicationWordFields typed={given} problems={problems} prefix="scheduled-" />
        </Details>
        <WithoutReportBox
          report={report}
          prefix="scheduled-"
          checked={given?.withoutReport ?? false}
          problems={problems}
        />
        <div className={styles.act}>
          <ButtonGroup>
            <Button name="intent" value="schedule" variant="secondary">
              {waiting ? 'Change what is set' : 'Set this minute'}
            </Button>
            {waiting ? (
              <Button name="intent" value="cancel" variant="danger">
                Cancel it
              </Button>
            ) : null}
          </ButtonGroup>
        </div>
      </Form>
    </Section>
  );
}
