import { randomUUID } from 'node:crypto';
import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { Phrase, ReviewRules } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, numberOrNull, text } from '#app/features/forms/answer-form.server.ts';
import styles from '#app/features/review/review.module.css';
import { TextValue } from '#app/features/review/text-value.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/phrases';
import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

const doneWords: Record<string, string> = {
  save: 'The phrase is saved.',
  end: 'The phrase is no longer offered. Questions that use it do not change.',
  rule: 'The review rule is changed.',
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const mayRead = can(await viewer(), 'review.read');
  const [rules, phrases] = await ask(requestId, () =>
    Promise.all([caller.review.rules(), mayRead ? caller.review.phrases() : null]),
  );
  const search = new URL(request.url).searchParams;
  return {
    rules,
    phrases,
    change: search.get('change') ?? '',
    done: doneWords[search.get('done') ?? ''] ?? null,
    formId: randomUUID(),
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { review } = posted.caller;
  const phrase = { id: numberOrNull, title: text, words: text, version: number };
  return answerForm(posted, {
    rule: intent({ to: text, version: number }, async ({ to, version }) => {
      await review.setRule({ twoPersons: to === 'two', version });
      return '/secretariat/phrases?done=rule';
    }),
    save: intent(phrase, async (typed, requestId) => {
      await review.savePhrase({ ...typed, ended: false, requestId });
      return '/secretariat/phrases?done=save';
    }),
    end: intent(phrase, async (typed, requestId) => {
      await review.savePhrase({ ...typed, ended: true, requestId });
      return '/secretariat/phrases?done=end';
    }),
  });
}

export default function Phrases({ loaderData, actionData }: Route.ComponentProps) {
  const { rules, phrases, change, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData && actionData.intent !== 'rule' ? actionData.typed : null;
  const changed = phrases?.find(({ id }) => String(id) === String(typed?.id ?? change)) ?? null;
  return (
    <>
      <PageTitle parts={['Saved phrases and rules', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <PageHeading>{phrases ? 'Saved phrases and review rules' : 'Review rules'}</PageHeading>
      {phrases ? (
        <>
          <PhraseTable phrases={phrases} formId={formId} />
          <Section id="change" title={changed ? `Change ${changed.title}` : 'Add a phrase'}>
            <PhraseForm
              key={`${changed?.id ?? 'new'}/${changed?.version ?? phrases.length}`}
              phrase={changed}
              typed={typed}
              version={changed?.version ?? 0}
              problems={refusal?.fields ?? []}
              requestId={formId}
            />
          </Section>
        </>
      ) : null}
      <TwoPersons rules={rules} />
    </>
  );
}

function PhraseTable({ phrases, formId }: { phrases: readonly Phrase[]; formId: string }) {
  return (
    <DataTable
      caption="Phrases for questions"
      captionHidden
      narrow="stack"
      rows={phrases}
      rowKey={({ id }) => String(id)}
      empty="No saved phrases yet. Add one below for a question you ask often."
      columns={[
        {
          key: 'title',
          header: 'Name',
          rowHeader: true,
          minWidth: '10rem',
          cell: ({ title, ended }) => (
            <>
              {title} {ended ? <Tag emphasis="quiet">ended</Tag> : null}
            </>
          ),
        },
        { key: 'words', header: 'Words', minWidth: '18rem', cell: ({ words }) => <TextValue text={words} /> },
        {
          key: 'by',
          header: 'Last changed',
          nowrap: true,
          cell: ({ by, at }) => (
            <>
              {by}
              <span className={styles.why}>
                <DateText iso={at} />
              </span>
            </>
          ),
        },
        {
          key: 'do',
          header: 'Action',
          minWidth: '10rem',
          cell: (phrase) => <EndPhrase phrase={phrase} requestId={formId} />,
        },
      ]}
    />
  );
}

/** Whether two people have to find a report right: said to those who review, switched by administrators. */
function TwoPersons({ rules }: { rules: ReviewRules }) {
  const { twoPersons, version, changedBy, changedAt, maySet } = rules;
  return (
    <Section id="two-persons" title="Who accepts a report">
      <p>
        {twoPersons
          ? 'Two people must agree before a report is accepted: one approves it, and another accepts it.'
          : 'One person of the secretariat accepts a report.'}{' '}
        {changedBy ? (
          <>
            {changedBy} set this on <DateText iso={changedAt} />.
          </>
        ) : null}
      </p>
      {maySet ? (
        <Form method="post">
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="to" value={twoPersons ? 'one' : 'two'} />
          <p className={styles.act}>
            <Button variant="secondary" name="intent" value="rule">
              {twoPersons ? 'Let one person accept' : 'Require two people'}
            </Button>
          </p>
        </Form>
      ) : (
        <p>Only an administrator can change this rule.</p>
      )}
    </Section>
  );
}

/** What was typed into the form of a phrase. */
type TypedPhrase = { title: string; words: string };

/** Adds a phrase, or changes one. */
function PhraseForm({
  phrase,
  typed,
  version,
  problems,
  requestId,
}: {
  phrase: Phrase | null;
  typed: TypedPhrase | null;
  version: number;
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={phrase?.id ?? ''} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="title"
        name="title"
        label="Short name"
        hint="Shown in the list beside a question."
        width={30}
        defaultValue={typed?.title ?? phrase?.title}
        error={errorOf('title')}
      />
      <TextArea
        id="words"
        name="words"
        label="Words"
        hint="They are inserted into the question, where you can still edit them."
        rows={3}
        limit={1000}
        defaultValue={typed?.words ?? phrase?.words}
        error={errorOf('words')}
      />
      <ButtonGroup>
        <Button name="intent" value="save">
          {phrase ? 'Save phrase' : 'Add phrase'}
        </Button>
        {phrase ? <Link to="/secretariat/phrases">Cancel</Link> : null}
      </ButtonGroup>
    </Form>
  );
}

/** Ends a phrase, or offers it again. */
function EndPhrase({ phrase, requestId }: { phrase: Phrase; requestId: string }) {
  return (
    <Form method="post" className={styles.noteTools}>
      <input type="hidden" name="id" value={phrase.id} />
      <input type="hidden" name="version" value={phrase.version} />
      <input type="hidden" name="title" value={phrase.title} />
      <input type="hidden" name="words" value={phrase.words} />
      <input type="hidden" name="requestId" value={requestId} />
      {phrase.ended ? null : <Link to={`?change=${phrase.id}#change`}>Change {phrase.title}</Link>}
      <Button variant="secondary" compact name="intent" value={phrase.ended ? 'save' : 'end'}>
        {phrase.ended ? 'Restore' : 'End'}
      </Button>
    </Form>
  );
}
