import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { AskedIndicator, ConsentQuestion, GivenConsent } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/consent';
import { openPost, requireReporter } from './open-report.server.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import styles from '#app/features/consent/consent.module.css';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { TextArea } from '#app/components/field.tsx';
import { describeSharedFigure, staysPublic } from '#server/domain/consent/consent-words.rules.ts';
import { longestChangeReason } from '#server/domain/consent/consent.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

const readQuestion = (typed: string): number => (/^\d{1,9}$/.test(typed) ? Math.max(1, Number(typed)) : 1);

export async function loader(args: Route.LoaderArgs) {
  await requireReporter(args);
  const { caller, requestId } = args.context.get(requestContext);
  const search = new URL(args.request.url).searchParams;
  const question = await ask(requestId, () =>
    caller.consent.get({ question: readQuestion(args.params.question) }),
  );
  return { question, done: search.get('done'), change: search.get('change') };
}

/** After a refusal too: somebody else may have answered in the meantime. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const posted = await openPost({ ...args, params: {} });
  const { consent } = posted.caller;
  const question = readQuestion(args.params.question);
  const change = { indicator: text, agreed: text, insteadOf: number, reason: text };
  return answerForm(posted, {
    answer: intent(readChosenAnswers, async (answers) => {
      await consent.answer({ question, answers });
      return `/workspace/consent/${question}?done=answer`;
    }),
    change: intent(change, async ({ indicator, agreed, insteadOf, reason }) => {
      await consent.change({
        question,
        indicator: indicator.slice(0, 40) || '-',
        agreed: agreed === 'yes',
        insteadOf: insteadOf || 1,
        reason,
      });
      return `/workspace/consent/${question}?done=change`;
    }),
  });
}

const doneWords: Record<string, string> = {
  answer: 'Your answer is saved. Thank you.',
  change: 'The answer is changed. The earlier one stays in the history.',
};

export default function ConsentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { question } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === 'change' ? actionData.typed : null;
  const { id, round, reporter, indicators, isOpen, isCurrent } = question;
  const done = refusal ? null : doneWords[loaderData.done ?? ''];
  const path = `/workspace/consent/${id}`;
  const report = `/workspace/${encodeURIComponent(round.code)}/receipt?reporter=${encodeURIComponent(reporter.code)}`;
  const open = indicators.filter(({ answers }) => answers.length === 0);
  const answered = indicators.filter(({ answers }) => answers.length > 0);
  const changed = isCurrent
    ? answered.find(({ code }) => code === (typed?.indicator ?? loaderData.change))
    : null;
  return (
    <>
      <PageTitle parts={[`Consent of ${reporter.name} for ${round.code}`]} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }]} />
      {done ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        kicker={`${reporter.name}, ${round.title}`}
        meta={
          <>
            Asked by {question.askedBy} of the secretariat on <DateText iso={question.askedAt} />
          </>
        }
      >
        May your own figures be shown?
      </PageHeading>
      {question.message ? <p>{question.message}</p> : null}
      <p>
        If you say yes, publications may show the figures of {reporter.name} on their own, to everyone. If you
        say no, they are used as the report says. Small counts of persons are hidden in any case.{' '}
        {staysPublic} The figures are in <Link to={report}>the report</Link>.
      </p>
      {isCurrent ? null : (
        <Notice kind="warning" title="The report has been opened again since, so this question is closed." />
      )}
      {changed ? (
        <ChangeSection
          question={question}
          indicator={changed}
          typed={typed?.reason ?? ''}
          problems={refusal?.fields ?? []}
          cancelTo={path}
        />
      ) : null}
      {open.length > 0 ? (
        <Section
          id="open"
          title={!isOpen ? 'Not answered' : answered.length > 0 ? 'Not answered yet' : 'Your answer'}
          lead={
            <p>
              {isOpen ? (
                <>
                  It can be given until <DateText iso={question.expiresAt} />, and is recorded under your
                  name. Where you give no answer, the report's choice applies.
                </>
              ) : (
                'The time to answer is over. Where no answer was given, the report’s choice applies.'
              )}
            </p>
          }
        >
          {isOpen ? (
            <AnswerForm indicators={open} problems={refusal?.fields ?? []} />
          ) : (
            <ul>
              {open.map(({ code, title }) => (
                <li key={code}>
                  {code} {title}
                </li>
              ))}
            </ul>
          )}
        </Section>
      ) : null}
      {answered.length > 0 ? (
        <Section id="answered" title="Answered">
          <GivenAnswers
            indicators={answered}
            changePath={isCurrent ? (code) => `${path}?change=${encodeURIComponent(code)}#change` : null}
          />
        </Section>
      ) : null}
    </>
  );
}

function ChangeSection({
  question,
  indicator,
  typed,
  problems,
  cancelTo,
}: {
  question: ConsentQuestion;
  indicator: AskedIndicator;
  typed: string;
  problems: React.ComponentProps<typeof ChangeForm>['problems'];
  cancelTo: string;
}) {
  const [newest] = indicator.answers;
  if (!newest) return null;
  const numbers = indicator.answers.flatMap(({ usedIn }) => usedIn ?? []);
  return (
    <Section id="change" title={`Change the answer about ${indicator.code}`}>
      <p>
        {indicator.title}. The answer of {question.reporter.name} now: <OneAnswer answer={newest} />
      </p>
      <p>
        {numbers.length > 0
          ? `Publication ${Math.max(...numbers)} is out with an answer from here and stays as it is. A change counts from the next publication.`
          : 'No publication uses it yet. The next one uses the answer given by the time it is compiled.'}
      </p>
      {indicator.askedAlso.length > 0 ? <p>{describeSharedFigure(indicator.askedAlso)}</p> : null}
      <ChangeForm indicator={indicator} typed={typed} problems={problems} cancelTo={cancelTo} />
    </Section>
  );
}

/** What was answered to each indicator, with who and when, what stood there before and why it changed. */
function GivenAnswers({
  indicators,
  changePath,
}: {
  indicators: readonly AskedIndicator[];
  /** Where an answer is changed; null where none can be. */
  changePath: ((code: string) => string) | null;
}) {
  return (
    <DataTable
      caption="Answers given"
      captionHidden
      narrow="stack"
      rows={indicators}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          cell: ({ code, title }) => `${code} ${title}`,
        },
        {
          key: 'answer',
          header: 'Answer',
          cell: ({ answers: [newest, ...earlier] }) => (
            <>
              {newest ? <OneAnswer answer={newest} isNewest /> : null}
              {earlier.length > 0 ? (
                <ul className={styles.earlier}>
                  {earlier.map((answer) => (
                    <li key={answer.id}>
                      Before: <OneAnswer answer={answer} />
                    </li>
                  ))}
                </ul>
              ) : null}
            </>
          ),
        },
        ...(changePath
          ? [
              {
                key: 'change',
                header: <VisuallyHidden>Change</VisuallyHidden>,
                nowrap: true,
                cell: ({ code }: AskedIndicator) => (
                  <Link to={changePath(code)}>
                    Change answer<VisuallyHidden> about {code}</VisuallyHidden>
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** "Yes, by Somchai on 3 May 2026", with the reason for a change and the publication that it went into. */
function OneAnswer({ answer, isNewest }: { answer: GivenConsent; isNewest?: boolean }) {
  const { agreed, by, at, reason, usedIn } = answer;
  return (
    <>
      <strong>{agreed ? 'Yes' : 'No'}</strong>, by {by} on <DateText iso={at} withTime withZone />.
      {reason ? <span className={styles.reason}>Changed because: {reason}</span> : null}
      {isNewest && usedIn !== null ? (
        <span className={styles.reason}>Publication {usedIn} was made with it.</span>
      ) : null}
    </>
  );
}

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** The answers that were chosen, by code; what was left open is not in it. */
function readChosenAnswers(form: FormData): Record<string, boolean> {
  return Object.fromEntries(
    [...form.entries()].flatMap(([name, value]) =>
      name.startsWith('answer-') && (value === 'yes' || value === 'no')
        ? [[name.slice('answer-'.length), value === 'yes'] as const]
        : [],
    ),
  );
}

/** First answers: yes or no to each indicator that has none. */
function AnswerForm({
  indicators,
  problems,
}: {
  indicators: readonly AskedIndicator[];
  problems: readonly FieldProblem[];
}) {
  const problem = problems.find(({ path }) => path === 'answers')?.message;
  return (
    <Form method="post" noValidate>
      {indicators.map(({ code, title, askedAlso }, index) => (
        <RadioGroup
          key={code}
          id={index === 0 ? 'answers' : `answer-${code}`}
          name={`answer-${code}`}
          label={`${code} ${title}`}
          hint={describeSharedFigure(askedAlso)}
          options={yesOrNo}
          inline
          error={index === 0 ? problem : undefined}
        />
      ))}
      <p className={styles.act}>
        <Button name="intent" value="answer">
          {indicators.length === 1 ? 'Send the answer' : 'Send the answers'}
        </Button>
      </p>
    </Form>
  );
}

/** Puts the other answer in the place of one that was given: the old one in view, and a reason. */
function ChangeForm({
  indicator,
  typed,
  problems,
  cancelTo,
}: {
  indicator: AskedIndicator;
  typed: string;
  problems: readonly FieldProblem[];
  /** Where one goes who leaves it as it is. */
  cancelTo: string;
}) {
  const [newest] = indicator.answers;
  if (!newest) return null;
  return (
    <Form method="post" noValidate className={styles.act}>
      <input type="hidden" name="indicator" value={indicator.code} />
      <input type="hidden" name="insteadOf" value={newest.id} />
      <input type="hidden" name="agreed" value={newest.agreed ? 'no' : 'yes'} />
      <TextArea
        id="reason"
        name="reason"
        label="Why does the answer change?"
        hint="It is recorded with the answer under your name, and the secretariat can read it."
        rows={3}
        limit={longestChangeReason}
        defaultValue={typed}
        error={problems.find(({ path }) => path === 'reason')?.message}
      />
      <ButtonGroup>
        <Button name="intent" value="change">
          Change the answer to {newest.agreed ? 'no' : 'yes'}
        </Button>
        <Link to={cancelTo}>Leave it as it is</Link>
      </ButtonGroup>
    </Form>
  );
}
