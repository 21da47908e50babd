import { randomUUID } from 'node:crypto';
import { data } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { SummaryList } from '#app/components/summary-list.tsx';
import { ask, listFormProblems, buildRefusal } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, readFields, text } from '#app/features/forms/answer-form.server.ts';
import { LearningForm, learningLabels } from '#app/features/learning/learning-form.tsx';
import { isLearningPage, learningPages, learningPath } from '#app/features/learning/learning-pages.ts';
import styles from '#app/features/library/edit/edit.module.css';
import { requestContext } from '#app/request-context.ts';
import { learningFields, toLearningFields } from '#server/domain/learning/check-learning-entry.rules.ts';
import type { LearningEntry, LearningKind } from '#server/domain/learning/learning-entry.schema.ts';
import type { Route } from './+types/learning-entry';

type Params = Route.LoaderArgs['params'];

function readPlace(params: Params, request: Request) {
  const name = params.kind;
  const kind: LearningKind | null = isLearningPage(name) ? learningPages[name].kind : null;
  if (!kind || !isLearningPage(name)) {
    throw data(buildRefusal('NOT_FOUND', 'There is no such entry.'), { status: 404 });
  }
  const plan = new URL(request.url).searchParams.get('plan')?.slice(0, 40) || undefined;
  const code = params.code === 'new' ? undefined : params.code.slice(0, 40);
  return { name, kind, plan, code };
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { name, kind, plan, code } = readPlace(params, request);
  const page = await ask(requestId, () => caller.learning.entry({ plan, kind, code }));
  const done = new URL(request.url).searchParams.has('saved');
  return { ...page, name, kind, plan, code: code ?? null, done, formId: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { name, kind, plan, code } = readPlace(params, request);
  const fields = Object.fromEntries(learningFields[kind].map((field) => [field, text]));
  return answerForm(posted, {
    '': intent(
      (form) => ({ ...readFields(form, { version: number }), fields: readFields(form, fields) }),
      async (typed, requestId) => {
        const saved = await posted.caller.learning.save({ plan, kind, code, ...typed, requestId });
        return `${learningPath(plan, name, saved.code)}${plan ? '&' : '?'}saved=1`;
      },
    ),
  });
}

export default function LearningEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const { name, kind, plan, code, entry, history, lists, done, formId } = loaderData;
  const page = learningPages[name];
  const refusal = actionData?.refusal ?? null;
  const conflict = refusal?.code === 'CONFLICT' ? (refusal.current as unknown as LearningEntry | null) : null;
  const stored: Record<string, string> = entry ? toLearningFields(entry.content) : {};
  const typed =
    actionData?.typed.fields ?? (kind === 'target' ? { indicator: code ?? '', ...stored } : stored);
  const indicator = lists.indicators.find((one) => one.code === code);
  const title = code === null ? page.add : kind === 'target' ? `${code} ${indicator?.title ?? ''}` : code;
  return (
    <>
      <PageTitle parts={[title ?? page.title, 'Learning', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs
        items={[
          { label: 'Learning', to: learningPath(plan) },
          { label: page.title, to: learningPath(plan, name) },
        ]}
      />
      <PageHeading kicker={page.title}>{title}</PageHeading>
      {conflict ? (
        <Notice kind="warning" title="Somebody else changed this while you were at it. Nothing was saved.">
          <p>
            {conflict.changedBy} saved version {conflict.version}. It says what follows; your words stand in
            the form, and saving again puts them in its place.
          </p>
          <Said fields={toLearningFields(conflict.content)} />
        </Notice>
      ) : null}
      <LearningForm
        key={conflict?.version ?? entry?.version ?? 0}
        kind={kind}
        lists={lists}
        typed={typed}
        version={conflict?.version ?? entry?.version ?? 0}
        formId={formId}
        problems={refusal?.fields ?? []}
      />
      {history.length > 0 ? (
        <Section id="history" title="What it said before">
          <ol className={styles.history}>
            {history.map((revision) => (
              <li key={revision.version}>
                <Said fields={toLearningFields(revision.content)} />
                <p className={styles.muted}>
                  Version {revision.version}, {revision.by}, <DateText iso={revision.at} withTime />
                </p>
              </li>
            ))}
          </ol>
        </Section>
      ) : null}
    </>
  );
}

function Said({ fields }: { fields: Readonly<Record<string, string>> }) {
  return (
    <SummaryList
      rows={Object.entries(learningLabels).flatMap(([name, term]) =>
        fields[name] === undefined ? [] : [{ id: name, term, value: fields[name] }],
      )}
    />
  );
}
