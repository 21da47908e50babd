import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { RoundSummary } from '#app/contract.ts';
import { countReceived } from './round-words.ts';

/** The step before a round is opened or closed. */
export function ConfirmRound({ round, verb }: { round: RoundSummary; verb: 'open' | 'close' }) {
  const { received, due } = countReceived(round);
  const missing = due - received;
  return verb === 'open' ? (
    <ConfirmStep
      title={`Open the round ${round.code}?`}
      action="Open round"
      fields={{ intent: 'open', round: round.code }}
      cancelTo="/secretariat/rounds"
    >
      <p>
        Every state and body that owes a report for {round.title.toLowerCase()} gets one to fill in, due{' '}
        <DateText iso={round.dueOn} />. What is asked is fixed now: a later change of the plan does not change
        it. A round cannot go back to planned.
      </p>
    </ConfirmStep>
  ) : (
    <ConfirmStep
      title={`Close the round ${round.code}?`}
      action="Close round"
      variant="danger"
      fields={{ intent: 'close', round: round.code }}
      cancelTo="/secretariat/rounds"
    >
      <p>
        {missing === 0
          ? 'Every report has been received.'
          : `${missing} of ${due} reports have not been received, and their drafts can no longer be changed.`}{' '}
        Reports that are returned can still be put right. The round can be opened again, with a reason.
      </p>
    </ConfirmStep>
  );
}
