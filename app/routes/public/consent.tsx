import { data, Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/details.tsx';
import { ErrorPage } from '#app/components/error-page.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import type { ConsentQuestion } from '#app/features/consent/answers.ts';
import { attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/consent';

export const headers: Route.HeadersFunction = () => ({
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
});

/** Shows the question and answers nothing: mail programs open links before people do. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const outcome = await attempt(requestId, () => publicCaller.consent.get(params));
  return outcome.ok
    ? data({ question: outcome.value, sentence: '' })
    : data(
        { question: null, sentence: outcome.refusal.sentence },
        { status: getRefusalStatus(outcome.refusal) },
      );
}

export async function action({ context, params }: Route.ActionArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const all = String(form.get('all') ?? '')
    .split(',')
    .filter(Boolean);
  const chosen = new Set(form.getAll('agreed').map(String));
  const intent = form.get('answer');
  const answers = Object.fromEntries(
    all.map((code) => [code, intent === 'yes' || (intent === 'each' && chosen.has(code))]),
  );
  const outcome = await attempt(requestId, () => publicCaller.consent.answer({ ...params, answers }));
  if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  return data({ refusal: null });
}

export default function ConsentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { question, sentence } = loaderData;
  const refusal = actionData?.refusal ?? null;
  if (!question) {
    return (
      <>
        <PageTitle parts={['Consent']} failed />
        <ErrorPage title="This link does not work">
          <p>{refusal?.sentence ?? sentence}</p>
        </ErrorPage>
      </>
    );
  }
  const { round, reporter, indicators } = question;
  const report = `/workspace/${encodeURIComponent(round.code)}/receipt?reporter=${encodeURIComponent(reporter.code)}`;
  return (
    <>
      <PageTitle parts={[`Consent of ${reporter.name}`]} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {actionData && !refusal ? <Notice kind="success" live title="Your answer is kept. Thank you." /> : null}
      <PageHeading
        kicker={`${reporter.name}, ${round.title}`}
        meta={
          <>
            {question.askedBy} of the secretariat asks {question.person}. The link works until{' '}
            <DateText iso={question.expiresAt} />.
          </>
        }
      >
        May your own figures be shown?
      </PageHeading>
      {question.message ? <p>{question.message}</p> : null}
      <p>
        With a yes, publications may show the figures of {reporter.name} by themselves, for everyone. With a
        no they go on being used as the report says. Small counts of persons stay hidden in any case. The
        figures stand in <Link to={report}>the report</Link>, for which you sign in.
      </p>
      <ul>
        {indicators.map((one) => (
          <li key={one.code}>
            {one.code} {one.title}: <strong>{sayAnswer(one)}</strong>
            {one.at && one.by ? (
              <>
                {' '}
                ({one.by}, <DateText iso={one.at} withTime />)
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <Form method="post">
        <input type="hidden" name="all" value={indicators.map(({ code }) => code).join(',')} />
        <ButtonGroup>
          <Button name="answer" value="yes">
            {indicators.length === 1 ? 'Yes, they may be shown' : `Yes, all ${indicators.length}`}
          </Button>
          <Button name="answer" value="no" variant="secondary">
            {indicators.length === 1 ? 'No' : 'No, none of them'}
          </Button>
        </ButtonGroup>
        {indicators.length > 1 ? (
          <Details summary="Answer one by one">
            <CheckboxGroup
              id="agreed"
              name="agreed"
              label="These may be shown"
              hint="What is not marked is answered with no."
              defaultValue={indicators.filter(({ agreed }) => agreed).map(({ code }) => code)}
              options={indicators.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
            />
            <Button name="answer" value="each" variant="secondary">
              Answer so
            </Button>
          </Details>
        ) : null}
      </Form>
      <p>You can change the answer as long as the link works; the newest counts, and all are kept.</p>
    </>
  );
}

const sayAnswer = ({ agreed }: ConsentQuestion['indicators'][number]): string =>
  agreed === null ? 'not answered yet' : agreed ? 'answered yes' : 'answered no';
