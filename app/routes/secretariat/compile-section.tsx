import { randomUUID } from 'node:crypto';
import { Form, Link, useLocation } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import styles from '#app/features/compile/compile.module.css';
import { compilePaths, nameSection } from '#app/features/compile/compile-paths.ts';
import { ConflictView, type StoredText } from '#app/features/compile/section-saver.tsx';
import { type NumberGroups, SectionForm } from '#app/features/compile/section-form.tsx';
import { describeMentions } from '#app/features/conversation/mention-hint.ts';
import { EntrySavers } from '#app/features/entry/entry-savers.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { askAgain, findUnconfirmed } from '#app/features/personal-data/guarded-text-area.tsx';
import { requestContext } from '#app/request-context.ts';
import { addFinding } from '#server/domain/report/section-findings.ts';
import type { Route } from './+types/compile-section';
import { DateText } from '#app/components/date-text.tsx';
import type { SectionComment, SectionPage } from '#app/contract.ts';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Tag } from '#app/components/tag.tsx';

/** Findings on one page. */
const mostFindings = 20;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const done = searchParams.get('done') ?? '';
  const page = await ask(requestId, () => caller.report.section({ round: params.round, key: params.key }));
  return {
    page: {
      ...page,
      references: chooseReferences(page.references, searchParams.get('numbers')),
      findings: findListPage(page.findings, searchParams, mostFindings),
    },
    round: params.round,
    done: doneWords[done] ?? null,
    isRestored: done === 'restore',
    formId: randomUUID(),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { report } = posted.caller;
  const lead = (done: string, place = '') =>
    `${compilePaths.section(params.round, params.key)}?done=${done}${place}`;
  const settle = (resolved: boolean) =>
    intent({ comment: number }, async ({ comment }) => {
      await report.resolveComment({ comment, resolved });
      return lead(resolved ? 'settle' : 'reopen', '#comments');
    });
  const save = async ({ version, text: words }: { version: number; text: string }, requestId: string) => {
    if (posted.form && findUnconfirmed(posted.form).length > 0) throw refuseField('text', askAgain);
    await report.saveSection({ ...params, version, text: words, requestId });
  };
  return answerForm(posted, {
    save: intent({ version: number, text }, async (typed, requestId) => {
      await save(typed, requestId);
      return lead('save');
    }),
    // The buttons at the findings name the one that they take in, or the page of them, which keeps what was typed.
    '': intent({ version: number, text, take: text, page: number }, async (typed, requestId) => {
      if (typed.page > 0) {
        await save(typed, requestId);
        return `${compilePaths.section(params.round, params.key)}?page=${typed.page}#findings`;
      }
      const { findings } = await report.section(params);
      const finding = findings.find(({ id }) => id === typed.take);
      const isNew = finding && !typed.text.includes(finding.text);
      await save(isNew ? { ...typed, text: addFinding(typed.text, finding.text) } : typed, requestId);
      return lead('take');
    }),
    // Numbers of another group, without scripts: what is typed is saved on the way.
    numbers: intent({ version: number, text, numbers: text }, async (typed, requestId) => {
      await save(typed, requestId);
      const path = compilePaths.section(params.round, params.key);
      return `${path}?${new URLSearchParams({ numbers: typed.numbers })}#references`;
    }),
    restore: intent({ version: number, restore: number }, async (typed, requestId) => {
      await report.restoreSection({ ...params, ...typed, requestId });
      return lead('restore');
    }),
    comment: intent({ thread: text, comment: text }, async ({ thread, comment }, requestId) => {
      const answers = thread === '' ? null : Number(thread);
      await report.addComment({ ...params, answers, text: comment, requestId });
      return lead('comment', '#comments');
    }),
    settle: settle(true),
    reopen: settle(false),
  });
}

/** The names of all groups of numbers, and the numbers of one: of the one asked for, or of the first. */
function chooseReferences(groups: SectionPage['references'], asked: string | null): NumberGroups {
  return {
    groups: groups.map(({ code, title }) => ({ code, title })),
    shown: groups.find(({ code }) => code === asked) ?? groups[0] ?? null,
  };
}

/** What is said on the page after something was done. */
const doneWords: Record<string, string> = {
  save: 'The section is saved.',
  take: 'The finding is added at the end of the text.',
  restore: 'The earlier version is restored. The text it replaced is among the versions.',
  comment: 'The comment is added.',
  settle: 'The comment is resolved.',
  reopen: 'The comment is open again.',
};

