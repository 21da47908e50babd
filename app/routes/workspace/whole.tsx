import { randomUUID } from 'node:crypto';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { Clearance, EvidenceItem, PackLine } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { ClearanceScan } from '#app/features/evidence/clearance-scan.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildPackPath,
  buildReportPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { listTasks } from '#app/features/submission/report-tasks.tsx';
import { nameReport } from '#app/features/submission/report-words.ts';
import { WholeReport } from '#app/features/submission/whole-report.tsx';
import { can, canSeeWhole, listReporters } from '#server/domain/access/can.rules.ts';
import { groupChecksum } from '#server/domain/clearance/clearance-pack.rules.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/whole';
import { openReport } from './open-report.server.ts';
import styles from './whole.module.css';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [{ sheet, checked, next }, clearance, scans] = await Promise.all([
    ask(requestId, () => caller.submission.checkPage({ round, reporter })),
    ask(requestId, () => caller.clearance.get({ round, reporter })),
    ask(requestId, () => caller.evidence.scans({ round, reporter })),
  ]);
  const { searchParams } = new URL(args.request.url);
  const view: ReportView = searchParams.get('show') === 'changes' && clearance.last ? 'changes' : 'whole';
  return {
    sheet,
    next,
    checked,
    clearance,
    scans,
    canAddScan: can(viewer, 'report.printPack', { reporter: { code: reporter } }),
    view,
    isPart: !canSeeWhole(viewer, reporter),
    madePack: searchParams.get('pack'),
    key,
    today,
    reporters: listReporters(viewer),
    printId: randomUUID(),
  };
}

/** The whole report as it is sent, with what has changed since it was cleared last; and its printed drafts. */
export default function WholePage({ loaderData }: Route.ComponentProps) {
  const { sheet, next, checked, clearance, scans, canAddScan, view, isPart, madePack } = loaderData;
  const { key, today, reporters, printId } = loaderData;
  const tasks = listTasks(sheet);
  const isOut = isWithSecretariat(sheet.header.status);
  return (
    <>
      <PageTitle parts={[`Whole report · ${nameReport(sheet.header)}`]} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="whole"
        reporters={reporters}
        next={next}
        title={isPart ? 'Your part of the report' : 'Whole report'}
      />
      <PackList
        clearance={clearance}
        reportKey={key}
        requestId={printId}
        made={madePack}
        scans={scans}
        canAddScan={canAddScan}
      />
      {isOut ? null : (
        <SinceClearance clearance={clearance} view={view} reportKey={key} items={tasks.length} />
      )}
      <Section
        id="report"
        title={
          view === 'changes'
            ? 'Only what has changed since it was cleared'
            : isPart
              ? 'Your part as it will be sent'
              : isOut
                ? 'The report as it was sent'
                : 'The report as it will be sent'
        }
      >
        <WholeReport
          checked={checked}
          areas={sheet.areas}
          tasks={tasks}
          reportKey={key}
          clearance={clearance}
          onlyChanges={view === 'changes'}
        />
        {view === 'changes' && clearance.changes.length === 0 ? <p>There is nothing to show.</p> : null}
      </Section>
    </>
  );
}

type ReportView = 'whole' | 'changes';

interface SinceClearanceProps {
  clearance: Clearance;
  view: ReportView;
  reportKey: ReportKey;
  /** How many items the whole report has. */
  items: number;
}

