import type { ReactNode } from 'react';
import type { EvidenceItem, Review, ReviewItem } from '#app/contract.ts';
import { EvidenceList } from '../evidence/evidence-list.tsx';
import { AskForm, type RefusedQuestion } from './ask-form.tsx';
import { CompilerNotes, EditedTexts, PeerNotes } from './beside-words.tsx';
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
export type AsideSection = { key: string; title: string; content: ReactNode; screenOnly?: boolean };

/**
 * What stands beside an item for its reviewer, in order: what is odd with the reasons given, how it is counted here
 * and elsewhere, what was attached, what was asked and answered, what the secretariat set beside it and wrote for
 * whoever compiles. A part that has nothing to say is left out.
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
  const peers =
    item.subject === 'indicator' ? review.peers.filter(({ indicator }) => indicator === item.code) : [];
  if (peers.length > 0) {
    sections.push({
      key: 'peers',
      title: 'How it is counted',
      content: <PeerNotes notes={peers} reporter={review.reporter.code} />,
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
      screenOnly: item.queries.length === 0,
      content: (
        <>
          <QueryList
            item={item}
            mayAsk={review.permissions.query}
            reporter={review.reporter.name}
            requestId={requestId}
          />
          {review.permissions.query ? (
            <AskForm
              // A question that was kept leaves an empty box behind.
              key={item.queries.length}
              item={item}
              refused={refused}
              requestId={requestId}
              phrases={review.phrases}
            />
          ) : null}
        </>
      ),
    });
  }
  const edited = review.edited.filter(({ subject, code }) => subject === item.subject && code === item.code);
  if (edited.length > 0) {
    sections.push({
      key: 'edited',
      title: 'Other words beside',
      content: <EditedTexts texts={edited} item={item} review={review} />,
    });
  }
  const notes = review.notes.filter(({ subject, code }) => subject === item.subject && code === item.code);
  if (notes.length > 0 || review.permissions.annotate) {
    sections.push({
      key: 'notes',
      title: 'For the compiler',
      screenOnly: notes.length === 0,
      content: <CompilerNotes notes={notes} item={item} mayWrite={review.permissions.annotate} />,
    });
  }
  return sections;
}
