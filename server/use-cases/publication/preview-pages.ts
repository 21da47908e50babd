import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPublication } from '#server/domain/publication/build-publication.ts';
import { findLeadingPlan } from '#server/domain/publication/leading-plan.rules.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { createMemoryReader } from '#server/publications/memory-reader.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import { listPlans } from '#server/publications/list-plans.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadPublicationInput } from '#server/loaders/publication/load-publication-input.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What the public would read, and whether its plan is the one that the front page shows. */
export type PreviewedPublication = { published: PublicationReader; leads: boolean };

/**
 * Builds the publication of a round as `publish` would and stores nothing of it: whoever is given the reader reads what
 * the public would, and nobody else. Where the newest compilation is public already there is nothing to preview: the
 * number of its publication. Throws as `publish`.
 */
export async function previewPages(
  context: OperationContext,
  input: { round: string },
): Promise<{ publication: number } | PreviewedPublication> {
  const loaded = await runOperation(context, { permission: 'publication.preview' }, input, async ({ tx }) => {
    const [known] = await readRows(
      tx,
      { publication: z.number() },
      sql`
      select e.publication_number as publication
      from tracker.publication_event e
      where e.compilation_id = (select k.id from tracker.compilation k join tracker.round r on r.id = k.round_id
        where r.code = ${input.round} order by k.number desc limit 1)
      order by e.publication_number desc limit 1`,
    );
    if (known) return known;
    const rounds = await listCompiledRounds(tx, input.round);
    const chosen = rounds.find(({ code }) => code === input.round);
    if (!chosen) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    return { input: await loadPublicationInput(tx, rounds, chosen, { publishedAt: context.now() }) };
  });
  if ('publication' in loaded) return loaded;
  await decideInThread(loaded.input.figures);
  const { documents } = buildPublication(loaded.input);
  const { number, plan } = loaded.input.publication;
  const index = await context.published.list();
  const leading = findLeadingPlan([...listPlans(index), { number, plan: plan.code }], index.chosenPlan);
  return { published: createMemoryReader(context.published, documents), leads: leading === plan.code };
}
