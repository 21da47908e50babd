import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  intent,
  list,
  number,
  refuseField,
  text,
} from '#app/features/forms/answer-form.server.ts';
import { QueueChoice, QueueFilters } from '#app/features/review/queue-filters.tsx';
import {
  LastAcceptance,
  QueueTable,
  describeQueueFilter,
  queuePageSize,
  readNamedReports,
  readQueuePage,
} from '#app/features/review/report-queue.tsx';
import { SavedViews } from '#app/features/review/saved-views.tsx';
import { requestContext } from '#app/request-context.ts';
import { formatCount, formatVerb } from '#server/domain/language/counted-nouns.ts';
import {
  filterQueue,
  isFilteredQueue,
  parseQueueFilter,
  type QueueFilter,
  serialiseQueueFilter,
} from '#server/domain/review/queue-filter.rules.ts';
import type { QueuedReport } from '#app/contract.ts';
import type { Route } from './+types/queue';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const me = (await viewer())?.personId ?? '';
  const { asked } = await readDeskPlans({ context, request });
  return ask(requestId, async () => {
    const [queue, acceptance, reviewers, views] = await Promise.all([
      caller.review.queue(asked),
      caller.review.ownAcceptance(),
      caller.review.reviewers(),
      caller.review.views(),
    ]);
    const filter: QueueFilter = {
      ...parseQueueFilter(search),
      plan: asked.plan ?? null,
    };
    return {
      queue,
      filter,
      page: readQueuePage(search, filterQueue(queue, filter, me).length),
      acceptance,
      reviewers,
      views,
      me,
      done: describeQueueDone(search),
      formId: randomUUID(),
    };
  });
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { review } = posted.caller;
  const filter = parseQueueFilter(new URL(request.url).searchParams);
  const lead = (done: Record<string, string>) => {
    const address = serialiseQueueFilter(filter);
    return `/secretariat/review${address}${address ? '&' : '?'}${new URLSearchParams(done)}`;
  };
  const requireChosen = (report: readonly string[]) => {
    const reports = readNamedReports(report);
    if (reports.length === 0) throw refuseField('report', 'Choose at least one report.');
    return reports;
  };
  return answerForm(posted, {
    undo: intent({ id: number }, async ({ id }, requestId) => {
      const { undone, left } = await review.undoAcceptance({ id, requestId });
      return lead({ done: 'undo', undone: String(undone.length), left: String(left.length) });
    }),
    accept: intent({ report: list }, ({ report }) => {
      requireChosen(report);
      const search = new URLSearchParams(serialiseQueueFilter(filter));
      for (const name of report) search.append('report', name);
      return `/secretariat/review/accept?${search}#confirm`;
    }),
    assign: intent({ report: list, assignee: text }, async ({ report, assignee }, requestId) => {
      const reports = requireChosen(report).map(({ round, reporter }) => ({ round, reporter }));
      if (assignee === '') throw refuseField('assignee', 'Choose who reviews the reports.');
      const reviewer = assignee === 'nobody' ? null : assignee;
      const { assigned } = await review.assign({ reports, reviewer, requestId });
      return lead({ done: reviewer ? 'assign' : 'unassign', assigned: String(assigned) });
    }),
    saveView: intent({ title: text }, async ({ title }) => {
      await review.saveView({ title, filter });
      return lead({ done: 'saveView' });
    }),
    deleteView: intent({ view: number }, async ({ view }) => {
      await review.deleteView({ id: view });
      return lead({ done: 'deleteView' });
    }),
  });
}

/** The form that the boxes of the queue belong to. */
const formName = 'chosen';

