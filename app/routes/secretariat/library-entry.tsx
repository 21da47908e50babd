import { randomUUID } from 'node:crypto';
import { data, Form } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { Tag } from '#app/components/tag.tsx';
import { ask, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { ConflictNotice } from '#app/features/library/edit/conflict-notice.tsx';
import { describeRevision } from '#app/features/library/edit/describe-revisions.ts';
import styles from '#app/features/library/edit/edit.module.css';
import { toTyped } from '#app/features/library/edit/entry-form-values.ts';
import { EntryForm } from '#app/features/library/edit/entry-form.tsx';
import { doneWords, runEntryForm } from '#app/features/library/edit/run-entry-form.server.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { LibraryEntry } from '#server/loaders/library/load-library-entries.ts';
import type { Route } from './+types/library-entry';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return {
    ...(await ask(requestId, () => caller.library.get({ code: params.code.slice(0, 400) }))),
    done: doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null,
    formId: randomUUID(),
  };
}

export async function action({ context }: Route.ActionArgs) {
  const outcome = await runEntryForm(context.get(requestContext), readForm(context));
  return data(outcome, { status: getRefusalStatus(outcome.refusal) });
}

export default function LibraryEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, history, choices, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const conflict =
    refusal?.code === 'CONFLICT' && typed ? (refusal.current as unknown as LibraryEntry) : null;
  return (
    <>
      <PageTitle parts={[entry.title, 'Library', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs items={[{ label: 'Library', to: '/secretariat/library' }]} />
      <PageHeading kicker={entry.kindLabel} meta={`/library/${entry.code}`}>
        {entry.title}
      </PageHeading>
      <Form method="post" className={styles.release}>
        <input type="hidden" name="code" value={entry.code} />
        <input type="hidden" name="version" value={entry.version} />
        <input type="hidden" name="requestId" value={formId} />
        <p>
          <Tag emphasis={entry.released ? 'done' : 'normal'}>
            {entry.released ? 'released' : 'not released'}
          </Tag>{' '}
          {entry.released
            ? 'The next publication carries this entry.'
            : 'The next publication does not carry this entry.'}
        </p>
        <Button variant="secondary" name="intent" value={entry.released ? 'withdraw' : 'release'}>
          {entry.released ? 'Take it out of the next publication' : 'Release for the next publication'}
        </Button>
      </Form>
      {conflict && typed ? <ConflictNotice stored={conflict} typed={typed} /> : null}
      <Section id="change" title="Change the entry">
        <EntryForm
          key={conflict?.version ?? entry.version}
          choices={choices}
          typed={typed ?? toTyped(entry)}
          version={conflict?.version ?? entry.version}
          formId={formId}
          problems={refusal?.fields ?? []}
        />
      </Section>
      <Section id="history" title="What changed">
        <ol className={styles.history}>
          {history.map((revision, at) => (
            <li key={revision.version}>
              {describeRevision(revision, history[at + 1])}
              <p className={styles.muted}>
                Version {revision.version}, {revision.by ?? 'the tracker'},{' '}
                <DateText iso={revision.at} withTime />
              </p>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
