import type { ReactNode } from 'react';
import { CooperationSection } from '../cooperation/cooperation-section.tsx';
import { EvidenceSection } from '../evidence/evidence-section.tsx';
import type { ReportKey } from '../submission/report-paths.ts';
import { ItemFindings } from '../validation/item-findings.tsx';
import type { EntryExtrasData } from './load-entry-extras.server.ts';

export interface EntryExtrasProps {
  reportKey: ReportKey;
  item: { kind: 'activity' | 'indicator'; code: string };
  writable: boolean;
  extras: EntryExtrasData;
  /** How often the item has been saved without leaving the page. */
  saves: number;
}

/**
 * What belongs to an activity or indicator beside its own form: each part has a form and an address of its own, so
 * that none of them can lose what is typed in another. A part that has nothing to show gives nothing.
 */
export function EntryExtras({ reportKey, item, writable, extras, saves }: EntryExtrasProps): ReactNode {
  return (
    <>
      <ItemFindings
        item={item}
        reportKey={reportKey}
        writable={writable}
        findings={extras.findings}
        saves={saves}
      />
      <CooperationSection comments={extras.comments} activity={item.code} />
      <EvidenceSection
        key={item.code}
        reportKey={reportKey}
        item={item}
        writable={writable}
        evidence={extras.evidence}
      />
    </>
  );
}
