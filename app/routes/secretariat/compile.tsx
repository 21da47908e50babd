import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { compilePaths } from '#app/features/compile/compile-paths.ts';
import { SectionTable } from '#app/features/compile/section-table.tsx';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent } from '#app/features/forms/answer-form.server.ts';
import { CompilationTable } from '#app/features/publishing/compilation-table.tsx';
import { CompileChecklist } from '#app/features/publishing/compile-checklist.tsx';
import styles from '#app/features/publishing/publishing.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compile';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const [board, compilations, desk] = await ask(requestId, () =>
    Promise.all([caller.review.board(params), caller.compilation.list(params), caller.report.desk(params)]),
  );
  return {
    board,
    compilations,
    sections: desk.sections,
    done: Number(new URL(request.url).searchParams.get('done')) || null,
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({}, async () => {
      const { round, number } = await posted.caller.compilation.create(params);
      return `/secretariat/compile/${round}?done=${number}`;
    }),
  });
}

export default function Compile({ loaderData, actionData }: Route.ComponentProps) {
  const { board, compilations, sections, done } = loaderData;
  const { round, counts } = board;
  const [newest] = compilations;
  const missing = counts.due - counts.accepted;
  return (
    <>
      <PageTitle parts={[`Compile ${round.code}`, 'Secretariat']} failed={actionData !== undefined} />
      <ErrorSummary errors={listSentence(actionData?.refusal)} />
      {!actionData && newest && done === newest.number ? (
        <Notice kind="success" live title={`Compilation ${newest.number} is made.`}>
          <p>
            It holds {newest.included} of {newest.due} reports.{' '}
            <Link to={`/secretariat/publish/${round.code}`}>Preview what would be public</Link>
          </p>
        </Notice>
      ) : null}
      <Breadcrumbs items={[{ label: round.title, to: `/secretariat/rounds/${round.code}` }]} />
      <PageHeading kicker={`Compile ${round.code}`}>
        {counts.due === 0
          ? 'No report is due yet'
          : missing === 0
            ? 'Every report is accepted'
            : `${counts.accepted} of ${counts.due} reports are accepted`}
      </PageHeading>
      {counts.due > 0 ? (
        <Section title="Before you compile" id="checklist">
          <CompileChecklist board={board} />
        </Section>
      ) : null}
      <Section title="Compile" id="compile">
        {counts.accepted === 0 ? (
          <p>No report is accepted, so there is nothing to compile yet.</p>
        ) : (
          <>
            <p>
              Compiling freezes{' '}
              {counts.accepted === 1 ? 'the accepted report' : `the ${counts.accepted} accepted reports`} as{' '}
              {counts.accepted === 1 ? 'it stands' : 'they stand'} now: statuses, words, figures and what each
              reporter released.{' '}
              {missing > 0
                ? `${missing === 1 ? 'The other report is' : `The other ${missing} are`} listed as missing. `
                : ''}
              Nothing becomes public by it, and a later compilation stands beside this one.
              {newest && !newest.outdated
                ? ` Nothing has been accepted or reopened since compilation ${newest.number}.`
                : ''}
            </p>
            <Form method="post" className={styles.act}>
              <Button variant={newest && !newest.outdated ? 'secondary' : 'primary'}>Compile</Button>
            </Form>
          </>
        )}
      </Section>
      <Section title="Compilations" id="compilations">
        <CompilationTable compilations={compilations} round={round.code} />
        {newest ? (
          <p>
            <Link to={`/secretariat/compile/${round.code}/editions`}>
              The report as files: drafts and editions
            </Link>
          </p>
        ) : null}
      </Section>
      <Section
        title="The report"
        id="report"
        lead={
          newest
            ? `Words are written here; their numbers come from compilation ${newest.number} and from any that follows it.`
            : 'Words can be written already; their numbers come with the first compilation.'
        }
        action={<Link to={compilePaths.comparability(round.code)}>What can be compared</Link>}
      >
        <SectionTable round={round.code} sections={sections} />
      </Section>
    </>
  );
}
