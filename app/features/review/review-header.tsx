import { Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { describeTiming } from '#server/domain/submission/lateness.calculations.ts';
import type { Review } from './answers.ts';
import { ReportTag } from './report-tag.tsx';
import { describeContents } from './review-groups.ts';

/** Whose report it is, where it stands and what is in it. */
export function ReviewHeader({ review }: { review: Review }) {
  const { reporter, round, permissions } = review;
  const decides = permissions.accept || permissions.return || permissions.reopen;
  return (
    <>
      <Breadcrumbs items={[{ label: round.title, to: `/secretariat/rounds/${round.code}` }]} />
      <PageHeading
        kicker={`Report for ${round.code}`}
        meta={
          <>
            <ReportTag status={review.status} />{' '}
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
        }
        lead={review.shown === 'nothing' ? undefined : describeContents(review)}
        actions={
          <>
            {permissions.start ? (
              <Form method="post">
                <Button name="intent" value="start">
                  Start review
                </Button>
              </Form>
            ) : null}
            {decides ? (
              <a href="#decide">{permissions.reopen ? 'Open it again' : 'Go to the decision'}</a>
            ) : null}
          </>
        }
      >
        {reporter.name}
      </PageHeading>
      {review.shown === 'asReceived' ? <AsReceived review={review} /> : null}
    </>
  );
}

function AsReceived({ review }: { review: Review }) {
  return (
    <Notice title="The report is with its writers again.">
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
        What they change can be seen here once it is submitted again.{' '}
        <Link to="#history">What happened to this report</Link>
      </p>
    </Notice>
  );
}
