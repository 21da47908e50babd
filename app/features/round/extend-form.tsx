import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { DateText } from '#app/components/date-text.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { BoardRow } from '../review/answers.ts';
import type { ReporterReminders } from './answers.ts';
import type { TypedExtension } from './board-intents.ts';

interface ExtendFormProps {
  row: BoardRow;
  round: { code: string; closesOn: string };
  extension: ReporterReminders['extension'];
  typed: TypedExtension;
  problems: readonly FieldProblem[];
  requestId: string;
}

/** The step that gives one reporter more time: the new day and the reason, and what follows from it. */
export function ExtendForm({ row, round, extension, typed, problems, requestId }: ExtendFormProps) {
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <section className={confirmStyles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={confirmStyles.title}>
        Give {row.reporter.name} more time
      </h2>
      <div className={confirmStyles.body}>
        <p>
          The report for {round.code} is due on <DateText iso={row.dueOn} />
          {extension ? ', after an extension' : ''}. Until the end of the new day it can be written, cleared
          and submitted, also when the round has closed (<DateText iso={round.closesOn} />
          ), and it does not count as late before.
        </p>
        {extension ? (
          <p>
            {extension.by} gave more time on <DateText iso={extension.at} />: {extension.reason}
          </p>
        ) : null}
      </div>
      <Form method="post" className={confirmStyles.form}>
        <input type="hidden" name="intent" value="extend" />
        <input type="hidden" name="reporter" value={row.reporter.code} />
        <input type="hidden" name="requestId" value={requestId} />
        <TextField
          id="dueOn"
          name="dueOn"
          type="date"
          label="New due day"
          width={20}
          defaultValue={typed.dueOn}
          error={errorOf('dueOn')}
        />
        <TextArea
          id="reason"
          name="reason"
          label="Reason"
          hint="The reporter and the audit see it."
          rows={3}
          limit={2000}
          defaultValue={typed.reason}
          error={errorOf('reason')}
        />
        <ButtonGroup>
          <Button>Give more time</Button>
          <Link to={`/secretariat/rounds/${round.code}`} className={confirmStyles.cancel}>
            Cancel
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
