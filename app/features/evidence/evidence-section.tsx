import { useState } from 'react';
import { Details } from '#app/components/details.tsx';
import { Section } from '#app/components/layout.tsx';
import type { EvidenceCell } from '#server/loaders/evidence/list-evidence-cells.ts';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import type { ReportKey } from '../submission/report-paths.ts';
import { FileForm, LinkForm } from './evidence-forms.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { buildEvidenceItemPath, buildEvidencePath, buildEvidenceSendPath } from './evidence-paths.ts';
import styles from './evidence.module.css';

interface EvidenceSectionProps {
  reportKey: ReportKey;
  item: { kind: 'activity' | 'indicator'; code: string };
  writable: boolean;
  evidence: { items: EvidenceItem[]; cells: EvidenceCell[]; requestIds: { file: string; link: string } };
}

/** The evidence of one activity or indicator: what there is, and where it can be changed, two forms to add to it. */
export function EvidenceSection({ reportKey, item, writable, evidence }: EvidenceSectionProps) {
  const [added, setAdded] = useState<EvidenceItem[]>([]);
  const known = new Set(evidence.items.map(({ id }) => id));
  const items = [...evidence.items, ...added.filter(({ id }) => !known.has(id))];
  if (items.length === 0 && !writable) return null;
  const action = buildEvidencePath(reportKey, item);
  return (
    <Section
      id="evidence"
      title="Evidence"
      lead={
        writable ? 'Documents, pictures and links that support this answer. You need not add any.' : undefined
      }
    >
      {items.length > 0 ? (
        <EvidenceList
          label={`Evidence for ${item.code}`}
          items={items}
          changePath={writable ? (id) => buildEvidenceItemPath(reportKey, id) : undefined}
        />
      ) : null}
      {writable ? (
        <div className={styles.add}>
          <Details summary="Attach files">
            <FileForm
              action={action}
              sendPath={buildEvidenceSendPath(reportKey, item)}
              cells={evidence.cells}
              requestId={evidence.requestIds.file}
              onAdded={(more) => setAdded((before) => [...before, ...more])}
            />
          </Details>
          <Details summary="Add a link">
            <LinkForm action={action} cells={evidence.cells} requestId={evidence.requestIds.link} />
          </Details>
        </div>
      ) : null}
    </Section>
  );
}
