import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { Breadcrumbs, Pagination } from '#app/components/navigation.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text, ticked } from '#app/features/forms/answer-form.server.ts';
import {
  type HeldGroup,
  type PreviewRow,
  type PreviewSummary,
  summarisePreview,
} from '#app/features/publishing/preview-summary.ts';
import {
  ConfirmPublication,
  PublishForm,
  ReportNotice,
  ScheduleNotice,
  ScheduleSection,
} from '#app/features/publishing/publish-form.tsx';
import { ConsentLine } from '#app/features/publishing/consent-line.tsx';
import { ProtectionCosts } from '#app/features/publishing/protection-costs.tsx';
import { findReportProblem } from '#server/domain/publication/approved-report.rules.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publish';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import styles from '#app/features/publishing/publishing.module.css';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const compilations = await ask(requestId, () => caller.compilation.list(params));
  const published = Number(new URL(request.url).searchParams.get('published')) || null;
  if (compilations.length === 0) {
    return { ...nothing, round: params.round, formId: randomUUID() };
  }
  const isWeighed = new URL(request.url).searchParams.get('consents') === '1';
  const [preview, schedule, personal, weighed] = await Promise.all([
    ask(requestId, () => caller.publication.preview(params)),
    ask(requestId, () => caller.publication.getSchedule(params)),
    ask(requestId, () => caller.personalData.list(params)),
    isWeighed ? ask(requestId, () => caller.publication.freeingConsents(params)) : null,
  ]);
  const { reporters } = preview.words;
  const summary = summarisePreview(preview);
  const rows = findListPage(summary.rows, new URL(request.url).searchParams, mostRows);
  return {
    round: params.round,
    summary: { ...summary, rows: rows.rows },
    pages: { page: rows.page, pages: rows.pages },
    newest: compilations[0] ?? null,
    schedule,
    consents: weighed && {
      ...weighed,
      consents: weighed.consents.map((consent) => ({
        ...consent,
        reporterName: reporters.find(({ code }) => code === consent.reporter)?.name ?? consent.reporter,
      })),
    },
    formId: randomUUID(),
    done: doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null,
    // Words that this publication makes public.
    personal: personal?.entries.filter(({ released, compiled }) => released && compiled).length ?? 0,
    // Only what was really published from here is said to be.
    published: compilations.some(({ publication }) => publication === published) ? published : null,
  };
}

/** Indicators on one page. */
const mostRows = 40;

const nothing = {
  summary: null,
  pages: { page: 1, pages: 1 },
  newest: null,
  schedule: null,
  consents: null,
  done: null,
  published: null,
  personal: 0,
};

const words = { title: text, meeting: text, note: text, withoutReport: ticked };
/** With the minute at which it goes out by itself. */
const scheduled = { ...words, date: text, time: text, version: number };

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { publication } = posted.caller;
  const lead = (done: string) => `/secretariat/publish/${encodeURIComponent(round)}?done=${done}`;
  return answerForm(posted, {
    // It asks before it publishes.
    check: intent(words, () => null),
    publish: intent(words, async (typed) => {
      const made = await publication.publish({ round, ...typed });
      return `/secretariat/publish/${made.round}?published=${made.number}`;
    }),
    schedule: intent(scheduled, async (typed, requestId) => {
      await publication.schedule({ round, ...typed, requestId });
      return lead('schedule');
    }),
    cancel: intent(scheduled, async ({ version }, requestId) => {
      await publication.cancelSchedule({ round, version, requestId });
      return lead('cancel');
    }),
  });
}

/** What was done, as the address says it. */
const doneWords: Readonly<Record<string, string>> = {
  schedule: 'The publication is scheduled.',
  cancel: 'Nothing is scheduled now.',
};

