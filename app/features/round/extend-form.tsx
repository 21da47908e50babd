import { DateText } from '#app/components/date-text.tsx';
import type { BoardRow, ReporterReminders } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { DayForm } from './day-form.tsx';

interface ExtendFormProps {
  round: { code: string; closesOn: string };
  /** What was typed when it was refused. */
  typed: { dueOn: string; reason: string };
  problems: readonly FieldProblem[];
  requestId: string;
}

const hint = 'The reporter and the audit see it.';

/** The step that gives one reporter more time: the new day and the reason, and what follows from it. */
export function ExtendForm({
  row,
  extension,
  ...form
}: ExtendFormProps & { row: BoardRow; extension: ReporterReminders['extension'] }) {
  const { round, typed, problems, requestId } = form;
  return (
    <DayForm
      title={`Give ${row.reporter.name} more time`}
      fields={{ intent: 'extend', reporter: row.reporter.code, requestId }}
      day={{ name: 'dueOn', label: 'New due day', typed: typed.dueOn }}
      reason={{ typed: typed.reason, hint }}
      problems={problems}
      action="Give more time"
      cancelTo={`/secretariat/rounds/${round.code}`}
    >
      <p>
        The report for {round.code} is due on <DateText iso={row.dueOn} />
        {extension ? ', after an extension' : ''}. Until the end of the new day it can be written, cleared and
        submitted, also when the round has closed (<DateText iso={round.closesOn} />
        ), and it does not count as late before.
      </p>
      {extension ? (
        <p>
          {extension.by} gave more time on <DateText iso={extension.at} />: {extension.reason}
        </p>
      ) : null}
    </DayForm>
  );
}

/** The step that gives more time to everybody whose report is not in. */
export function ExtendAllForm({ rows, ...form }: ExtendFormProps & { rows: readonly BoardRow[] }) {
  const { round, typed, problems, requestId } = form;
  return (
    <DayForm
      title={
        rows.length === 1
          ? 'Give the one reporter who owes a report more time'
          : `Give all ${rows.length} reporters who owe a report more time`
      }
      fields={{ intent: 'extend-all', requestId }}
      day={{ name: 'dueOn', label: 'New due day', typed: typed.dueOn }}
      reason={{ typed: typed.reason, hint: 'The reporters and the audit see it.' }}
      problems={problems}
      action="Give more time to all"
      cancelTo={`/secretariat/rounds/${round.code}`}
    >
      <p>
        {rows.map(({ reporter }) => (reporter.kind === 'state' ? reporter.name : reporter.code)).join(', ')}.
        Whoever has until the new day already keeps that; everybody else is told by mail. Reports can be
        written and submitted until the end of the day, also when the round has closed (
        <DateText iso={round.closesOn} />
        ).
      </p>
    </DayForm>
  );
}
