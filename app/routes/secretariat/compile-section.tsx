import { randomUUID } from 'node:crypto';
import { data, Link, useLocation } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import type { StoredText } from '#app/features/compile/answers.ts';
import { CommentThreads } from '#app/features/compile/comment-threads.tsx';
import styles from '#app/features/compile/compile.module.css';
import { compilePaths, nameSection } from '#app/features/compile/compile-paths.ts';
import { CompilerNotes } from '#app/features/compile/compiler-notes.tsx';
import { ConflictView } from '#app/features/compile/conflict-view.tsx';
import { doneWords, runSectionForm } from '#app/features/compile/run-section-form.server.ts';
import { SectionForm } from '#app/features/compile/section-form.tsx';
import { VersionList } from '#app/features/compile/version-list.tsx';
import { EntrySavers } from '#app/features/entry/entry-savers.tsx';
import { ask, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compile-section';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const done = new URL(request.url).searchParams.get('done') ?? '';
  return {
    page: await ask(requestId, () => caller.report.section({ round: params.round, key: params.key })),
    round: params.round,
    done: doneWords[done] ?? null,
    isRestored: done === 'restore',
    formId: randomUUID(),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const outcome = await runSectionForm(context.get(requestContext), params, readForm(context));
  return data(outcome, { status: getRefusalStatus(outcome.refusal) });
}

export default function CompileSection({ loaderData, actionData }: Route.ComponentProps) {
  const { page, round, done, isRestored, formId } = loaderData;
  const { section, stored, comments } = page;
  const { pathname } = useLocation();
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const theirs =
    refusal?.code === 'CONFLICT' && typed !== null ? (refusal.current as unknown as StoredText) : null;
  const refused = actionData?.comment ?? null;
  const open = comments.filter(({ resolved }) => resolved === null).length;
  const problemAt = (path: string) => refusal?.fields.find((field) => field.path === path)?.message;
  const commentProblem = problemAt('comment') ?? refusal?.sentence ?? '';
  return (
    <>
      <PageTitle
        parts={[nameSection(section), `Report on ${round}`, 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary
        errors={
          refused
            ? [
                {
                  fieldId: refused.thread === '' ? 'comment' : `comment-${refused.thread}`,
                  message: commentProblem,
                },
              ]
            : listFormProblems(refusal)
        }
      />
      {done && !actionData ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs items={[{ label: `Compile ${round}`, to: compilePaths.desk(round) }]} />
      <PageHeading
        kicker={section.code && section.kind !== 'lens' ? `Report, ${section.code}` : 'Report'}
        meta={
          page.compilation === null
            ? 'This round is not compiled yet: numbers come with the first compilation.'
            : `Numbers of compilation ${page.compilation}`
        }
      >
        {section.title}
      </PageHeading>
      {open > 0 ? (
        <p>
          <a href="#comments">{open === 1 ? '1 comment is open' : `${open} comments are open`}</a>
        </p>
      ) : null}
      {theirs && typed !== null ? <ConflictView theirs={theirs} mine={typed} /> : null}
      <EntrySavers>
        <SectionForm
          key={`${section.key}/${theirs?.version ?? ''}/${isRestored ? stored.version : ''}`}
          round={round}
          page={page}
          typed={typed}
          version={theirs?.version ?? stored.version}
          formId={formId}
          error={problemAt('text')}
          signInPath={`/sign-in?next=${encodeURIComponent(pathname)}`}
        />
      </EntrySavers>
      {page.notes.length > 0 ? (
        <Section title="Notes from the review" id="notes">
          <CompilerNotes notes={page.notes} />
        </Section>
      ) : null}
      <Section title="Comments" id="comments">
        <CommentThreads
          comments={comments}
          formId={formId}
          refused={refused && { ...refused, message: commentProblem }}
        />
      </Section>
      <Section title="Versions" id="versions">
        <VersionList
          round={round}
          section={section}
          sittings={page.sittings}
          version={stored.version}
          formId={formId}
        />
      </Section>
      <nav aria-label="Other sections" className={styles.neighbours}>
        {page.before ? (
          <Link to={compilePaths.section(round, page.before.key)}>Before: {nameSection(page.before)}</Link>
        ) : (
          <span />
        )}
        {page.after ? (
          <Link to={compilePaths.section(round, page.after.key)}>Next: {nameSection(page.after)}</Link>
        ) : null}
      </nav>
    </>
  );
}