export default function Publish({ loaderData, actionData }: Route.ComponentProps) {
  const { round, summary, pages, newest, published, personal, schedule, consents, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  // Nobody is asked to confirm what would be refused.
  const unconfirmed =
    actionData?.intent === 'check' && !actionData.typed.withoutReport
      ? findReportProblem(summary?.report ?? null, false)
      : null;
  const problems = unconfirmed ? [{ path: 'withoutReport', message: unconfirmed }] : (refusal?.fields ?? []);
  const isScheduled = actionData?.intent === 'schedule' || actionData?.intent === 'cancel';
  const errors = unconfirmed
    ? [{ fieldId: 'withoutReport', message: unconfirmed }]
    : listFormProblems(refusal).map((problem) =>
        isScheduled && problem.fieldId === 'withoutReport'
          ? { ...problem, fieldId: 'scheduled-withoutReport' }
          : problem,
      );
  if (!summary) {
    return (
      <>
        <PageTitle parts={[`Publish ${round}`, 'Secretariat']} />
        <PageHeading kicker={`Publish ${round}`}>There is nothing to publish yet</PageHeading>
        <EmptyState
          title={`${round} has not been compiled`}
          action={<Link to={`/secretariat/compile/${round}`}>Compile it</Link>}
        >
          <p>A publication is made from a compilation.</p>
        </EmptyState>
      </>
    );
  }
  const { compilation } = summary;
  return (
    <>
      <PageTitle parts={[`Publish ${round}`, 'Secretariat']} failed={errors.length > 0} />
      <ErrorSummary errors={errors} />
      {published !== null && !actionData ? (
        <Notice kind="success" live title={`Publication ${published} is out.`}>
          <p>
            <Link to={`/publications/${published}`}>See publication {published}</Link>
          </p>
        </Notice>
      ) : null}
      {done && !actionData ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs items={[{ label: 'Compile and publish', to: '/secretariat/publish' }]} />
      <PageHeading
        kicker={`Publish ${round}`}
        meta={
          <>
            Made from compilation {compilation.number}, made <DateText iso={compilation.createdAt} /> by{' '}
            {compilation.createdBy}.{' '}
            {summary.current ? (
              <>
                Public now:{' '}
                <Link to={`/publications/${summary.current.number}`}>
                  publication {summary.current.number}
                </Link>{' '}
                ({summary.current.round}).
              </>
            ) : (
              'Nothing is public yet.'
            )}
          </>
        }
      >
        {formatNumber(summary.numbers)} numbers can be shown, {formatNumber(summary.held)} are not shown
      </PageHeading>
      {actionData?.intent === 'check' && !unconfirmed && compilation.published === null ? (
        <ConfirmPublication summary={summary} words={actionData.typed} />
      ) : null}
      <ScheduleNotice schedule={schedule} />
      <ReportNotice report={summary.report} round={round} />
      <p>
        {compilation.published === null ? (
          <>
            <a href={`/secretariat/preview/${encodeURIComponent(round)}/`}>Preview the public pages</a>
            {' · '}
          </>
        ) : null}
        <Link to={`/secretariat/publish/${round}/consent`}>Consent by state and indicator</Link>
      </p>
      <PersonalDataLine round={round} count={personal} />
      {newest ? <ConsentLine round={round} {...newest} /> : null}
      {newest?.outdated ? (
        <Notice kind="warning" title="Reports have been accepted or reopened since this compilation.">
          <p>
            <Link to={`/secretariat/compile/${round}`}>Compile again</Link> to take them in.
          </p>
        </Notice>
      ) : null}
      {compilation.published !== null ? (
        <Notice title={`This compilation is publication ${compilation.published}.`}>
          <p>
            Below is what it shows. To publish a correction,{' '}
            <Link to={`/secretariat/compile/${round}`}>compile the round again</Link>.
          </p>
        </Notice>
      ) : null}
      {summary.isOlder && compilation.published === null ? (
        <Notice title={`This corrects ${round}; the public pages stay at ${summary.current?.round}.`}>
          <p>The new publication contains every round that is public now, with this one corrected.</p>
        </Notice>
      ) : null}
      {summary.alreadyPublic.length > 0 ? (
        <Notice
          kind="warning"
          title="Some figures that are not shown can already be worked out from earlier publications."
        >
          <ul>
            {summary.alreadyPublic.map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Section
        title="What will be public"
        id="shown"
        lead={
          <p>
            {formatNumber(summary.numbers)} numbers for {round}, and {formatNumber(summary.withoutNumber)}{' '}
            cells that say why there is no number. Texts of {summary.narratives.released} activity reports are
            released by their reporters; {summary.narratives.kept} are not released.{' '}
            {summary.documents === 0
              ? 'No document is marked public.'
              : `${formatCount(summary.documents, 'documents', 'are')} marked public; one about a figure goes out only where the reporter’s figure does.`}{' '}
            <Link to="/secretariat/library">The library</Link> is included, with {summary.library.released}{' '}
            entries; {summary.library.waiting} {formatVerb(summary.library.waiting, 'are')} not released.
          </p>
        }
      >
        <PreviewTable rows={summary.rows} current={summary.current} />
        <Pagination
          {...pages}
          hrefFor={(to) => `/secretariat/publish/${encodeURIComponent(round)}?page=${to}#shown`}
          label="Pages of indicators"
        />
      </Section>
      {summary.current ? (
        <Section title={`What differs from publication ${summary.current.number}`} id="changes">
          {summary.changes.length === 0 ? (
            <p>
              {summary.isCorrection
                ? 'No number differs.'
                : `All of ${round} is new; no number of an earlier round differs.`}
            </p>
          ) : (
            <ul>
              {summary.changes.map(({ key, sentence }) => (
                <li key={key}>{sentence}</li>
              ))}
              {summary.moreChanges > 0 ? <li>and {summary.moreChanges} more</li> : null}
            </ul>
          )}
        </Section>
      ) : null}
      <Section
        title="What is not shown, and why"
        id="held"
        lead={
          <p>
            These reasons are for the secretariat only, because they could reveal a figure. The public sees
            one general sentence.
          </p>
        }
      >
        <HeldBackList groups={summary.heldGroups} />
      </Section>
      <ProtectionCosts round={round} costs={summary.costs} consents={consents} />
      {compilation.published === null ? (
        <Section title="Publish" id="publish" screenOnly>
          <PublishForm
            typed={actionData && !isScheduled ? actionData.typed : null}
            problems={isScheduled ? [] : problems}
            report={summary.report}
          />
        </Section>
      ) : null}
      {compilation.published === null || schedule?.state === 'waiting' ? (
        <ScheduleSection
          schedule={schedule}
          typed={isScheduled ? actionData.typed : null}
          problems={isScheduled ? problems : []}
          report={summary.report}
          formId={formId}
        />
      ) : null}
    </>
  );
}

/** On the page that publishes: whether words that are about to become public look like personal data. */
function PersonalDataLine({ round, count }: { round: string; count: number }) {
  if (count === 0) return null;
  return (
    <Notice
      kind="warning"
      title={`${count === 1 ? 'One released text looks' : `${count} released texts look`} like personal data.`}
    >
      <p>
        <Link to={`/secretariat/personal-data?round=${round}`}>Look at {count === 1 ? 'it' : 'them'}</Link>{' '}
        before you publish. Reopen a report to have something removed.
      </p>
    </Notice>
  );
}

/** Every indicator with its regional figure as it would be public, and what it is now where that differs. */
function PreviewTable({
  rows,
  current,
}: {
  rows: readonly PreviewRow[];
  current: PreviewSummary['current'];
}) {
  return (
    <DataTable
      caption="What would be public, by indicator"
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ code }) => code}
      empty="The compilation holds no figure."
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          cell: ({ code, title }) => (
            <>
              {code} {title}
            </>
          ),
        },
        {
          key: 'regional',
          header: 'Regional figure',
          minWidth: '14rem',
          cell: ({ regional, was }) => (
            <>
              {regional}
              {was === null ? null : (
                <span className={styles.was}>
                  {' '}
                  in publication {current?.number}: {was}
                </span>
              )}
            </>
          ),
        },
        { key: 'shown', header: 'Numbers shown', numeric: true, cell: ({ shown }) => shown },
        { key: 'held', header: 'Not shown', numeric: true, cell: ({ held }) => held },
      ]}
    />
  );
}

/** What stays hidden and why, the most frequent reason first. */
function HeldBackList({ groups }: { groups: readonly HeldGroup[] }) {
  if (groups.length === 0) return <p>Everything is shown.</p>;
  return groups.map((group) => (
    <Details key={group.sentence} summary={`${group.sentence} ${formatCount(group.count, 'figures')}`}>
      <ul>
        {group.indicators.map(({ code, title, count, places }) => (
          <li key={code}>
            {code} {title} ({count}): <span className={styles.places}>{places.join('; ')}</span>
          </li>
        ))}
      </ul>
    </Details>
  ));
}
