import { isDeepStrictEqual } from 'node:util';
import { recommendation, recommendationVersion } from '#db/schema/recommendation.ts';
import { eq } from 'drizzle-orm';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  buildRecommendationCode,
  checkRecommendation,
  type TypedRecommendation,
} from '#server/domain/recommendation/recommendation.rules.ts';
import type { RecommendationContent } from '#server/domain/recommendation/recommendation.schema.ts';
import {
  loadRecommendationLists,
  loadRecommendations,
} from '#server/loaders/recommendation/load-recommendations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { lockEntryOf, lockRecommendation, requirePublished } from './lock-recommendation.ts';

export type SaveRecommendationInput = {
  /** The code of the entry of the library. */
  item: string;
  /** Of a recommendation that is changed; a new one gets its own. */
  code?: string | undefined;
  /** What was read; 0 for a new one. */
  version: number;
  fields: TypedRecommendation;
  requestId?: string | undefined;
};
export type SavedRecommendation = { code: string; version: number; changed: boolean };

/**
 * Adds a recommendation to an entry of the library, or a new version of one. A new one is not released. Throws BAD_INPUT
 * with the fields at fault, NOT_FOUND, NOT_ALLOWED_NOW where the entry says that it has none published, and CONFLICT with
 * the stored one when somebody else changed it first.
 */
export function saveRecommendation(
  context: OperationContext,
  input: SaveRecommendationInput,
): Promise<SavedRecommendation> {
  return runOperation(
    context,
    { permission: 'recommendation.write', once: 'recommendation.save' },
    input,
    async (run) => {
      const { tx } = run;
      const { content, problems } = checkRecommendation(input.fields, await loadRecommendationLists(tx));
      if (input.code !== undefined) {
        const stored = await lockRecommendation(tx, { ...input, code: input.code });
        requireNoProblems(problems);
        return writeNext(run, stored, { ...content, released: stored.content.released }, 'changed');
      }
      const entry = await lockEntryOf(tx, input.item);
      requirePublished(entry);
      requireNoProblems(problems);
      const code = buildRecommendationCode(
        (await loadRecommendations(tx, { item: input.item })).map((one) => one.code),
      );
      const [row] = await tx
        .insert(recommendation)
        .values({ itemId: entry.id, code })
        .returning({ id: recommendation.id });
      if (!row) throw new Error('A recommendation that was checked can be written.');
      const added = {
        id: row.id,
        item: input.item,
        code,
        version: 1,
        content: { ...content, released: false },
      };
      await writeVersion(run, added, 'added');
      return { code, version: 1, changed: true };
    },
  );
}

/**
 * Lets the next publication carry a recommendation, or takes it out of the next one; publications that have it keep it.
 * Throws NOT_FOUND, NOT_ALLOWED_NOW where the entry says that it has none published, and CONFLICT when somebody else
 * changed it first.
 */
export function releaseRecommendation(
  context: OperationContext,
  input: { item: string; code: string; version: number; released: boolean; requestId?: string | undefined },
): Promise<SavedRecommendation> {
  return runOperation(
    context,
    { permission: 'recommendation.write', once: 'recommendation.release' },
    input,
    async (run) => {
      const stored = await lockRecommendation(run.tx, input);
      if (input.released) requirePublished(stored.entry);
      const content = { ...stored.content, released: input.released };
      return writeNext(run, stored, content, input.released ? 'released' : 'withdrawn');
    },
  );
}

type Version = { id: number; item: string; code: string; version: number; content: RecommendationContent };

/** Writes what is said now as the next version, if it differs from the last. */
async function writeNext(
  run: Run,
  stored: Version,
  content: RecommendationContent,
  event: string,
): Promise<SavedRecommendation> {
  const { id, item, code } = stored;
  if (isDeepStrictEqual(stored.content, content)) return { code, version: stored.version, changed: false };
  const version = stored.version + 1;
  await run.tx.update(recommendation).set({ version }).where(eq(recommendation.id, id));
  await writeVersion(run, { id, item, code, version, content }, event);
  return { code, version, changed: true };
}

async function writeVersion(run: Run, { id, item, code, version, content }: Version, event: string) {
  const at = run.now().toISOString();
  await run.tx
    .insert(recommendationVersion)
    .values({ recommendationId: id, version, ...content, changedBy: run.personId, changedAt: at });
  await recordRevision(run, at, {
    subject: 'recommendation',
    key: `${item}/${code}`,
    after: { event, version, ...content },
  });
}
