import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { arrangement, arrangementVersion } from '#db/schema/arrangement.ts';
import { checkArrangement } from '#server/domain/arrangement/arrangement.rules.ts';
import type { TypedArrangement } from '#server/domain/arrangement/arrangement.schema.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  findArrangementPlace,
  loadArrangements,
  loadArrangementVersions,
  lockArrangement,
} from '#server/loaders/arrangement/load-arrangements.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SaveArrangementInput = {
  /** The code of its entry in the library. */
  code: string;
  /** What was read; 0 for a new one. */
  version: number;
  fields: TypedArrangement;
  requestId?: string | undefined;
};

/**
 * Says what states have agreed between them, or a new version of it. The states are those of its entry in the library.
 * It changes no account, and what states have released before is published again only once they release the new
 * version. Throws BAD_INPUT with the fields at fault, NOT_FOUND, NOT_ALLOWED_NOW for an entry that is no cooperation of
 * two states, and CONFLICT with the stored one when somebody else changed it first.
 */
export function saveArrangement(
  context: OperationContext,
  input: SaveArrangementInput,
): Promise<{ version: number; changed: boolean }> {
  return runOperation(
    context,
    { permission: 'arrangement.write', once: 'arrangement.save' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const { code } = input;
      await lockArrangement(tx, code);
      const place = await findArrangementPlace(tx, code);
      if (!place) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
      const [stored] = await loadArrangements(tx, { code });
      if (input.version !== (stored?.version ?? 0)) {
        throw new DomainError('CONFLICT', 'Somebody else has changed this arrangement since you opened it.', {
          current: stored ?? null,
        });
      }
      if (!place.isCooperation || place.states.length < 2) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          'Only an entry of cooperation between two or more member states can be an arrangement.',
        );
      }
      const versions = stored ? await loadArrangementVersions(tx, code) : [];
      const now = run.now().toISOString();
      const { content, problems } = checkArrangement(
        input.fields,
        place.states.map((state) => state.code),
        {
          today: now.slice(0, 10),
          lastStep: Math.max(
            0,
            ...versions.flatMap((one) => one.content.steps.map((step) => Number(step.code.slice(1)))),
          ),
        },
      );
      requireNoProblems(problems);
      if (stored && isDeepStrictEqual(stored.content, content)) {
        return { version: stored.version, changed: false };
      }
      const version = input.version + 1;
      const partyIds = place.states.map(({ id }) => id);
      const arrangementId = await writeHead({
        id: place.arrangementId,
        itemId: place.itemId,
        partyIds,
        version,
      });
      await tx
        .insert(arrangementVersion)
        .values({ arrangementId, version, content, changedBy: personId, changedAt: now });
      await recordRevision(run, now, {
        subject: 'arrangement',
        key: code,
        after: { event: stored ? 'changed' : 'added', version, ...content },
      });
      return { version, changed: true };

      async function writeHead(head: {
        id: number | null;
        itemId: number;
        partyIds: number[];
        version: number;
      }): Promise<number> {
        if (head.id !== null) {
          await tx
            .update(arrangement)
            .set({ version: head.version, partyIds: head.partyIds })
            .where(eq(arrangement.id, head.id));
          return head.id;
        }
        const [made] = await tx
          .insert(arrangement)
          .values({ itemId: head.itemId, partyIds: head.partyIds })
          .returning({ id: arrangement.id });
        if (!made) throw new Error('The database either writes or refuses.');
        return made.id;
      }
    },
  );
}
