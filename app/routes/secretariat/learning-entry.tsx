import { randomUUID } from 'node:crypto';
import { data, Form } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { SummaryList } from '#app/components/definitions.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, buildRefusal, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, readFields, text } from '#app/features/forms/answer-form.server.ts';
import { isLearningPage, learningPages, learningPath } from '#app/features/learning/learning-tables.tsx';
import record from '#app/features/forms/record.module.css';
import styles from '#app/features/library/edit/edit.module.css';
import { requestContext } from '#app/request-context.ts';
import {
  learningFields,
  toLearningFields,
  actionStates,
  criteria,
  type LearningEntry,
  type LearningKind,
  type LearningLists,
} from '#server/domain/learning/learning-entry.rules.ts';
import type { Route } from './+types/learning-entry';
import { Button } from '#app/components/button.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

type Asked = Pick<Route.LoaderArgs, 'context' | 'params' | 'request'>;

async function readPlace({ context, params, request }: Asked) {
  const name = params.kind;
  const kind: LearningKind | null = isLearningPage(name) ? learningPages[name].kind : null;
  if (!kind || !isLearningPage(name)) {
    throw data(buildRefusal('NOT_FOUND', 'This entry does not exist.'), { status: 404 });
  }
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const code = params.code === 'new' ? undefined : params.code.slice(0, 40);
  return { name, kind, plan, code };
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { name, kind, plan, code } = await readPlace({ context, params, request });
  const page = await ask(requestId, () => caller.learning.entry({ plan, kind, code }));
  const done = new URL(request.url).searchParams.has('saved');
  return { ...page, name, kind, plan, code: code ?? null, done, formId: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { name, kind, plan, code } = await readPlace({ context, params, request });
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
        <Notice kind="warning" title="Somebody else changed this while you were editing. Nothing was saved.">
          <p>
            {conflict.changedBy} saved version {conflict.version}, shown below. Your text is in the form. Save
            again to replace the stored version.
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
        <Section id="history" title="Earlier versions">
          <ol className={styles.history}>
            {history.map((revision) => (
              <li key={revision.version}>
                <Said fields={toLearningFields(revision.content)} />
                <p className={record.muted}>
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

/** What people see for each field. */
const learningLabels: Record<string, string> = {
  question: 'Question',
  criterion: 'Criterion',
  rating: 'Judged',
  judgement: 'Reasons for the judgement',
  evidence: 'Evidence',
  indicator: 'Indicator',
  title: 'Lesson in one line',
  lesson: 'What was learned',
  action: 'Action',
  owner: 'Who is responsible',
  dueOn: 'Due date',
  state: 'Progress',
  follows: 'Follows from',
  note: 'Note',
};

interface LearningFormProps {
  kind: LearningKind;
  lists: LearningLists;
  typed: Readonly<Record<string, string>>;
  /** What was read; 0 for a new entry. */
  version: number;
  formId: string;
  problems: readonly FieldProblem[];
}

/** The fields of a question, a judged target, a lesson or an action. Needs no scripts. */
function LearningForm({ kind, lists, typed, version, formId, problems }: LearningFormProps) {
  const field = (name: string) => ({
    id: name,
    name,
    label: learningLabels[name],
    defaultValue: typed[name] ?? '',
    error: problems.find(({ path }) => path === name)?.message,
  });
  const select = (name: string, options: { value: string; label: string }[], none: string) => (
    <SelectField key={name} {...field(name)} options={[{ value: '', label: none }, ...options]} />
  );
  const named = (list: readonly { code: string; name?: string; label?: string; title?: string }[]) =>
    list.map(({ code, name, label, title }) => ({
      value: code,
      label: name ?? `${code} ${label ?? title ?? ''}`,
    }));
  const fromWords = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  const controls: Record<string, () => React.ReactNode> = {
    criterion: () => select('criterion', fromWords(criteria), 'Choose one'),
    rating: () =>
      select(
        'rating',
        lists.ratings.map(({ code, label, meaning }) => ({ value: code, label: `${label}: ${meaning}` })),
        'Not judged yet',
      ),
    indicator: () => <input key="indicator" type="hidden" name="indicator" value={typed.indicator ?? ''} />,
    owner: () => select('owner', named(lists.owners), 'Choose one'),
    state: () => select('state', fromWords(actionStates), 'Choose one'),
    follows: () =>
      select(
        'follows',
        [
          ...(kind === 'action' ? named(lists.sources) : []),
          ...lists.recommendations.map(({ code, label }) => ({ value: code, label })),
        ],
        'Nothing in particular',
      ),
    dueOn: () => (
      <TextField
        key="dueOn"
        {...field('dueOn')}
        type="date"
        width={20}
        hint="Year, month and day, as in 2027-03-31."
      />
    ),
    title: () => <TextField key="title" {...field('title')} autoComplete="off" />,
    evidence: () => (
      <TextArea
        key="evidence"
        {...field('evidence')}
        optional
        rows={4}
        hint="One per line: a title, a vertical bar and a page of the tracker. For example: Victims identified | /indicators/I-B3"
      />
    ),
  };
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      {learningFields[kind].map(
        (name) =>
          controls[name]?.() ?? (
            <TextArea
              key={name}
              {...field(name)}
              rows={name === 'question' || name === 'action' || name === 'note' ? 3 : 6}
              optional={name === 'judgement' || name === 'note'}
            />
          ),
      )}
      <Button>Save</Button>
    </Form>
  );
}
