import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkLibraryItem,
  findCodeProblem,
  buildLibraryCode,
  type LibraryCodes,
  type LibraryContent,
  type LibraryItemInput,
} from '#server/domain/library/library-item.rules.ts';
import {
  type LibraryEntry,
  listLibraryChoices,
  listVisibleEntries,
} from '#server/loaders/library/load-library-entries.ts';
import { loadRecommendations } from '#server/loaders/recommendation/load-recommendations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type SaveLibraryItemInput = {
  /** The address of an entry; of a new one the address that is wished for, or nothing. */
  code: string;
  /** What was read; 0 for a new entry. */
  version: number;
  item: LibraryItemInput;
  requestId?: string | undefined;
};

export type SavedLibraryItem = { code: string; version: number; changed: boolean };

/**
 * Adds an entry to the library, or changes one. A new entry is not released. Throws BAD_INPUT with the fields at
 * fault ("item.title"), NOT_FOUND, and CONFLICT with the stored entry when somebody else changed it first.
 */
export function saveLibraryItem(
  context: OperationContext,
  input: SaveLibraryItemInput,
): Promise<SavedLibraryItem> {
  return runOperation(context, { permission: 'library.write', once: 'library.save' }, input, async (run) => {
    const { tx } = run;
    const stored = input.version === 0 ? null : await lockEntry(tx, input.code, input.version);
    const { content, problems } = checkLibraryItem(input.item, await loadCodes(tx));
    const code = stored?.code ?? (input.code.trim() || buildLibraryCode(content.title));
    const codeProblem = stored ? null : await findNewCodeProblem(tx, code);
    requireNoProblems([
      ...problems.map(({ path, message }) => ({ path: `item.${path}`, message })),
      // A title that is wrong gives no address either.
      ...(codeProblem && !(input.code.trim() === '' && problems.some(({ path }) => path === 'title'))
        ? [{ path: 'code', message: codeProblem }]
        : []),
    ]);
    if (stored && isSame(stored, content)) return { code, version: stored.version, changed: false };
    const version = (stored?.version ?? 0) + 1;
    await writeEntry(run, { code, version, content });
    await noteEntry(run, code, stored, {
      event: stored ? 'changed' : 'added',
      title: content.title,
      version,
    });
    return { code, version, changed: true };
  });
}

/**
 * Lets the next publication carry an entry, or takes it out of the next one; publications that have it keep it.
 * Throws NOT_FOUND, and CONFLICT when somebody else changed the entry first.
 */
export function releaseLibraryItem(
  context: OperationContext,
  input: { code: string; version: number; released: boolean; requestId?: string | undefined },
): Promise<SavedLibraryItem> {
  return runOperation(
    context,
    { permission: 'library.write', once: 'library.release' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const stored = await lockEntry(tx, input.code, input.version);
      const { code, version, released } = stored;
      if (released === input.released) return { code, version, changed: false };
      await tx.execute(sql`
        update tracker.library_item set released = ${input.released}, version = ${version + 1},
          changed_by = ${personId}, changed_at = ${context.now().toISOString()}::timestamptz
        where code = ${code}`);
      const event = input.released ? 'released' : 'withdrawn';
      await noteEntry(run, code, stored, { event, title: stored.title, version: version + 1 });
      return { code, version: version + 1, changed: true };
    },
  );
}

/**
 * States that no published recommendations of an entry are known, or takes that back. Throws NOT_FOUND, NOT_ALLOWED_NOW
 * where it has released recommendations, and CONFLICT when somebody else changed the entry first.
 */
