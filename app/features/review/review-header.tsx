import { Form, Link } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { ReceivedReport, Review, ReviewSummary } from '#app/contract.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { ReportTag } from './report-progress.tsx';
import { buildDecidePath, buildReviewPath, buildWholePath } from './review-paths.ts';

interface ReviewHeaderProps {
  review: Review | ReviewSummary | ReceivedReport;
  /** The page: the items one by one, the whole report, or the decision. */
  page: 'items' | 'whole' | 'decide';
}

/** Whose report of which plan it is, where it is on its way, and the way between items and decision. */
export function ReviewHeader({ review, page }: ReviewHeaderProps) {
  const { reporter, round, plan, permissions } = review;
  const decides = permissions.accept || permissions.return || permissions.reopen;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: round.title, to: `/secretariat/rounds/${round.code}` },
          ...(page === 'items' ? [] : [{ label: reporter.name, to: buildReviewPath(review) }]),
        ]}
      />
      <PageHeading
        kicker={`Report for ${round.code}, ${plan.title}`}
        meta={
          <>
            <ReportTag status={review.status} />{' '}
            {page !== 'items' ? <ReportFacts review={review} /> : describeTiming(review.timing)}
          </>
        }
        actions={
          page === 'items' && review.shown !== 'nothing' ? (
            <>
              {permissions.start ? (
                <Form method="post" preventScrollReset>
                  <Button variant="secondary" name="intent" value="start">
                    Start review
                  </Button>
                </Form>
              ) : null}
              <ButtonLink to={buildWholePath(review)} variant="quiet">
                Whole report
              </ButtonLink>
              <ButtonLink to={buildDecidePath(review)} variant="secondary">
                {permissions.reopen ? 'Reopen it' : decides ? 'Decide' : 'What happened to it'}
              </ButtonLink>
            </>
          ) : undefined
        }
      >
        {reporter.name}
      </PageHeading>
      {review.shown === 'asReceived' ? <AsReceived review={review} /> : null}
    </>
  );
}

/** When it was submitted, cleared, taken up and accepted. */
function ReportFacts({ review }: Pick<ReviewHeaderProps, 'review'>) {
  return (
    <>
      {review.firstSubmittedAt ? (
        <>
          first submitted <DateText iso={review.firstSubmittedAt} />, {describeTiming(review.timing)}
          {review.timesSubmitted > 1 && review.submittedAt ? (
            <>
              ; submitted {review.timesSubmitted} times, last on <DateText iso={review.submittedAt} />
            </>
          ) : null}
        </>
      ) : (
        describeTiming(review.timing)
      )}
      {review.clearedBy ? `; cleared by ${review.clearedBy}` : ''}
      {review.acceptedAt ? (
        <>
          ; accepted <DateText iso={review.acceptedAt} />
        </>
      ) : review.reviewStartedAt && review.status === 'submitted' ? (
        <>
          ; in review since <DateText iso={review.reviewStartedAt} />
        </>
      ) : null}
    </>
  );
}

function AsReceived({ review }: Pick<ReviewHeaderProps, 'review'>) {
  return (
    <Notice title="The report is back with its writers.">
      <p>
        This is what was received{' '}
        {review.receivedAt ? (
          <>
            on <DateText iso={review.receivedAt} />
          </>
        ) : null}
        .{' '}
        {review.returnScope === 'queried'
          ? 'Only what was asked about is open for changes.'
          : 'All of it is open for changes.'}{' '}
        You can see their changes here once it is submitted again.{' '}
        <Link to={`${buildDecidePath(review)}#history`}>What happened to this report</Link>
      </p>
    </Notice>
  );
}

/** Questions that were raised and not sent, with the way to send them without returning the report. */
export function UnsentQuestions({ unsent, requestId }: { unsent: number; requestId: string }) {
  if (unsent === 0) return null;
  return (
    <Form method="post" preventScrollReset data-print="hide">
      <Notice title={unsent === 1 ? '1 question is not sent.' : `${unsent} questions are not sent.`}>
        <p>
          Send {unsent === 1 ? 'it' : 'them'} now: the report stays submitted, and its writers answer at once.
          Or return the report with {unsent === 1 ? 'it' : 'them'}.
        </p>
        <input type="hidden" name="requestId" value={requestId} />
        <Button variant="secondary" compact name="intent" value="send">
          Send {unsent === 1 ? 'the question' : `${unsent} questions`} now
        </Button>
      </Notice>
    </Form>
  );
}
