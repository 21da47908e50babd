import { Link } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { answerForm, intent, oneOf, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { askAgain, findUnconfirmed } from '#app/features/personal-data/guarded-text-area.tsx';
import { buildItemPath, buildReportPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { findingId, warningFields, ReasonForm } from '#app/features/validation/finding-list.tsx';
import type { Route } from './+types/give-reason';
import { openPost, openReport } from './open-report.server.ts';

type Warning = Record<(typeof warningFields)[number], string> & { subject: 'activity' | 'indicator' };

/** There is nothing to read here: the forms stand beside the warnings. Runs after a refusal too. */
export async function loader(args: Route.LoaderArgs) {
  const { key } = await openReport(args);
  return { key };
}

/** Where the form came from, at the warning that it is about. */
function findWayBack(key: ReportKey, from: string, warning: Warning): string {
  const { subject, code } = warning;
  return from === 'item'
    ? buildItemPath(key, subject, code, 'check-says')
    : `${buildReportPath(key, 'check')}#${findingId({ ...warning, reason: null, earlierReason: null })}`;
}

const fields = {
  subject: oneOf(['activity', 'indicator']),
  code: text,
  rule: text,
  field: text,
  warning: text,
  from: text,
  reason: text,
};

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { round, reporter } = posted.key;
  return answerForm(posted, {
    '': intent(fields, async ({ from, reason, ...warning }) => {
      if (findUnconfirmed(posted.form).length > 0) throw refuseField('reason', askAgain);
      await posted.caller.validation.giveReason({ round, reporter, ...warning, reason });
      return findWayBack(posted.key, from, warning);
    }),
  });
}

/** Shown when a reason was not taken: what was typed, and why. */
export default function GiveReasonPage({ loaderData, actionData }: Route.ComponentProps) {
  const { key } = loaderData;
  if (!actionData?.refusal) {
    return (
      <>
        <PageTitle parts={['Reasons for warnings']} />
        <PageHeading>Give reasons beside the warnings</PageHeading>
        <p>
          <Link to={buildReportPath(key, 'check')}>What the check says</Link>
        </p>
      </>
    );
  }
  const { refusal, typed } = actionData;
  const { warning: sentence, reason, from, ...place } = typed;
  const { sentence: problem } = refusal;
  const back = findWayBack(key, from, typed);
  const finding = {
    ...place,
    kind: 'warning' as const,
    sentence,
    advice: '',
    reason: null,
    earlierReason: null,
  };
  const id = `${findingId(finding)}-reason`;
  return (
    <>
      <PageTitle parts={[`Reason for a warning about ${typed.code}`]} failed />
      <ErrorSummary errors={[{ message: problem, fieldId: id }]} />
      <PageHeading kicker={typed.code}>Reason for a warning</PageHeading>
      <p id={findingId(finding)}>{sentence}</p>
      <ReasonForm
        finding={finding}
        reportKey={key}
        writable
        from={from === 'item' ? from : 'check'}
        onGiven={() => window.location.assign(back)}
        typed={reason}
        error={problem}
      />
      <p>
        <Link to={back}>Back to the check results</Link>
      </p>
    </>
  );
}
