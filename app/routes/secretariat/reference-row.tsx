import { randomUUID } from 'node:crypto';
import { data, Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section, Split } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { ReferenceRowPage } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { ReadOnlyLists, ReferenceForm, readTypedRow } from '#app/features/reference/reference-form.tsx';
import { describeChange, findListName, formatCell } from '#app/features/reference/reference-words.ts';
import styles from '#app/features/reference/reference.module.css';
import { requestContext } from '#app/request-context.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { Route } from './+types/reference-row';

const doneWords: Readonly<Record<string, string>> = {
  saved: 'It is saved.',
  same: 'Nothing was changed, so nothing was saved.',
  ended: 'It is ended: it is no longer offered, and what has it keeps it.',
  resumed: 'It is in use again.',
};

function readPlace(params: { list: string; row: string }) {
  const list = findListName(params.list);
  if (!list) throw data(null, { status: 404 });
  return { list, row: params.row === 'new' ? null : params.row.slice(0, 200) };
}

/** A row of a list with its history; "new" is the form without one. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return {
    page: await ask(requestId, () => caller.reference.row(readPlace(params))),
    done: doneWords[new URL(request.url).searchParams.get('done') ?? ''] ?? null,
    formId: randomUUID(),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { list, row } = readPlace(params);
  const lead = (to: string, done: string) =>
    `/secretariat/reference/${list}/${encodeURIComponent(to)}?done=${done}`;
  const end = (ended: boolean) =>
    intent({ version: text }, async ({ version }, requestId) => {
      const { row: to } = await posted.caller.reference.end({
        list,
        row: row ?? '',
        version,
        ended,
        requestId,
      });
      return lead(to, ended ? 'ended' : 'resumed');
    });
  return answerForm(posted, {
    save: intent(
      (form) => ({ version: String(form.get('version') ?? ''), typed: readTypedRow(list, form) }),
      async ({ version, typed }, requestId) => {
        const saved = await posted.caller.reference.save({ list, row, version, ...typed, requestId });
        return lead(saved.row, saved.changed ? 'saved' : 'same');
      },
    ),
    end: end(true),
    resume: end(false),
  });
}

export default function ReferenceRowView({ loaderData, actionData }: Route.ComponentProps) {
  const { page, done, formId } = loaderData;
  const { list, row, mayWrite } = page;
  const { title, one, nameField } = referenceLists[list];
  const refusal = actionData?.refusal ?? null;
  const name = row?.cells[nameField] ?? `Add ${one}`;
  return (
    <>
      <PageTitle parts={[name, title, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs
        items={[
          { label: 'Lists', to: '/secretariat/reference' },
          { label: title, to: `/secretariat/reference/${list}` },
        ]}
      />
      <PageHeading>
        {name} {row?.ended ? <Tag emphasis="quiet">ended</Tag> : null}
      </PageHeading>
      <Split asideLabel="About it" aside={<Aside page={page} formId={formId} />}>
        {mayWrite ? (
          <ReferenceForm
            key={row?.version}
            page={page}
            typed={actionData?.intent === 'save' ? actionData.typed.typed : null}
            version={row?.version ?? ''}
            problems={refusal?.fields ?? []}
            formId={formId}
          />
        ) : (
          <ReadOnlyLists />
        )}
      </Split>
    </>
  );
}

/** What of the row never changes, its end, and its history. */
function Aside({
  page: { list, row, history, mayWrite },
  formId,
}: {
  page: ReferenceRowPage;
  formId: string;
}) {
  const { fields, about, canEnd } = referenceLists[list];
  if (!row) return <p>{about}</p>;
  return (
    <>
      <Definitions
        items={fields
          .filter(({ fixed }) => fixed || !mayWrite)
          .map((field) => ({
            term: field.label,
            description: formatCell(field, row.cells[field.name]) || 'None',
          }))}
      />
      {canEnd && mayWrite ? (
        <Form method="post" className={styles.end}>
          <input type="hidden" name="version" value={row.version} />
          <input type="hidden" name="requestId" value={formId} />
          <p className={styles.muted}>
            {row.ended
              ? 'It is no longer offered. What has it keeps it.'
              : 'It can be ended but not deleted. Then it is no longer offered, and what has it keeps it.'}
          </p>
          <Button variant="secondary" name="intent" value={row.ended ? 'resume' : 'end'}>
            {row.ended ? 'Use again' : 'End'}
          </Button>
        </Form>
      ) : null}
      <Section id="history" title="History">
        {history.length === 0 ? <p>Nobody has changed it at the desk yet.</p> : null}
        <ol className={styles.history}>
          {history.map(({ by, at, before, after }, index) => (
            <li key={history.length - index}>
              {describeChange(list, before, after).map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p className={styles.muted}>
                {by}, <DateText iso={at} withTime />
              </p>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
