import { data, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { DraftForm } from '#app/features/edition/draft-form.tsx';
import { DraftSection } from '#app/features/edition/draft-section.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { approvalParts, editionGroups } from '#server/domain/report/edition.rules.ts';
import type { Route } from './+types/editions';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const list = await ask(requestId, () => caller.edition.list(params));
  return {
    ...list,
    personId: (await viewer())?.personId ?? '',
    done: Number(new URL(request.url).searchParams.get('done')) || null,
    // One id for each time that the form is shown: sent twice, it makes one draft.
    requestId: crypto.randomUUID(),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const text = (name: string) => String(form.get(name) ?? '');
  const typed = { meeting: text('meeting'), note: text('note') };
  const here = `/secretariat/compile/${params.round}/editions`;
  const number = Number(text('number'));
  const key = { round: params.round, number };
  const intent = text('intent');
  const outcome = await attempt(requestId, async () => {
    if (intent === 'files') {
      const group = editionGroups.find((each) => each === text('group')) ?? 'main';
      await caller.edition.requestFiles({ ...key, group });
      return `${here}#draft-${number}`;
    }
    if (intent === 'approve') {
      const part = approvalParts.find((each) => each === text('part')) ?? 'compiled';
      await caller.edition.approve({ ...key, part, sha256: text('sha256'), note: text('signature-note') });
      return `${here}#draft-${number}`;
    }
    const made = await caller.edition.createDraft({
      round: params.round,
      ...typed,
      requestId: text('requestId') || undefined,
    });
    return `${here}?done=${made.number}`;
  });
  if (!outcome.ok) {
    return data({ typed, refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  }
  throw redirect(outcome.value, 303);
}

export default function Editions({ loaderData, actionData }: Route.ComponentProps) {
  const { round, compilation, drafts, personId, done, requestId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const busy = drafts.some(({ job }) => job && (job.state === 'waiting' || job.state === 'running'));
  return (
    <>
      <PageTitle parts={[`Report of ${round.code}`, 'Secretariat']} failed={refusal !== null} />
      {/* Without scripts the page asks again by itself while files are being made. */}
      {busy ? <meta httpEquiv="refresh" content="4" /> : null}
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done !== null && !actionData && drafts.some(({ number }) => number === done) ? (
        <Notice kind="success" live title={`Draft ${done} is made.`}>
          <p>What it says does not change any more. Make its files below, and sign it once it is read.</p>
        </Notice>
      ) : null}
      <Breadcrumbs
        items={[
          { label: round.title, to: `/secretariat/rounds/${round.code}` },
          { label: `Compile ${round.code}`, to: `/secretariat/compile/${round.code}` },
        ]}
      />
      <PageHeading kicker={`Report of ${round.code}`}>
        {drafts.length === 0
          ? 'No draft of the report yet'
          : `${drafts.length} ${drafts.length === 1 ? 'draft' : 'drafts'} of the report`}
      </PageHeading>
      {compilation === null ? (
        <EmptyState
          title={`${round.code} has not been compiled`}
          action={<Link to={`/secretariat/compile/${round.code}`}>Compile it</Link>}
        >
          <p>A draft of the report is drawn from a compilation.</p>
        </EmptyState>
      ) : // The page asks again by itself while files are made: nothing may be typed that this would lose.
      busy ? null : (
        <Section
          title="Make a draft"
          id="make"
          screenOnly
          lead={
            <p>
              A draft freezes the text and the numbers of compilation {compilation} as every edition shows
              them: for senior officials, for ministers, for the public, and for single states, bodies and
              partners. What is written under <Link to="/secretariat/learning">Learning</Link> goes into the
              mid-term review.
            </p>
          }
        >
          <DraftForm
            typed={actionData?.typed ?? null}
            problems={refusal?.fields ?? []}
            requestId={requestId}
          />
        </Section>
      )}
      {drafts.map((draft, at) => (
        <DraftSection
          key={draft.number}
          round={round.code}
          draft={draft}
          before={drafts[at + 1] ?? null}
          personId={personId}
          open={at === 0}
        />
      ))}
    </>
  );
}
