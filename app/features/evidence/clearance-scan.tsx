import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import type { EvidenceItem } from '#app/contract.ts';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import { formatFileSize, largestFile } from '#server/domain/evidence/evidence.rules.ts';
import { acceptedFiles } from '#server/domain/evidence/file-kinds.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { buildEvidenceItemPath, buildScanPath, EvidenceList } from './evidence-list.tsx';
import styles from './evidence.module.css';

interface ClearanceScanProps {
  reportKey: ReportKey;
  scans: readonly EvidenceItem[];
  /** Whether the viewer may add and remove scans. */
  canAdd: boolean;
  /** The drafts that were printed, newest first: the scan is of one of them. */
  packs: readonly { reference: string; madeAt: string }[];
  /** What a refused form said, on the page that it is sent to. */
  refused?: { packReference: string; errors: Readonly<Record<string, string>> } | undefined;
}

/** The draft that a superior signed on paper, scanned: those that are there, and a form to add one. */
export function ClearanceScan({ reportKey, scans, canAdd, packs, refused }: ClearanceScanProps) {
  return (
    <div id="signed">
      {scans.length > 0 ? (
        <EvidenceList
          label="Signed drafts"
          items={scans}
          withoutDisclosure
          changePath={canAdd ? (id) => buildEvidenceItemPath(reportKey, id) : undefined}
        />
      ) : (
        <p>No signed draft has been added.</p>
      )}
      {canAdd ? (
        <Form
          method="post"
          action={buildScanPath(reportKey)}
          encType="multipart/form-data"
          className={`${styles.form} ${styles.add}`}
        >
          <TextField
            id="scan"
            name="file"
            type="file"
            label="Scan of the signed draft"
            required
            accept={acceptedFiles}
            className={styles.file}
            error={refused?.errors['file']}
            hint={`A PDF or pictures, up to ${formatFileSize(largestFile)}. Only those who work on this report see it, never the secretariat.`}
          />
          {packs.length > 0 ? (
            <SelectField
              id="packReference"
              name="packReference"
              label="Which draft was signed"
              error={refused?.errors['packReference']}
              placeholder="None of these"
              defaultValue={refused ? refused.packReference : packs[0]?.reference}
              options={packs.map(({ reference, madeAt }) => ({
                value: reference,
                label: `${reference}, printed ${formatDate(madeAt)}`,
              }))}
            />
          ) : null}
          <ButtonGroup>
            <Button variant="secondary">Add signed draft</Button>
          </ButtonGroup>
        </Form>
      ) : null}
    </div>
  );
}
