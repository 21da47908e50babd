import type { EvidenceItem } from '#app/contract.ts';
import { disclosureWords } from '../evidence/evidence-words.ts';
import type { FieldChange } from './describe-changes.ts';
import type { RevisionGroup } from './group-revisions.ts';

/** What history keeps of a piece of evidence. */
type EvidenceRevision = Pick<EvidenceItem, 'subject' | 'code' | 'cell' | 'title' | 'disclosure'> & {
  /** The name of the file, or the address of the link. */
  source: string;
  sha256: string | null;
};

/** What history keeps of a piece of evidence, from either side of a change. */
export function readEvidenceRevision({ before, after }: Pick<RevisionGroup, 'before' | 'after'>): {
  before: EvidenceRevision | null;
  after: EvidenceRevision | null;
} {
  return { before: before as EvidenceRevision | null, after: after as EvidenceRevision | null };
}

/** A piece of evidence that came, went or was changed, in words. */
export function describeEvidence(group: RevisionGroup): FieldChange[] {
  const { before, after } = readEvidenceRevision(group);
  const say = (side: EvidenceRevision | null) =>
    side === null
      ? ''
      : `${side.title}${side.source === side.title ? '' : ` (${side.source})`}, ${disclosureWords[side.disclosure].label}`;
  const label = before === null ? 'Evidence added' : after === null ? 'Evidence removed' : 'Evidence changed';
  return [{ key: 'evidence', label, before: say(before), after: say(after), isText: false }];
}
