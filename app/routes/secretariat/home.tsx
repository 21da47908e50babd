import { redirect } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { OpenRound } from '#app/features/review/open-round.tsx';
import { QueueTable } from '#app/features/review/queue-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/home';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId, today, viewer } = context.get(requestContext);
  const person = await viewer();
  if (person && !can(person, 'review.read') && can(person, 'people.read'))
    throw redirect('/secretariat/people');
  return ask(requestId, async () => {
    const [queue, rounds] = await Promise.all([caller.review.queue(), caller.round.list()]);
    const open = rounds.filter(({ state }) => state === 'open');
    const boards = await Promise.all(open.map(({ code }) => caller.review.board({ round: code })));
    const next = rounds.filter(({ state }) => state === 'planned').at(-1);
    return { queue, boards, next: next ? { code: next.code, opensOn: next.opensOn } : null, today };
  });
}

export default function Home({ loaderData }: Route.ComponentProps) {
  const { queue, boards, next, today } = loaderData;
  const oldest = queue[0];
  return (
    <>
      <PageTitle parts={['Review', 'Secretariat']} />
      <PageHeading
        lead={
          oldest && oldest.daysWaiting > 0
            ? `The oldest, from ${oldest.reporter.name}, has waited ${oldest.daysWaiting === 1 ? '1 day' : `${oldest.daysWaiting} days`}.`
            : undefined
        }
      >
        {queue.length === 0
          ? 'Nothing waits for review'
          : queue.length === 1
            ? 'One report waits for review'
            : `${queue.length} reports wait for review`}
      </PageHeading>
      <QueueTable reports={queue} />
      {boards.map((board) => (
        <OpenRound key={board.round.code} board={board} today={today} />
      ))}
      {boards.length === 0 ? (
        <Section title="No round is open" id="no-round">
          <EmptyState title={next ? `The next round is ${next.code}` : 'No further round is planned'}>
            <p>
              {next
                ? 'It can be opened under Rounds.'
                : 'Rounds are part of the reporting calendar, which is loaded from a file.'}
            </p>
          </EmptyState>
        </Section>
      ) : null}
    </>
  );
}
