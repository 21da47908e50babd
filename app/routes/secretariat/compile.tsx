import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { compilePaths, nameSection } from '#app/features/compile/compile-paths.ts';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent } from '#app/features/forms/answer-form.server.ts';
import { ConsentLine } from '#app/features/publishing/consent-line.tsx';
import styles from '#app/features/publishing/publishing.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/compile';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { Board, BoardRow, Compilation, DeskSection } from '#app/contract.ts';
import compileStyles from '#app/features/compile/compile.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { Fragment } from 'react';
import { type Task, TaskList } from '#app/components/task-list.tsx';

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
  const isCurrent = newest !== undefined && !newest.outdated && newest.newAnswers === 0;
  const missing = counts.due - counts.accepted;
  return (
    <>
      <PageTitle parts={[`Compile ${round.code}`, 'Secretariat']} failed={actionData !== undefined} />
      <ErrorSummary errors={listSentence(actionData?.refusal)} />
      {!actionData && newest && done === newest.number ? (
        <Notice kind="success" live title={`Compilation ${newest.number} is made.`}>
          <p>
            It contains {newest.included} of {newest.due} reports.{' '}
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
              {counts.accepted === 1 ? 'it is' : 'they are'} now: statuses, texts, figures and what each
              reporter released.{' '}
              {missing > 0
                ? `${missing === 1 ? 'The other report is' : `The other ${missing} are`} listed as missing. `
                : ''}
              Nothing becomes public. You can compile again later; earlier compilations are kept.
              {newest && isCurrent
                ? ` Nothing has been accepted, reopened or answered since compilation ${newest.number}.`
                : ''}
            </p>
            {newest ? <ConsentLine round={round.code} {...newest} /> : null}
            <Form method="post" className={styles.act}>
              <Button variant={isCurrent ? 'secondary' : 'primary'}>Compile</Button>
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
            ? `Write the text here. Its numbers come from compilation ${newest.number}, and from any later one.`
            : 'You can write the text now. Its numbers come with the first compilation.'
        }
        action={<Link to={compilePaths.comparability(round.code)}>Comparability</Link>}
      >
        <SectionTable round={round.code} sections={sections} />
      </Section>
    </>
  );
}

/** The sections of the report and where each stands. */
function SectionTable({ round, sections }: { round: string; sections: readonly DeskSection[] }) {
  return (
    <DataTable
      caption={`Sections of the report on ${round}`}
      captionHidden
      narrow="stack"
      dense
      rows={sections}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'section',
          header: 'Section',
          rowHeader: true,
          cell: (section) => (
            <Link to={compilePaths.section(round, section.key)}>{nameSection(section)}</Link>
          ),
        },
        {
          key: 'state',
          header: 'Status',
          cell: ({ words, problems, openComments }) => (
            <span className={compileStyles.tags}>
              {words === 0 ? <Tag emphasis="quiet">empty</Tag> : formatCount(words, 'words')}
              {problems > 0 ? <Tag emphasis="strong">{formatCount(problems, 'problems')}</Tag> : null}
              {openComments > 0 ? (
                <Tag>{openComments === 1 ? '1 comment open' : `${openComments} comments open`}</Tag>
              ) : null}
            </span>
          ),
        },
        {
          key: 'saved',
          header: 'Last saved',
          cell: ({ changedAt, changedBy }) =>
            changedAt === null ? (
              'not yet'
            ) : (
              <>
                <DateText iso={changedAt} /> by {changedBy}
              </>
            ),
        },
      ]}
    />
  );
}

/** The compilations of a round, newest first, each with the checksum that seals it. */
function CompilationTable({ compilations, round }: { compilations: readonly Compilation[]; round: string }) {
  return (
    <DataTable
      caption={`Compilations of ${round}`}
      captionHidden
      narrow="stack"
      rows={compilations}
      rowKey={({ number }) => number}
      empty="This round has not been compiled yet."
      columns={[
        {
          key: 'number',
          header: 'Number',
          rowHeader: true,
          cell: ({ number }) => `Compilation ${number}`,
          nowrap: true,
        },
        {
          key: 'made',
          header: 'Made',
          minWidth: '11rem',
          cell: ({ createdAt, createdBy }) => (
            <>
              <DateText iso={createdAt} />, {createdBy}
            </>
          ),
        },
        {
          key: 'reports',
          header: 'Reports',
          cell: ({ included, due }) => `${included} of ${due}`,
          nowrap: true,
        },
        {
          key: 'publication',
          header: 'Published',
          cell: ({ publication, outdated }, index) =>
            publication !== null ? (
              <Link to={`/publications/${publication}`}>Publication {publication}</Link>
            ) : index === 0 ? (
              <Link to={`/secretariat/publish/${round}`}>Preview and publish</Link>
            ) : outdated ? (
              'replaced'
            ) : (
              'no'
            ),
        },
        {
          key: 'sha256',
          header: 'Checksum (SHA-256)',
          cell: ({ sha256 }) => <code className={styles.checksum}>{sha256}</code>,
        },
      ]}
    />
  );
}

function Names({ rows, round }: { rows: readonly BoardRow[]; round: string }) {
  return rows.map(({ reporter }, index) => (
    <Fragment key={reporter.code}>
      {index === 0 ? '' : index === rows.length - 1 ? ' and ' : ', '}
      <Link to={`/secretariat/review/${round}/${reporter.code}`}>
        {reporter.kind === 'state' ? reporter.name : reporter.code}
      </Link>
    </Fragment>
  ));
}

/** What stands between a round and a complete compilation, each as a fact. None of it forbids compiling. */
function CompileChecklist({ board }: { board: Board }) {
  const { rows, counts, round } = board;
  const fact = (id: string, done: boolean, title: string, left: string, hint?: React.ReactNode): Task => ({
    id,
    title,
    hint,
    status: <Tag emphasis={done ? 'done' : 'normal'}>{done ? 'Done' : left}</Tag>,
  });
  const pick = (...statuses: BoardRow['status'][]) => rows.filter(({ status }) => statuses.includes(status));
  const missing = pick('draft', 'cleared');
  const returned = pick('returned');
  const waiting = pick('submitted');
  const asking = rows.filter(({ openQueries }) => openQueries > 0);
  const names = (some: readonly BoardRow[]) =>
    some.length > 0 ? <Names rows={some} round={round.code} /> : undefined;
  return (
    <TaskList
      labelledBy="checklist"
      tasks={[
        fact(
          'fact-received',
          missing.length === 0,
          'Every report has been submitted',
          `${missing.length} missing`,
          names(missing),
        ),
        fact(
          'fact-reviewed',
          waiting.length === 0,
          'No reports are waiting for review',
          `${waiting.length} waiting`,
          names(waiting),
        ),
        fact(
          'fact-returned',
          returned.length === 0,
          'No report has been returned for changes',
          `${returned.length} returned`,
          names(returned),
        ),
        fact(
          'fact-questions',
          counts.openQueries === 0,
          'No question is open',
          `${counts.openQueries} open`,
          names(asking),
        ),
        fact(
          'fact-closed',
          round.state === 'closed',
          'The round is closed',
          round.state === 'open' ? 'Still open' : 'Planned',
        ),
      ]}
    />
  );
}
