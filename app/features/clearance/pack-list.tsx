import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import { groupChecksum } from '#server/domain/clearance/pack-reference.rules.ts';
import { ClearanceScan } from '../evidence/clearance-scan.tsx';
import { buildPackPath, type ReportKey } from '../submission/report-paths.ts';
import type { Clearance, PackLine } from './clearance-types.ts';
import styles from './pack-list.module.css';
import { formatCount } from '#server/domain/language/format-counts.ts';

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
export function PackList(props: PackListProps) {
  const { clearance, reportKey, requestId, made, scans, canAddScan } = props;
  const { packs, permissions, sha256 } = clearance;
  if (!canAddScan && packs.length === 0 && scans.length === 0) return null;
  return (
    <Section
      id="packs"
      title="Printed for a signature"
      lead="For a superior who signs on paper: the whole report as PDF and Word, with a reference and a checksum on it."
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
                  <DateText iso={madeAt} withTime zoneName="UTC" />, {madeBy}
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
        the same checksum says the same.
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
    <Tag emphasis="done">The report is still as printed</Tag>
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