export default function Queue({ loaderData, actionData }: Route.ComponentProps) {
  const { queue, filter, page, acceptance, reviewers, views, me, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const found = filterQueue(queue, filter, me);
  const shown = found.slice((page - 1) * queuePageSize, page * queuePageSize);
  const address = serialiseQueueFilter(filter);
  const typed = actionData?.typed;
  const errors = listFormProblems(refusal).map(({ fieldId, ...rest }) => ({
    ...rest,
    ...(fieldId === undefined ? {} : { fieldId: fieldId === 'report' ? 'queue' : fieldId }),
  }));
  return (
    <>
      <PageTitle parts={['Review', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        lead={describeWaiting(queue)}
        actions={
          queue.length > 0 ? (
            <ListFileLink list="queue" {...(filter.plan ? { search: { plan: filter.plan } } : {})} />
          ) : null
        }
      >
        {queue.length === 0
          ? 'No reports are waiting for review'
          : queue.length === 1
            ? 'One report is waiting for review'
            : `${queue.length} reports are waiting for review`}
      </PageHeading>
      {acceptance ? <LastAcceptance last={acceptance} formId={formId} /> : null}
      <SavedViews
        views={views}
        address={address}
        suggested={describeQueueFilter(filter)}
        typed={typed && 'title' in typed ? typed.title : ''}
        problem={refusal?.fields.find(({ path }) => path === 'title')?.message}
      />
      {queue.length > 0 ? <QueueFilters reports={queue} filter={filter} me={me} /> : null}
      <div id="queue" tabIndex={-1}>
        {found.length === 0 && isFilteredQueue(filter) && queue.length > 0 ? (
          <EmptyState title="No waiting report matches your choice">
            <p>
              <Link to={`/secretariat/review${filter.plan ? `?plan=${filter.plan}` : ''}`}>
                Show all waiting reports
              </Link>
            </p>
          </EmptyState>
        ) : (
          <QueueTable
            reports={shown}
            form={formName}
            chosen={typed && 'report' in typed ? typed.report : []}
            me={me}
          />
        )}
      </div>
      <Pagination
        label="Pages of the queue"
        page={page}
        pages={Math.ceil(found.length / queuePageSize)}
        hrefFor={(to) => `/secretariat/review${address ? `${address}&` : '?'}page=${to}`}
      />
      {shown.length > 0 ? (
        <QueueChoice
          form={formName}
          address={address}
          formId={formId}
          reviewers={reviewers}
          me={me}
          assignee={typed && 'assignee' in typed ? typed.assignee : ''}
          problem={refusal?.fields.find(({ path }) => path === 'assignee')?.message}
        >
          <ButtonGroup>
            <Button name="intent" value="accept" form={formName}>
              Accept the chosen reports
            </Button>
            {found.length > 1 ? (
              <ButtonLink to={`/secretariat/review/accept${address}#confirm`} variant="secondary">
                Accept all {found.length} reports {describeQueueFilter(filter) || 'that wait'}
              </ButtonLink>
            ) : null}
          </ButtonGroup>
        </QueueChoice>
      ) : null}
    </>
  );
}

const days = (n: number) => formatCount(n, 'days');
const reports = (n: number) => formatCount(n, 'reports');

/** How the queue is ordered and what has waited longest, in a sentence or two; nothing for an empty queue. */
function describeWaiting(queue: readonly QueuedReport[]): string | undefined {
  if (queue.length === 0) return undefined;
  const oldest = queue.reduce((a, b) => (b.daysWaiting > a.daysWaiting ? b : a));
  const order =
    queue.length > 1
      ? 'Most urgent first: open warnings, large changes, first reports, returned before, late.'
      : '';
  const waited =
    oldest.daysWaiting > 0
      ? `The oldest, from ${oldest.reporter.name}, has waited ${days(oldest.daysWaiting)}.`
      : '';
  return [order, waited].filter((part) => part !== '').join(' ') || undefined;
}

/** What a form of the page did, as the address says it; null for an address that says nothing. */
function describeQueueDone(search: URLSearchParams): string | null {
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const left = count('left');
  switch (search.get('done')) {
    case 'accept': {
      const rest =
        left === 0 ? '' : ` ${reports(left)} ${formatVerb(left, 'were')} left out and can be read here.`;
      return `${reports(count('accepted'))} ${formatVerb(count('accepted'), 'are')} accepted.${rest}`;
    }
    case 'undo': {
      const rest =
        left === 0 ? '' : ` ${reports(left)} changed since and ${formatVerb(left, 'are')} left unchanged.`;
      return `${reports(count('undone'))} ${formatVerb(count('undone'), 'are')} in review again.${rest}`;
    }
    case 'assign':
    case 'unassign': {
      const assigned = count('assigned');
      if (assigned === 0) return 'Nothing has changed: the reports were assigned this way already.';
      const whom = search.get('done') === 'assign' ? 'have a new reviewer' : 'have no reviewer now';
      return assigned === 1 ? `One report ${whom.replace('have', 'has')}.` : `${reports(assigned)} ${whom}.`;
    }
    case 'saveView':
      return 'The view is saved. Only you see it.';
    case 'deleteView':
      return 'The view is deleted.';
    default:
      return null;
  }
}
