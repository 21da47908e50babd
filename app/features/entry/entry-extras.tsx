import { type ReactNode, useState } from 'react';
import type { ReportKey } from '../submission/report-paths.ts';
import type { EntryExtrasData } from './load-entry-page.server.ts';
import { Details, Section } from '#app/components/layout.tsx';
import type { CooperationComment, EvidenceCell, EvidenceItem } from '#app/contract.ts';
import { CommentList } from '../cooperation/comment-list.tsx';
import { FileForm, LinkForm } from '#app/features/evidence/evidence-forms.tsx';
import {
  EvidenceList,
  buildEvidenceItemPath,
  buildEvidencePath,
  buildEvidenceSendPath,
} from '#app/features/evidence/evidence-list.tsx';
import styles from '../evidence/evidence.module.css';
import { findFieldId } from './field-ids.ts';
import type { ItemFindings } from './field-findings.tsx';
import { FindingEntries, FindingEntry, Reason } from '#app/features/validation/finding-list.tsx';

export interface EntryExtrasProps {
  reportKey: ReportKey;
  item: { kind: 'activity' | 'indicator'; code: string };
  writable: boolean;
  extras: EntryExtrasData;
  findings: ItemFindings;
}

/**
 * What belongs to an activity or indicator beside its own form: each part has a form and an address of its own, so
 * that none of them can lose what is typed in another. A part that has nothing to show gives nothing.
 */
export function EntryExtras({ reportKey, item, writable, extras, findings }: EntryExtrasProps): ReactNode {
  return (
    <>
      <FindingsSection kind={item.kind} of={findings} />
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

/** On the page of an activity: what the bodies that cooperate in it have said. */
function CooperationSection({
  comments,
  activity,
}: {
  comments: readonly CooperationComment[];
  activity: string;
}) {
  if (comments.length === 0) return null;
  return (
    <Section
      id="comments"
      title="Comments of cooperating bodies"
      lead="You decide whether to use them. They are not part of your report."
    >
      <CommentList comments={comments} activity={activity} />
    </Section>
  );
}

interface EvidenceSectionProps {
  reportKey: ReportKey;
  item: { kind: 'activity' | 'indicator'; code: string };
  writable: boolean;
  evidence: { items: EvidenceItem[]; cells: EvidenceCell[]; requestIds: { file: string; link: string } };
}

/** The evidence of one activity or indicator: what there is, and where it can be changed, two forms to add to it. */
function EvidenceSection({ reportKey, item, writable, evidence }: EvidenceSectionProps) {
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

/** What the check says about the item, with the reasons in full. */
function FindingsSection({ kind, of }: { kind: 'activity' | 'indicator'; of: ItemFindings }) {
  const { findings, reportKey, writable, refresh } = of;
  if (findings.length === 0) return null;
  return (
    <Section
      id="check-says"
      title="Check results for this item"
      lead={
        findings.some(({ kind: severity }) => severity === 'error')
          ? 'The report cannot be cleared until errors are corrected. Warnings do not stop it.'
          : 'This does not stop the report. Correct it, or say why it is right.'
      }
    >
      <FindingEntries>
        {findings.map((finding) => (
          <FindingEntry
            key={`${finding.rule}/${finding.field}/${finding.sentence}`}
            finding={finding}
            lead={
              <>
                <strong>{finding.kind === 'error' ? 'Error.' : 'Warning.'}</strong>{' '}
                <a href={`#${findFieldId(kind, finding.field)}`}>{finding.sentence}</a>
              </>
            }
          >
            {finding.kind === 'warning' ? (
              <Reason
                finding={finding}
                reportKey={reportKey}
                writable={writable}
                from="item"
                onGiven={refresh}
              />
            ) : null}
          </FindingEntry>
        ))}
      </FindingEntries>
    </Section>
  );
}