/** What has changed since the report was cleared last, in a sentence, with the way to see only that. */
function SinceClearance({ clearance, view, reportKey, items }: SinceClearanceProps) {
  const { last, changes } = clearance;
  if (!last) return null;
  const path = buildReportPath(reportKey, 'whole');
  const when = <DateText iso={last.at} withTime withZone />;
  return (
    <Section id="since" title="Since it was last cleared">
      {changes.length === 0 ? (
        <p>
          Nothing has changed since it was cleared on {when} by {last.by}.
        </p>
      ) : (
        <p>
          {formatCount(changes.length, 'items', 'have')} changed since it was cleared on {when} by {last.by}:{' '}
          {changes.map(({ code }) => code).join(', ')}. They are marked below, each with its earlier text.
        </p>
      )}
      <LinkTabs
        label="How much of the report is shown"
        tabs={[
          { to: `${path}#report`, label: 'The whole report', current: view === 'whole', count: items },
          {
            to: `${addToPath(path, 'show', 'changes')}#report`,
            label: 'Only what changed',
            current: view === 'changes',
            count: changes.length,
          },
        ]}
      />
    </Section>
  );
}

interface PackListProps {
  clearance: Clearance;
  reportKey: ReportKey;
  requestId: string;
  /** The reference that was just made; its line is marked. */
  made: string | null;
  /** Signed drafts that came back, and whether the viewer may add one: also long after the report has left. */
  scans: readonly EvidenceItem[];
  canAddScan: boolean;
}

/** Drafts printed for a signature: a form to print one, and for each whether the report still says the same. */
function PackList(props: PackListProps) {
  const { clearance, reportKey, requestId, made, scans, canAddScan } = props;
  const { packs, permissions, sha256 } = clearance;
  if (!canAddScan && packs.length === 0 && scans.length === 0) return null;
  return (
    <Section
      id="packs"
      title="Printed for a signature"
      lead="For someone who signs on paper: the whole report as PDF and Word, with a reference and a checksum."
    >
      {permissions.printPack ? (
        <Form method="post" action={buildPackPath(reportKey)} className={styles.print}>
          <input type="hidden" name="requestId" value={requestId} />
          <Button variant="secondary">Print the draft</Button>
        </Form>
      ) : null}
      {packs.length > 0 ? (
        <DataTable
          caption="Printed drafts, newest first"
          captionHidden
          narrow="stack"
          rows={packs}
          rowKey={({ reference }) => reference}
          isCurrent={({ reference }) => reference === made}
          columns={[
            {
              key: 'reference',
              header: 'Reference',
              rowHeader: true,
              nowrap: true,
              cell: ({ reference }) => reference,
            },
            {
              key: 'made',
              header: 'Printed',
              cell: ({ madeAt, madeBy }) => (
                <>
                  <DateText iso={madeAt} withTime withZone />, {madeBy}
                </>
              ),
            },
            { key: 'state', header: 'Since then', cell: (pack) => <PackState pack={pack} /> },
            {
              key: 'files',
              header: 'Files',
              cell: ({ reference }) => <PackFiles reportKey={reportKey} reference={reference} />,
            },
          ]}
        />
      ) : null}
      <p className={styles.checksum}>
        Checksum of the report as it stands now: <code>{groupChecksum(sha256)}</code>. A printed draft with
        the same checksum has the same content.
      </p>
      {packs.length > 0 || scans.length > 0 ? (
        <Section id="signed-drafts" title="Signed drafts" level={3}>
          <ClearanceScan reportKey={reportKey} scans={scans} canAdd={canAddScan} packs={packs} />
        </Section>
      ) : null}
    </Section>
  );
}

function PackState({ pack }: { pack: PackLine }) {
  return pack.changedItems === 0 ? (
    <Tag emphasis="done">The report has not changed since it was printed</Tag>
  ) : (
    <Tag>{formatCount(pack.changedItems, 'items', 'have')} changed since</Tag>
  );
}

/** Plain links: a file is not a page, and the router leaves it to the browser. */
function PackFiles({ reportKey, reference }: { reportKey: ReportKey; reference: string }) {
  return (
    <span className={styles.files}>
      <a href={buildPackPath(reportKey, `${reference}.pdf`)} type="application/pdf">
        PDF
      </a>
      <a href={buildPackPath(reportKey, `${reference}.docx`)}>Word</a>
    </span>
  );
}
