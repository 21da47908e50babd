import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { DraftSection } from '#app/features/edition/draft-section.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, oneOf, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { approvalParts, editionGroups } from '#server/domain/report/edition.rules.ts';
import type { Route } from './+types/editions';
import { Button } from '#app/components/button.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import styles from '#app/features/edition/document.module.css';

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

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { edition } = posted.caller;
  const here = `/secretariat/compile/${round}/editions`;
  return answerForm(posted, {
    draft: intent({ meeting: text, note: text }, async (typed, requestId) => {
      const { number } = await edition.createDraft({ round, ...typed, requestId });
      return `${here}?done=${number}`;
    }),
    files: intent({ number, group: oneOf(editionGroups) }, async (typed) => {
      await edition.requestFiles({ round, ...typed });
      return `${here}#draft-${typed.number}`;
    }),
    approve: intent(
      { number, part: oneOf(approvalParts), sha256: text, 'signature-note': text },
      async ({ 'signature-note': note, ...typed }) => {
        await edition.approve({ round, ...typed, note });
        return `${here}#draft-${typed.number}`;
      },
    ),
  });
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
      {done !== null && !actionData && drafts.some((draft) => draft.number === done) ? (
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
            typed={actionData?.intent === 'draft' ? actionData.typed : null}
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

/** What is written on a draft. */
function DraftForm({
  typed,
  problems,
  requestId,
}: {
  typed: { meeting: string; note: string } | null;
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="meeting"
        name="meeting"
        label="Meeting to which it is presented"
        optional
        hint="It stands on the title page."
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextArea
        id="note"
        name="note"
        label="Note on this draft"
        optional
        hint="For colleagues: what is new in it. It is not printed."
        rows={2}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
      <p className={styles.act}>
        <Button name="intent" value="draft">
          Make a draft
        </Button>
      </p>
    </Form>
  );
}
