import type { ReactNode } from 'react';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import { EvidenceList } from '../evidence/evidence-list.tsx';
import type { Review, ReviewItem } from './answers.ts';
import { AskForm, type RefusedQuestion } from './ask-form.tsx';
import { FindingItem } from './finding-item.tsx';
import { QueryList } from './query-list.tsx';
import styles from './review.module.css';

export interface SectionsOf {
  item: ReviewItem;
  review: Review;
  /** Files and links of the item that may be read outside the country. */
  evidence: readonly EvidenceItem[];
  refused: RefusedQuestion | null;
  /** An id for the next question, so that a form that is sent twice is harmless. */
  requestId: string;
}

/** One part of what stands beside an item. */
export type AsideSection = { key: string; title: string; content: ReactNode };

/**
 * What stands beside an item for its reviewer, in order: what is odd with the reasons given, what was attached,
 * what was asked and answered. A part that has nothing to say is left out.
 */
export function listSections({ item, review, evidence, refused, requestId }: SectionsOf): AsideSection[] {
  const sections: AsideSection[] = [];
  if (item.findings.length > 0) {
    sections.push({
      key: 'warnings',
      title: 'Warnings',
      content: (
        <ul className={styles.findings}>
          {item.findings.map((finding) => (
            <FindingItem key={`${finding.field}:${finding.sentence}`} finding={finding} />
          ))}
        </ul>
      ),
    });
  }
  if (evidence.length > 0) {
    sections.push({
      key: 'evidence',
      title: 'Evidence',
      content: <EvidenceList items={evidence} label={`Evidence for ${item.code}`} />,
    });
  }
  if (item.queries.length > 0 || review.permissions.query) {
    sections.push({
      key: 'questions',
      title: 'Questions',
      content: (
        <>
          <QueryList
            item={item}
            mayAsk={review.permissions.query}
            reporter={review.reporter.name}
            requestId={requestId}
          />
          {review.permissions.query ? <AskForm item={item} refused={refused} requestId={requestId} /> : null}
        </>
      ),
    });
  }
  return sections;
}
