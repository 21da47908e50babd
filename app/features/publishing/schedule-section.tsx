import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { formatMinute, writeScheduledMinute } from '#server/domain/publication/schedule.rules.ts';
import type { Report, Schedule } from './answers.ts';
import { PublicationWordFields } from './publication-word-fields.tsx';
import { WithoutReportBox } from './report-standing.tsx';
import type { PublishTyped } from './run-publish-form.server.ts';
import styles from './publishing.module.css';

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
      <Notice title={`Publishes by itself on ${formatMinute(schedule.publishAt)}.`}>
        <p>
          Set by {schedule.scheduledBy}, from compilation {schedule.compilation}.{' '}
          <a href="#schedule">Change or cancel it</a>
        </p>
      </Notice>
    );
  }
  return null;
}

export interface ScheduleSectionProps {
  schedule: Schedule;
  /** Of a form that was refused. */
  typed: PublishTyped | null;
  problems: readonly FieldProblem[];
  formId: string;
  report: Report;
}

/** Sets the minute at which a publication goes out by itself; shows, changes and cancels what is set. */
export function ScheduleSection({ schedule, typed, problems, formId, report }: ScheduleSectionProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const waiting = schedule?.state === 'waiting' ? schedule : null;
  const given = typed ?? (waiting ? { ...waiting, ...writeScheduledMinute(waiting.publishAt) } : null);
  return (
    <Section
      id="schedule"
      title={waiting ? `Set for ${formatMinute(waiting.publishAt)}` : 'Or publish at a set minute'}
      lead={
        <p>
          For instance when the meeting opens. If the round is compiled again before that minute, the approved
          report says something else by then, or a rule refuses, nothing is published and every officer of the
          secretariat is told by mail.
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
