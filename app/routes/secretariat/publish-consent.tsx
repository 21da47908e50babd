import { randomUUID } from 'node:crypto';
import { data, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { AskForm } from '#app/features/consent/ask-form.tsx';
import { ConsentKey, ConsentTable } from '#app/features/consent/consent-table.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { deriveRequestId } from '#app/routes/workspace/derive-request-id.server.ts';
import type { Route } from './+types/publish-consent';
import { formatCount } from '#server/domain/language/format-counts.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const matrix = await ask(requestId, () => caller.consent.matrix(params));
  const asked = matrix.rows.find(({ code, cells }) => code === search.get('ask') && cells.length > 0);
  const sentTo = matrix.rows.find(({ code }) => code === search.get('sent'));
  return { matrix, asked: asked ?? null, sentTo: sentTo?.name ?? null, formId: randomUUID() };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const typed = {
    indicators: form.getAll('indicators').map(String),
    message: String(form.get('message') ?? ''),
  };
  const content = { round: params.round, reporter: String(form.get('reporter') ?? ''), ...typed };
  const outcome = await attempt(requestId, () =>
    caller.consent.request({ ...content, requestId: deriveRequestId(form, content) }),
  );
  if (!outcome.ok) {
    return data({ typed, refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  }
  const back = `/secretariat/publish/${encodeURIComponent(params.round)}/consent`;
  throw redirect(`${back}?sent=${encodeURIComponent(content.reporter)}`, 303);
}

export default function PublishConsent({ loaderData, actionData }: Route.ComponentProps) {
  const { matrix, asked, sentTo, formId } = loaderData;
  const { round, rows, events } = matrix;
  const refusal = actionData?.refusal ?? null;
  const cells = rows.flatMap((row) => row.cells);
  const shown = cells.filter(({ release }) => release === 'national').length;
  const path = `/secretariat/publish/${encodeURIComponent(round.code)}`;
  const askPath = (code: string) => `${path}/consent?ask=${encodeURIComponent(code)}#ask`;
  const nameOf = (code: string) => rows.find((row) => row.code === code)?.name ?? code;
  return (
    <>
      <PageTitle parts={[`Consent in ${round.code}`, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {sentTo && !actionData ? (
        <Notice kind="success" live title={`The question is on its way to ${sentTo}.`} />
      ) : null}
      <Breadcrumbs
        items={[
          { label: 'Compile and publish', to: '/secretariat/publish' },
          { label: `Publish ${round.code}`, to: path },
        ]}
      />
      <PageHeading
        kicker={`Consent in ${round.code}`}
        lead="A reporter says of each indicator whether its own figures may be shown, go into totals only, or are not published. What was answered since the report was accepted counts beside it; the report itself stays as it is."
      >
        {cells.length === 0
          ? 'No report is accepted yet'
          : `Own figures may be shown in ${shown} of ${cells.length} cells`}
      </PageHeading>
      {matrix.since > 0 ? (
        <Notice
          kind="warning"
          title={`${formatCount(matrix.since, 'answers', 'have')} come since the newest compilation.`}
        >
          <p>
            <Link to={`/secretariat/compile/${encodeURIComponent(round.code)}`}>Compile again</Link> to take
            them in.
          </p>
        </Notice>
      ) : null}
      {asked ? (
        <AskForm
          key={asked.code}
          row={asked}
          indicators={matrix.indicators}
          typed={actionData?.typed ?? null}
          problems={refusal?.fields ?? []}
          formId={formId}
        />
      ) : null}
      <Section
        id="states"
        title="States"
        lead={<p>Follow the name of a state to ask it. Small counts stay hidden whatever is agreed to.</p>}
      >
        {rows.some((row) => row.cells.length > 0) ? <ConsentKey /> : null}
        <ConsentTable matrix={matrix} kind="state" askPath={askPath} />
      </Section>
      <Section id="bodies" title="Sectoral bodies">
        <ConsentTable matrix={matrix} kind="body" askPath={askPath} />
      </Section>
      <Section id="asked" title="What was asked and answered">
        {events.length === 0 ? (
          <EmptyState title="Nobody has been asked yet">
            <p>Questions and answers stand here with who answered and when.</p>
          </EmptyState>
        ) : (
          <ul>
            {events.map((event) => (
              <li key={`${event.reporter}/${event.askedAt}`}>
                {nameOf(event.reporter)} was asked by {event.askedBy} on{' '}
                <DateText iso={event.askedAt} withTime /> about {event.indicators.join(', ')}.{' '}
                {event.answers.length === 0 ? (
                  <>
                    No answer yet; it can come until <DateText iso={event.expiresAt} />.
                  </>
                ) : (
                  event.answers.map(({ indicator, agreed, by, at, reason }) => (
                    <span key={`${indicator}/${at}`}>
                      {indicator}: {reason === null ? '' : 'changed to '}
                      {agreed ? 'yes' : 'no'} ({by}, <DateText iso={at} withTime />
                      {reason === null ? '' : `, because: ${reason}`}).{' '}
                    </span>
                  ))
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
