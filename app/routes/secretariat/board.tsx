import { ButtonLink } from '#app/components/button.tsx';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { sayWhereReportsStand, sayWhoIsLate } from '#app/features/review/round-sentences.ts';
import {
  type BoardFilter,
  filterBoard,
  readBoardFilter,
  writeBoardFilter,
} from '#app/features/round/board-filters.ts';
import { BoardTable } from '#app/features/round/board-table.tsx';
import { roundStateLabels } from '#app/features/round/round-words.ts';
import { requestContext } from '#app/request-context.ts';
import { submissionStatuses, submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/board';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const board = await ask(requestId, () => caller.review.board({ round: params.round }));
  return { board, today, filter: readBoardFilter(new URL(request.url).searchParams) };
}

export default function BoardPage({ loaderData }: Route.ComponentProps) {
  const { board, filter, today } = loaderData;
  const { round, rows } = board;
  const tab = (label: string, change: Partial<BoardFilter>) => {
    const changed = { ...filter, ...change };
    return {
      to: writeBoardFilter(changed),
      label,
      count: filterBoard(rows, changed).length,
      current: changed.status === filter.status && changed.kind === filter.kind,
    };
  };
  return (
    <>
      <PageTitle parts={[round.title, 'Secretariat']} />
      <PageHeading
        kicker={`Round ${round.code}`}
        meta={
          <>
            {roundStateLabels[round.state]}. Due <DateText iso={round.dueOn} />
            {round.state === 'open' ? (
              <>
                {' '}
                (<DueText due={round.dueOn} today={today} />)
              </>
            ) : null}
            , {round.state === 'closed' ? 'closed' : 'closes'} <DateText iso={round.closesOn} />.
          </>
        }
        actions={
          rows.length > 0 ? (
            <ButtonLink to={`/secretariat/compile/${round.code}`} variant="secondary">
              Compile
            </ButtonLink>
          ) : null
        }
      >
        {round.title}
      </PageHeading>
      {rows.length === 0 ? (
        <EmptyState title="No report is asked for yet">
          <p>Reports appear when the round opens.</p>
        </EmptyState>
      ) : (
        <>
          <p>
            {sayWhereReportsStand(board)} {sayWhoIsLate(board)}
          </p>
          <LinkTabs
            label="Reports by where they stand"
            tabs={[
              tab('All', { status: null }),
              ...submissionStatuses.map((status) => tab(submissionStatusLabels[status], { status })),
              tab('Late', { status: 'late' }),
            ]}
          />
          <LinkTabs
            label="Reports by kind of reporter"
            tabs={[
              tab('States and bodies', { kind: null }),
              tab('States', { kind: 'state' }),
              tab('Bodies', { kind: 'body' }),
            ]}
          />
          <BoardTable rows={filterBoard(rows, filter)} round={round.code} />
          <p>
            <a href={`/secretariat/rounds/${round.code}/values.csv`} download>
              Download the values that have been received (CSV, restricted)
            </a>
          </p>
        </>
      )}
    </>
  );
}