export default function CompileSection({ loaderData, actionData }: Route.ComponentProps) {
  const { page, round, done, isRestored, formId } = loaderData;
  const { section, stored, comments } = page;
  const { pathname } = useLocation();
  const refusal = actionData?.refusal ?? null;
  const typed = actionData && 'text' in actionData.typed ? actionData.typed.text : null;
  const theirs =
    refusal?.code === 'CONFLICT' && typed !== null ? (refusal.current as unknown as StoredText) : null;
  const refused = actionData?.intent === 'comment' ? actionData.typed : null;
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
          mentionable={page.mentionable}
          refused={refused && { thread: refused.thread, text: refused.comment, message: commentProblem }}
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

/** What reviewers left for whoever writes: read, not published. */
function CompilerNotes({ notes }: { notes: SectionPage['notes'] }) {
  return (
    <ul className={styles.findings}>
      {notes.map((note) => (
        <li key={note.id} className={styles.note}>
          <p className={styles.said}>{note.words}</p>
          <p className={styles.muted}>
            On {note.item === null ? 'the report' : note.item} of {note.reporter}; {note.by},{' '}
            <DateText iso={note.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

interface VersionListProps {
  round: string;
  section: SectionPage['section'];
  sittings: SectionPage['sittings'];
  /** The version that is stored now. */
  version: number;
  formId: string;
}

/** Versions of a section, newest first; what one person saved without a pause is one line. */
function VersionList({ round, section, sittings, version, formId }: VersionListProps) {
  return (
    <DataTable
      caption={`Versions of ${section.title}`}
      captionHidden
      narrow="stack"
      rows={sittings}
      rowKey={(sitting) => sitting.version}
      empty="Nothing has been saved yet."
      columns={[
        {
          key: 'version',
          header: 'Version',
          rowHeader: true,
          nowrap: true,
          cell: ({ from, version: newest }) => (from === newest ? newest : `${from} to ${newest}`),
        },
        {
          key: 'saved',
          header: 'Saved',
          cell: ({ at, by }) => (
            <>
              <DateText iso={at} withTime /> by {by}
            </>
          ),
        },
        {
          key: 'compare',
          header: 'Compare',
          cell: (sitting, at) => {
            const earlier = sittings[at + 1];
            return earlier ? (
              <Link to={compilePaths.versions(round, section.key, earlier.version, sitting.version)}>
                with version {earlier.version}
              </Link>
            ) : (
              'the first'
            );
          },
        },
        {
          key: 'restore',
          header: 'Restore',
          cell: (sitting, at) =>
            at === 0 ? (
              'is the present text'
            ) : (
              <Form method="post">
                <input type="hidden" name="version" value={version} />
                <input type="hidden" name="restore" value={sitting.version} />
                <input type="hidden" name="requestId" value={formId} />
                <Button variant="quiet" compact name="intent" value="restore">
                  Restore version {sitting.version}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}

interface CommentThreadsProps {
  comments: readonly SectionComment[];
  formId: string;
  /** Names of officers whom a comment can mention. */
  mentionable: readonly string[];
  /** A comment that was refused, and in which thread it stood ("" for a new one). */
  refused: { thread: string; text: string; message: string } | null;
}

/** What was said about the section: open threads first, settled ones folded away. */
function CommentThreads({ comments, formId, refused, mentionable }: CommentThreadsProps) {
  const open = comments.filter(({ resolved }) => resolved === null);
  const settled = comments.filter(({ resolved }) => resolved !== null);
  const shared = { formId, refused, mentionable };
  return (
    <>
      {open.length === 0 ? <p className={styles.muted}>No comment is open.</p> : null}
      {open.map((comment) => (
        <Thread key={comment.id} comment={comment} {...shared} />
      ))}
      {settled.length > 0 ? (
        <Details
          summary={settled.length === 1 ? 'One resolved comment' : `${settled.length} resolved comments`}
        >
          {settled.map((comment) => (
            <Thread key={comment.id} comment={comment} {...shared} />
          ))}
        </Details>
      ) : null}
      <CommentForm
        key={`new-${comments.length}`}
        thread=""
        label="New comment"
        button="Comment"
        {...shared}
      />
    </>
  );
}

function Thread({ comment, ...shared }: { comment: SectionComment } & Omit<CommentThreadsProps, 'comments'>) {
  const { id, resolved, answers } = comment;
  return (
    <article className={styles.thread} aria-label={`Comment by ${comment.by}`}>
      <Said said={comment} />
      {answers.map((answer) => (
        <div key={answer.id} className={styles.answer}>
          <Said said={answer} />
        </div>
      ))}
      {resolved ? (
        <p className={styles.muted}>
          <Tag emphasis="done">settled</Tag> by {resolved.by}, <DateText iso={resolved.at} />
        </p>
      ) : null}
      <Form method="post" className={styles.settle} preventScrollReset>
        <input type="hidden" name="comment" value={id} />
        <Button variant="quiet" compact name="intent" value={resolved ? 'reopen' : 'settle'}>
          {resolved ? 'Reopen it' : 'Mark as resolved'}
        </Button>
      </Form>
      <Details summary="Answer" flush open={shared.refused?.thread === String(id)}>
        <CommentForm key={answers.length} thread={String(id)} label="Answer" button="Answer" {...shared} />
      </Details>
    </article>
  );
}

function Said({ said }: { said: { text: string; by: string; at: string } }) {
  return (
    <>
      <p className={styles.said}>{said.text}</p>
      <p className={styles.muted}>
        {said.by}, <DateText iso={said.at} withTime />
      </p>
    </>
  );
}

interface CommentFormProps extends Omit<CommentThreadsProps, 'comments'> {
  thread: string;
  label: string;
  button: string;
}

function CommentForm({ thread, label, button, formId, refused, mentionable }: CommentFormProps) {
  const own = refused?.thread === thread ? refused : null;
  return (
    <Form method="post" className={styles.commentForm} preventScrollReset data-print="hide">
      <input type="hidden" name="thread" value={thread} />
      <input type="hidden" name="requestId" value={formId} />
      <TextArea
        id={thread === '' ? 'comment' : `comment-${thread}`}
        name="comment"
        label={label}
        hint={mentionable.length > 0 ? describeMentions(mentionable) : undefined}
        rows={3}
        limit={2000}
        defaultValue={own?.text ?? ''}
        error={own?.message}
      />
      <Button variant="secondary" name="intent" value="comment">
        {button}
      </Button>
    </Form>
  );
}