export function setRecommendationsNotPublished(
  context: OperationContext,
  input: { code: string; version: number; notPublished: boolean; requestId?: string | undefined },
): Promise<SavedLibraryItem> {
  return runOperation(
    context,
    { permission: 'recommendation.write', once: 'library.setNotPublished' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const stored = await lockEntry(tx, input.code, input.version);
      const { code, version } = stored;
      if (stored.recommendationsNotPublished === input.notPublished) return { code, version, changed: false };
      const recommendations = await loadRecommendations(tx, { item: code });
      if (input.notPublished && recommendations.some((one) => one.content.released)) {
        throw new DomainError('NOT_ALLOWED_NOW', 'This entry has recommendations that are released.');
      }
      await tx.execute(sql`
        update tracker.library_item set recommendations_not_published = ${input.notPublished}, version = ${version + 1},
          changed_by = ${personId}, changed_at = ${context.now().toISOString()}::timestamptz
        where code = ${code}`);
      await noteEntry(run, code, stored, { event: 'changed', title: stored.title, version: version + 1 });
      return { code, version: version + 1, changed: true };
    },
  );
}

async function lockEntry(tx: Transaction, code: string, version: number): Promise<LibraryEntry> {
  await tx.execute(sql`select from tracker.library_item where code = ${code} for update`);
  const [stored] = await listVisibleEntries(tx, sql`i.code = ${code}`);
  if (!stored) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
  if (stored.version !== version) {
    throw new DomainError(
      'CONFLICT',
      `${stored.changedBy ?? 'The tracker'} changed this entry while you were editing. Nothing was saved.`,
      { current: stored },
    );
  }
  return stored;
}

async function loadCodes(tx: Transaction): Promise<LibraryCodes> {
  const { kinds, ...lists } = await listLibraryChoices(tx);
  const codesOf = (list: readonly { code: string }[]) => new Set(list.map(({ code }) => code));
  return {
    kinds: new Map(kinds.map((kind) => [kind.code, kind])),
    states: codesOf(lists.states),
    bodies: codesOf(lists.bodies),
    partners: codesOf(lists.partners),
    activities: codesOf(lists.activities),
    lenses: codesOf(lists.lenses),
  };
}

/** Two who add the same address at once wait for each other, so that the second is told and not refused by a fault. */
async function findNewCodeProblem(tx: Transaction, code: string): Promise<string | null> {
  const problem = findCodeProblem(code);
  if (problem) return problem;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`library/${code}`}, 0))`);
  const [taken] = await tx.execute(sql`select from tracker.library_item where code = ${code}`);
  return taken ? `Another entry has the address ${code}. Give this one another.` : null;
}

function isSame(stored: LibraryEntry, content: LibraryContent): boolean {
  return Object.entries(content).every(
    ([field, value]) => JSON.stringify(stored[field as keyof LibraryContent]) === JSON.stringify(value),
  );
}

async function writeEntry(
  run: Run,
  entry: { code: string; version: number; content: LibraryContent },
): Promise<void> {
  const { tx, personId } = run;
  const { code, version, content } = entry;
  const list = (codes: readonly string[]) => sql`${sql.param(codes)}::text[]`;
  const values = sql`${content.kind}, ${content.title}, ${content.summary}, ${content.happenedOn}::date,
    ${content.year}::integer, ${content.endedOn}::date, ${content.organisers}, ${content.place}, ${content.url},
    ${content.basis}, ${list(content.states)}, ${list(content.bodies)}, ${list(content.partners)},
    ${list(content.activities)}, ${list(content.lenses)}, ${version}::integer, ${personId},
    ${run.now().toISOString()}::timestamptz`;
  const columns = sql`kind_code, title, summary, happened_on, year, ended_on, organisers, place, url, basis, states,
    bodies, partners, activities, lenses, version, changed_by, changed_at`;
  await tx.execute(
    version === 1
      ? sql`insert into tracker.library_item (code, ${columns}) values (${code}, ${values})`
      : sql`update tracker.library_item set (${columns}) = row(${values}) where code = ${code}`,
  );
}

/** For the audit; every state as a whole is kept by the database itself. */
const noteEntry = (
  run: Run,
  code: string,
  before: LibraryEntry | null,
  after: { event: string; title: string; version: number },
): Promise<void> =>
  recordRevision(run, run.now().toISOString(), {
    subject: 'library',
    key: code,
    before: before && { title: before.title, version: before.version },
    after,
  });
