import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { arrangementAccount, arrangementRelease } from '#db/schema/arrangement.ts';
import { checkAccount, findNewest, readReleaseParts } from '#server/domain/arrangement/arrangement.rules.ts';
import type { ReleasePart } from '#server/domain/arrangement/arrangement-words.ts';
import type { Arrangement, TypedAccount } from '#server/domain/arrangement/arrangement.schema.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { loadArrangements, lockArrangement } from '#server/loaders/arrangement/load-arrangements.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type FindResource, runOperation } from '#server/operation/run-operation.ts';

type Key = {
  /** The code of the arrangement's entry in the library. */
  code: string;
  /** The state that speaks. */
  reporter: string;
  /** The version of the arrangement, and the number of the state's last account, that were read; 0 for none. */
  version: number;
  number: number;
};
export type SaveAccountInput = Key & { fields: TypedAccount; requestId?: string | undefined };
export type ReleaseArrangementInput = Key & { parts: string[]; requestId?: string | undefined };

type Place = {
  id: number;
  reporterId: number;
  reporter: { code: string; kind: 'state' };
  arrangement: Arrangement;
};

/** Finds and locks an arrangement in which the state takes part. Throws NOT_FOUND for one of others. */
const lockPlace: FindResource<Key, Place> = async ({ tx }, { code, reporter }) => {
  await lockArrangement(tx, code);
  const [found] = await readRows(
    tx,
    { id: z.number(), reporterId: z.number() },
    sql`select a.id, r.id as "reporterId" from tracker.arrangement a
    join tracker.library_item i on i.id = a.item_id
    join tracker.reporter r on r.code = ${reporter} and r.id = any (a.party_ids)
    where i.code = ${code}`,
  );
  const [arrangement] = await loadArrangements(tx, { code });
  if (!found || !arrangement) {
    throw new DomainError('NOT_FOUND', `${reporter} takes part in no such arrangement.`);
  }
  return { ...found, reporter: { code: reporter, kind: 'state' }, arrangement };
};

function requireAsRead({ arrangement }: Place, { version, number, reporter }: Key): void {
  const own = findNewest(arrangement.accounts, reporter);
  if (version !== arrangement.version || number !== (own?.number ?? 0)) {
    throw new DomainError(
      'CONFLICT',
      version === arrangement.version
        ? 'Somebody else has changed your state’s account since you opened it.'
        : 'The secretariat has changed this arrangement since you opened it. Read it again.',
      { current: own },
    );
  }
}

/**
 * Gives a state's own account of an arrangement: how far aims and steps have come, in its words, and how many meetings
 * and joint operations there were. Accounts of others stay as they are, and what was released before stays released
 * until the new account is. Throws BAD_INPUT with the fields at fault, NOT_FOUND, and CONFLICT.
 */
export function saveAccount(
  context: OperationContext,
  input: SaveAccountInput,
): Promise<{ number: number; changed: boolean }> {
  return runOperation(
    context,
    { permission: 'arrangement.report', once: 'arrangement.report', resource: lockPlace },
    input,
    async ({ tx, personId, now, resource: place }) => {
      requireAsRead(place, input);
      const at = now().toISOString();
      const { content, problems } = checkAccount(input.fields, {
        content: place.arrangement.content,
        today: at.slice(0, 10),
      });
      requireNoProblems(problems);
      const own = findNewest(place.arrangement.accounts, input.reporter);
      if (own && own.version === input.version && isDeepStrictEqual(own.content, content)) {
        return { number: own.number, changed: false };
      }
      await tx.insert(arrangementAccount).values({
        arrangementId: place.id,
        reporterId: place.reporterId,
        number: input.number + 1,
        version: input.version,
        content,
        saidBy: personId,
        saidAt: at,
      });
      return { number: input.number + 1, changed: true };
    },
  );
}

/**
 * Releases what was agreed, and the state's newest account as far as chosen; with nothing chosen takes the release back
 * for the next publication. Nothing is published that another state of the arrangement has not released too. Throws
 * NOT_FOUND, NOT_ALLOWED_NOW before there is an account, BAD_INPUT at "parts", and CONFLICT.
 */
export function releaseArrangement(
  context: OperationContext,
  input: ReleaseArrangementInput,
): Promise<{ parts: ReleasePart[] }> {
  return runOperation(
    context,
    { permission: 'arrangement.release', once: 'arrangement.release', resource: lockPlace },
    input,
    async ({ tx, personId, now, resource: place }) => {
      requireAsRead(place, input);
      if (input.number === 0) {
        throw new DomainError('NOT_ALLOWED_NOW', 'Give your state’s account before you release anything.');
      }
      const parts = readReleaseParts(input.parts);
      requireNoProblems(
        parts.length > 0 && !parts.includes('terms')
          ? [
              {
                path: 'parts',
                message: 'An account can be released only together with what is agreed.',
              },
            ]
          : [],
      );
      const last = findNewest(place.arrangement.releases, input.reporter);
      if (
        last &&
        last.number === input.number &&
        last.version === input.version &&
        isDeepStrictEqual(last.parts, parts)
      ) {
        return { parts };
      }
      await tx.insert(arrangementRelease).values({
        arrangementId: place.id,
        reporterId: place.reporterId,
        number: input.number,
        version: input.version,
        parts,
        saidBy: personId,
        saidAt: now().toISOString(),
      });
      return { parts };
    },
  );
}
