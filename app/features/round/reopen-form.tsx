import { DateText } from '#app/components/date-text.tsx';
import type { RoundSummary } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { DayForm } from './day-form.tsx';

/** The step before a closed round is opened again: until when, and why. */
export function ReopenForm({
  round,
  typed,
  problems,
  requestId,
}: {
  round: RoundSummary;
  typed: { closesOn: string; reason: string };
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  return (
    <DayForm
      title={`Open the round ${round.code} again?`}
      fields={{ intent: 'reopen', round: round.code, requestId }}
      day={{ name: 'closesOn', label: 'New last day', typed: typed.closesOn }}
      reason={{ typed: typed.reason, hint: 'It is kept with the round and in the audit.' }}
      problems={problems}
      action="Open again"
      cancelTo="/secretariat/rounds"
    >
      <p>
        Reports that are not in can be written and submitted until the end of the new day; then the round
        closes again. They were due on <DateText iso={round.dueOn} />: what comes after that day counts as
        late, as before. What was compiled and published stays as it is; what comes in now is part of the next
        compilation.
      </p>
    </DayForm>
  );
}
