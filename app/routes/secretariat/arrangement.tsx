import { Tag } from '#app/components/tag.tsx';
import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ArrangementForm } from '#app/features/arrangement/arrangement-form.tsx';
import { AccountHistory, Accounts, arrangementPath } from '#app/features/arrangement/accounts.tsx';
import record from '#app/features/forms/record.module.css';
import { readArrangementForm } from '#app/features/arrangement/read-arrangement-form.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { toTypedArrangement } from '#server/domain/arrangement/arrangement.rules.ts';
import { arrangementStatusLabels } from '#server/domain/arrangement/arrangement-words.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/arrangement';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const desk = await ask(requestId, () => caller.arrangement.get({ code: params.code.slice(0, 400) }));
  return { ...desk, done: new URL(request.url).searchParams.has('saved'), formId: randomUUID() };
}

const strip = (path: string) => path.replace(/^fields\./, '');

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    save: intent(
      readArrangementForm,
      async ({ version, fields }, requestId) => {
        await posted.caller.arrangement.save({ code: params.code, version, fields, requestId });
        return `${arrangementPath(params.code)}?saved=1`;
      },
      strip,
    ),
  });
}

/** What states have agreed between them, as the secretariat enters it, with the accounts that they give. */
export default function ArrangementRoute({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, states, arrangement, history, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const names = Object.fromEntries(states.map(({ code, name }) => [code, name]));
  const moved =
    arrangement !== null && arrangement.content.parties.join() !== states.map(({ code }) => code).join();
  return (
    <>
      <PageTitle parts={['Arrangement', entry.title, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs
        items={[
          { label: 'Library', to: '/secretariat/library' },
          { label: entry.title, to: `/secretariat/library/${entry.code}` },
        ]}
      />
      <PageHeading
        kicker={entry.title}
        meta="States that take part see it in their workspace. It is published when all of them have released it, with the entry of the library."
      >
        {arrangement ? 'Arrangement between states' : 'Enter an arrangement between states'}
      </PageHeading>
      {entry.isCooperation && states.length > 1 ? (
        <>
          <p>
            Takes part: {states.map(({ name }) => name).join(', ')}. The states are those of the entry in the
            library; change them there.
          </p>
          {moved ? (
            <Notice kind="warning" title="The entry names other states now than the arrangement.">
              <p>Save the arrangement to take them over.</p>
            </Notice>
          ) : null}
          {refusal?.code === 'CONFLICT' ? (
            <Notice
              kind="warning"
              title="Somebody else changed this while you were editing. Nothing was saved."
            >
              <p>Your text is in the form. Save again to replace what is stored.</p>
            </Notice>
          ) : null}
          {arrangement ? <Accounts arrangement={arrangement} names={names} /> : null}
          <Section
            id="change"
            title={arrangement ? 'Change what was agreed' : 'What was agreed'}
            lead={
              arrangement
                ? 'Accounts stay as they are. States release the new version before it is published.'
                : undefined
            }
          >
            <ArrangementForm
              key={arrangement?.version ?? 0}
              states={states}
              typed={
                actionData?.intent === 'save'
                  ? actionData.typed.fields
                  : toTypedArrangement(arrangement?.content ?? null)
              }
              version={arrangement?.version ?? 0}
              formId={formId}
              problems={refusal?.fields ?? []}
            />
          </Section>
          {arrangement ? <AccountHistory arrangement={arrangement} names={names} /> : null}
          {history.length > 0 ? (
            <Section id="history" title="Versions">
              <ol className={record.history}>
                {history.map(({ version, content, by, at }) => (
                  <li key={version}>
                    <p>
                      <Tag>{arrangementStatusLabels[content.status]}</Tag>{' '}
                      {formatCount(content.steps.length, 'steps')}
                      {content.steps.length > 0
                        ? `: ${content.steps.map((step) => step.text).join('; ')}`
                        : ''}
                    </p>
                    <p className={record.muted}>
                      Version {version}
                      {by ? `, ${by}` : ''}, <DateText iso={at} withTime />
                    </p>
                  </li>
                ))}
              </ol>
            </Section>
          ) : null}
        </>
      ) : (
        <EmptyState title="This entry cannot be an arrangement">
          <p>Only an entry of cooperation that names two or more member states can be one.</p>
        </EmptyState>
      )}
    </>
  );
}
