import { Link } from 'react-router';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Progress } from '#app/components/progress.tsx';
import type { Board } from './answers.ts';
import { describeReportProgress, describeWhoIsLate } from './round-sentences.ts';

/** An open round in a few sentences, with the way to its board. */
export function OpenRound({ board, today }: { board: Board; today: string }) {
  const { round, counts } = board;
  const received = counts.submitted + counts.accepted + counts.returned;
  return (
    <Section
      title={round.title}
      id={`round-${round.code}`}
      action={<Link to={`/secretariat/rounds/${round.code}`}>Every report of {round.code}</Link>}
    >
      <p>
        Due <DateText iso={round.dueOn} /> (<DueText due={round.dueOn} today={today} />
        ), closes <DateText iso={round.closesOn} />. {describeReportProgress(board)}{' '}
        {describeWhoIsLate(board)}
      </p>
      <Progress value={received} max={counts.due} label="reports received" />
    </Section>
  );
}
