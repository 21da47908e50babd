import type { EvidenceEntry } from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A document or link that a reporter has released with its report. */
export type EvidenceLine = EvidenceEntry & { publication: number };

/** The released evidence of a publication about an activity or indicator, or of a reporter: newest round first. */
export async function listEvidence(
  { published }: PublicContext,
  publication: number,
  about: { activity?: string; indicator?: string; reporter?: string },
): Promise<EvidenceLine[]> {
  const { evidence } = await readDocuments(published, publication, 'evidence');
  return evidence
    .filter(
      ({ activity, indicator, reporter }) =>
        (about.activity === undefined || activity === about.activity) &&
        (about.indicator === undefined || indicator === about.indicator) &&
        (about.reporter === undefined || reporter === about.reporter),
    )
    .map((entry) => ({ ...entry, publication }))
    .sort((a, b) => b.round.localeCompare(a.round));
}
