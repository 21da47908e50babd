import { data, Link, redirect } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { askAgain, findUnconfirmed } from '#app/features/personal-data/unconfirmed.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { buildItemPath, buildReportPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { findingId, warningFields } from '#app/features/validation/finding-ids.ts';
import { ReasonForm } from '#app/features/validation/reason-form.tsx';
import type { Route } from './+types/give-reason';
import { openPost, openReport } from './open-report.server.ts';

type Warning = Record<(typeof warningFields)[number], string> & { subject: 'activity' | 'indicator' };

/** There is nothing to read here: the forms stand beside the warnings. Runs after a refusal too. */
export async function loader(args: Route.LoaderArgs) {
  const { key } = await openReport(args);
  return { checkPath: buildReportPath(key, 'check') };
}

/** Where the form came from, at the warning that it is about. */
function findWayBack(key: ReportKey, from: 'check' | 'item', warning: Warning): string {
  const { subject, code } = warning;
  return from === 'item'
    ? buildItemPath(key, subject, code, 'check-says')
    : `${buildReportPath(key, 'check')}#${findingId({ ...warning, reason: null, earlierReason: null })}`;
}

export async function action(args: Route.ActionArgs) {
  const { caller, requestId, form, key } = await openPost(args);
  const read = (name: string) => String(form.get(name) ?? '');
  const subject = read('subject');
  if (subject !== 'activity' && subject !== 'indicator') throw data(null, { status: 400 });
  const warning: Warning = {
    subject,
    code: read('code'),
    rule: read('rule'),
    field: read('field'),
    warning: read('warning'),
  };
  const from = read('from') === 'item' ? ('item' as const) : ('check' as const);
  const reason = read('reason');
  const back = findWayBack(key, from, warning);
  if (findUnconfirmed(form).length > 0) {
    return data({ sentence: askAgain, warning, reason, from, back, key }, { status: 400 });
  }
  const outcome = await attempt(requestId, () =>
    caller.validation.giveReason({ round: key.round, reporter: key.reporter, ...warning, reason }),
  );
  if (outcome.ok) throw redirect(back, 303);
  return data(
    { sentence: outcome.refusal.sentence, warning, reason, from, back, key },
    { status: getRefusalStatus(outcome.refusal) },
  );
}

/** Shown when a reason was not taken: what was typed, and why. */
export default function GiveReasonPage({ loaderData, actionData }: Route.ComponentProps) {
  if (!actionData) {
    return (
      <>
        <PageTitle>Reasons for warnings</PageTitle>
        <PageHeading>Reasons are given beside the warnings</PageHeading>
        <p>
          <Link to={loaderData.checkPath}>What the check says</Link>
        </p>
      </>
    );
  }
  const { sentence: problem, warning, reason, from, back, key } = actionData;
  const { warning: sentence, ...place } = warning;
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
      <PageTitle isError>{`Reason for a warning about ${warning.code}`}</PageTitle>
      <ErrorSummary errors={[{ message: problem, fieldId: id }]} />
      <PageHeading kicker={warning.code}>Reason for a warning</PageHeading>
      <p id={findingId(finding)}>{sentence}</p>
      <ReasonForm
        finding={finding}
        reportKey={key}
        writable
        from={from}
        onGiven={() => window.location.assign(back)}
        typed={reason}
        error={problem}
      />
      <p>
        <Link to={back}>Back to what the check says</Link>
      </p>
    </>
  );
}
