import type { Amendment } from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** What an amendment did to an activity or indicator, and from which round. */
export type PublishedAmendment = {
  kind: Amendment['kind'];
  round: string;
  roundTitle: string;
  /** The title that it had before, where that changed. */
  before: string | null;
  /** The activity in which it goes on. */
  mergedInto: string | null;
  /** The activities that go on with it. */
  splitInto: string[];
  /** The activity that it goes on with, among others. */
  splitFrom: string | null;
};

/** What amendments did to one activity or indicator up to a publication, oldest first. */
export async function listAmendments(
  { published }: PublicContext,
  publication: number,
  { kind, code }: { kind: Amendment['subject']; code: string },
): Promise<PublishedAmendment[]> {
  const { amendments } = await readDocuments(published, publication, 'amendments');
  return amendments
    .filter((each) => each.subject === kind && each.code === code)
    .map((each) => ({
      kind: each.kind,
      round: each.fromRound,
      roundTitle: each.fromTitle,
      before: each.beforeTitle,
      mergedInto: each.mergedInto,
      splitInto: each.splitInto,
      splitFrom: each.splitFrom,
    }));
}
