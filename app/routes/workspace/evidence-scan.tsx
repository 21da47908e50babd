import { data, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { ClearanceScan } from '#app/features/evidence/clearance-scan.tsx';
import styles from '#app/features/evidence/evidence.module.css';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/evidence-scan';
import { errorsOf, readDropped, readFiles } from './evidence-post.server.ts';
import { openPost, openReport } from './open-report.server.ts';

/** Signed drafts of a report; the form on the page of the check arrives here. */
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
  const gone = readDropped(args.request);
  const { caller, requestId, form, key } = await openPost(args);
  const [file] = readFiles(form);
  const packReference = String(form.get('packReference') ?? '');
  const refuse = (errors: Record<string, string>, status: number) =>
    data({ refused: { packReference, errors } }, { status });
  if (gone) return refuse(errorsOf(gone, 'file'), getRefusalStatus(gone));
  if (!file) return refuse({ file: 'Choose a file.' }, 400);
  const outcome = await attempt(requestId, () =>
    caller.evidence.addClearanceScan({
      round: key.round,
      reporter: key.reporter,
      file,
      ...(packReference === '' ? {} : { packReference }),
    }),
  );
  if (!outcome.ok) return refuse(errorsOf(outcome.refusal, 'file'), getRefusalStatus(outcome.refusal));
  throw redirect(`${buildReportPath(key, 'check')}#signed`, 303);
}

export default function EvidenceScanPage({ loaderData, actionData }: Route.ComponentProps) {
  const { key, scans, canAdd, packs } = loaderData;
  const refused = actionData?.refused;
  const back = buildReportPath(key, 'check');
  const ids: Record<string, string> = { file: 'scan' };
  return (
    <>
      <PageTitle isError={refused !== undefined}>Signed draft</PageTitle>
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
        <Link to={back}>Back to check and send</Link>
      </p>
    </>
  );
}
