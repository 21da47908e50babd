import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ClearanceScan } from '#app/features/evidence/clearance-scan.tsx';
import { errorsOf } from '#app/features/evidence/evidence-forms.tsx';
import styles from '#app/features/evidence/evidence.module.css';
import { answerForm, files, intent, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/evidence-scan';
import { refuseDropped } from './evidence-post.server.ts';
import { openPost, openReport } from './open-report.server.ts';

/** Signed drafts of a report; the form on the page of the whole report arrives here. */
export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, key } = await openReport(args);
  const { round, reporter } = key;
  const [scans, clearance] = await Promise.all([
    ask(requestId, () => caller.evidence.scans({ round, reporter })),
    ask(requestId, () => caller.clearance.get({ round, reporter })),
  ]);
  const canAdd = can(viewer, 'report.printPack', { reporter: { code: reporter } });
  return { key, scans, canAdd, packs: clearance.packs };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { round, reporter } = posted.key;
  return answerForm(posted, {
    '': intent({ file: files, packReference: text }, async ({ file: [file], packReference }) => {
      refuseDropped(args.request);
      if (!file) throw refuseField('file', 'Choose a file.');
      const pack = packReference === '' ? {} : { packReference };
      await posted.caller.evidence.addClearanceScan({ round, reporter, file, ...pack });
      return `${buildReportPath(posted.key, 'whole')}#signed`;
    }),
  });
}

export default function EvidenceScanPage({ loaderData, actionData }: Route.ComponentProps) {
  const { key, scans, canAdd, packs } = loaderData;
  const refused = actionData?.refusal
    ? { packReference: actionData.typed.packReference, errors: errorsOf(actionData.refusal, 'file') }
    : undefined;
  const back = buildReportPath(key, 'whole');
  const ids: Record<string, string> = { file: 'scan' };
  return (
    <>
      <PageTitle parts={['Signed draft']} failed={refused !== undefined} />
      <ErrorSummary
        errors={Object.entries(refused?.errors ?? {}).map(([name, message]) => ({
          fieldId: ids[name] ?? name,
          message,
        }))}
      />
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          { label: 'Check and send', to: back },
        ]}
      />
      <PageHeading kicker={key.round}>Signed draft</PageHeading>
      <ClearanceScan reportKey={key} scans={scans} canAdd={canAdd} packs={packs} refused={refused} />
      <p className={styles.back}>
        <Link to={back}>Back to the whole report</Link>
      </p>
    </>
  );
}
