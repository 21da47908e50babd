import type { EvidenceRevision } from '#server/use-cases/evidence/write-evidence.ts';
import { disclosureWords } from '../evidence/evidence-words.ts';
import type { FieldChange } from './describe-changes.ts';
import type { RevisionGroup } from './group-revisions.ts';

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
