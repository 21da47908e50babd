import { randomUUID } from 'node:crypto';
import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { LibraryEntry, LibraryRevision } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  describeRevision,
  fieldLabels,
  listChangedFields,
  describeField,
  emptyEntry,
  toInput,
  toTyped,
  type TypedEntry,
  readTyped,
} from '#app/features/library/edit/entry-form-values.ts';
import record from '#app/features/forms/record.module.css';
import styles from '#app/features/library/edit/edit.module.css';
import { EntryForm } from '#app/features/library/edit/entry-form.tsx';
import { arrangementPath } from '#app/features/arrangement/accounts.tsx';
import { recommendationPath } from '#app/features/recommendation/recommendation-words.ts';
import { requestContext, type RequestContext } from '#app/request-context.ts';
import type { Route } from './+types/library-entry';
import { DataTable } from '#app/components/data-table.tsx';
import { answerForm, intent, number, readFields, text } from '#app/features/forms/answer-form.server.ts';

/** An entry with its history; "/library/new" is the form without one. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { code } = params;
  const formId = randomUUID();
  if (code === undefined) {
    return { entry: null, choices: await ask(requestId, () => caller.library.choices()), formId };
  }
  return {
    ...(await ask(requestId, () => caller.library.get({ code: code.slice(0, 400) }))),
    done: doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null,
    formId,
  };
}

export const action = ({ context }: Route.ActionArgs) => answerEntryForm(context.get(requestContext));

/** What was done, as the address says it. */
const doneWords: Readonly<Record<string, string>> = {
  added: 'The entry is added. It is not released yet.',
  changed: 'The entry is saved.',
  unchanged: 'Nothing was changed, so nothing was saved.',
  release: 'The next publication will include this entry.',
  withdraw: 'The next publication will not include this entry. Earlier publications do not change.',
};

type Loaded = Route.ComponentProps['loaderData'];
type Answered = Route.ComponentProps['actionData'];

export default function LibraryEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  return loaderData.entry ? (
    <ExistingEntry loaded={loaderData} answered={actionData} />
  ) : (
    <NewEntry loaded={loaderData} answered={actionData} />
  );
}

function NewEntry({ loaded, answered }: { loaded: Extract<Loaded, { entry: null }>; answered: Answered }) {
  const refusal = answered?.refusal ?? null;
  return (
    <>
      <PageTitle parts={['New entry', 'Library', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Library', to: '/secretariat/library' }]} />
      <PageHeading meta="It is not released until you release it.">Add an entry to the library</PageHeading>
      <EntryForm
        choices={loaded.choices}
        typed={answered?.intent === 'save' ? answered.typed.entry : emptyEntry}
        version={0}
        formId={loaded.formId}
        problems={refusal?.fields ?? []}
      />
    </>
  );
}

function ExistingEntry({
  loaded,
  answered: actionData,
}: {
  loaded: Exclude<Loaded, { entry: null }>;
  answered: Answered;
}) {
  const { entry, history, choices, done, formId } = loaded;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === 'save' ? actionData.typed.entry : null;
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
            ? 'The next publication will include this entry.'
            : 'The next publication will not include this entry.'}
        </p>
        <Button variant="secondary" name="intent" value={entry.released ? 'withdraw' : 'release'}>
          {entry.released ? 'Leave it out of the next publication' : 'Release for the next publication'}
        </Button>
      </Form>
      <p>
        <Link to={recommendationPath(entry.code)}>Recommendations and responses</Link>
      </p>
      {entry.isCooperation && entry.states.length > 1 ? (
        <p>
          <Link to={arrangementPath(entry.code)}>Arrangement between states, and their accounts</Link>
        </p>
      ) : null}
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
              <p className={record.muted}>
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

/** What somebody else stored meanwhile, beside what was typed, so that a person can decide. */
function ConflictNotice({ stored, typed }: { stored: LibraryEntry; typed: TypedEntry }) {
  const mine = toStoredForm(typed);
  const fields = listChangedFields(stored, mine);
  return (
    <Notice
      kind="warning"
      title="Somebody else changed this entry while you were editing. Nothing was saved."
    >
      <p>
        {stored.changedBy ?? 'The tracker'} saved version {stored.version} on{' '}
        <DateText iso={stored.changedAt} withTime />. Your text is in the form below. Save again to replace
        the stored version.
      </p>
      {fields.length > 0 ? (
        <DataTable
          caption="Where they differ"
          narrow="stack"
          rows={fields}
          rowKey={(field) => field}
          columns={[
            { key: 'field', header: 'Field', rowHeader: true, cell: (field) => fieldLabels[field] },
            {
              key: 'stored',
              header: 'Stored now',
              cell: (field) => describeField(stored, field) || 'nothing',
            },
            { key: 'mine', header: 'Yours', cell: (field) => describeField(mine, field) || 'nothing' },
          ]}
        />
      ) : (
        <p>The stored version is the same as yours.</p>
      )}
    </Notice>
  );
}

/** What was typed, in the shape of what is stored; without release, which the form does not change. */
function toStoredForm(typed: TypedEntry): Partial<LibraryRevision['content']> {
  const { happenedOn, endedOn, year, url, ...rest } = toInput(typed);
  const day = happenedOn.trim();
  const ofDay = /^\d{4}/.exec(day)?.[0] ?? '';
  const whole = year.trim() || ofDay;
  return {
    ...rest,
    happenedOn: day || null,
    endedOn: endedOn.trim() || null,
    year: /^\d{4}$/.test(whole) ? Number(whole) : null,
    url: url.trim() || null,
    states: rest.states.toSorted(),
    bodies: rest.bodies.toSorted(),
    partners: rest.partners.toSorted(),
    activities: rest.activities.toSorted(),
    lenses: rest.lenses.toSorted(),
  };
}

/** Answers the forms of an entry: saves it, or says whether the next publication carries it. */
function answerEntryForm(posted: RequestContext) {
  const { library } = posted.caller;
  const lead = (code: string, done: string) => `/secretariat/library/${code}?done=${done}`;
  const release = (released: boolean) =>
    intent({ code: text, version: number }, async (typed, requestId) => {
      await library.release({ ...typed, released, requestId });
      return lead(typed.code, released ? 'release' : 'withdraw');
    });
  return answerForm(posted, {
    save: intent(
      (form) => ({ ...readFields(form, { version: number }), entry: readTyped(form) }),
      async ({ version, entry }, requestId) => {
        const saved = await library.save({ code: entry.code, version, item: toInput(entry), requestId });
        return lead(saved.code, saved.changed ? (version === 0 ? 'added' : 'changed') : 'unchanged');
      },
      // Problems are named by the fields of the form.
      (path) => path.replace(/^item\./, '').split('.')[0] ?? '',
    ),
    release: release(true),
    withdraw: release(false),
  });
}
