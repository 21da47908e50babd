import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  type ComparabilityKind,
  comparabilityKinds,
} from '#server/domain/receipt/comparability.calculations.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type ComparabilityNoteInput = {
  /** Null: a new note. */
  id: number | null;
  /** What was read; 0 for a new note. */
  version: number;
  /** Of which round's plan the indicator is. */
  plan: string;
  indicator: string;
  /** Null: about everybody. */
  reporter: string | null;
  /** The first round that is different; null: from the start. */
  from: string | null;
  /** The last round for which it holds; null: it holds on. */
  until: string | null;
  kind: string;
  note: string;
  /** Takes it out of what is published from now on. */
  withdrawn: boolean;
  requestId?: string | undefined;
};

const noteShape = {
  id: z.number(),
  version: z.number(),
  indicator: z.string(),
  reporter: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  kind: z.enum(comparabilityKinds),
  note: z.string(),
  withdrawn: z.boolean(),
  /** Who changed it last. */
  by: z.string().nullable(),
};

export type StoredNote = Omit<RowOf<typeof noteShape>, 'by'>;

/** The longest note, in characters. */
export const longestNote = 1000;

/**
 * Adds, changes, ends or withdraws a note on comparability. Of a stored note the indicator and the reporter stay.
 * Publications that are out keep what they say. Throws BAD_INPUT with the fields at fault, NOT_FOUND, and CONFLICT with
 * the stored note when somebody else changed it first.
 */
export function saveComparabilityNote(
  context: OperationContext,
  input: ComparabilityNoteInput,
): Promise<{ id: number; version: number }> {
  return runOperation(
    context,
    { permission: 'compilation.write', once: 'report.saveComparabilityNote' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const stored = input.id === null ? null : await lockNote(tx, input.id, input.version);
      const { ids, problems } = await findPlaces(tx, stored ? { ...input, ...pickSubject(stored) } : input);
      const note = normaliseText(input.note).trim();
      const textProblem = note === '' ? 'Say what is different.' : findTextProblem(note, longestNote);
      const taken = problems.length === 0 && (await isTaken(tx, ids, input));
      requireNoProblems([
        ...problems,
        ...(comparabilityKinds.includes(input.kind as ComparabilityKind)
          ? []
          : [{ path: 'kind', message: 'Choose what is different.' }]),
        ...(textProblem ? [{ path: 'note', message: textProblem }] : []),
        ...(taken
          ? [{ path: 'from', message: 'There is already a note like this from this round. Change that one.' }]
          : []),
      ]);
      const version = (stored?.version ?? 0) + 1;
      const at = context.now().toISOString();
      const [row] = await readRows(
        tx,
        { id: z.number() },
        stored
          ? sql`
            update tracker.comparability_note set round_id = ${ids.from}, until_round_id = ${ids.until},
              kind = ${input.kind}, note = ${note}, withdrawn = ${input.withdrawn}, version = ${version},
              changed_by = ${personId}, changed_at = ${at}::timestamptz
            where id = ${stored.id} returning id`
          : sql`
            insert into tracker.comparability_note (indicator_id, reporter_id, round_id, until_round_id, kind, note,
              withdrawn, version, changed_by, changed_at)
            values (${ids.indicator}, ${ids.reporter}, ${ids.from}, ${ids.until}, ${input.kind}, ${note},
              ${input.withdrawn}, ${version}, ${personId}, ${at}::timestamptz) returning id`,
      );
      if (!row) throw new Error('A write of one row returns one row.');
      await recordRevision(run, at, {
        subject: 'comparability',
        key: `${stored?.indicator ?? input.indicator}/${row.id}`,
        before: stored ? stored : null,
        after: { event: describeEvent(stored, input), version, note },
      });
      return { id: row.id, version };
    },
  );
}

const pickSubject = ({ indicator, reporter }: StoredNote) => ({ indicator, reporter });

function describeEvent(stored: StoredNote | null, input: ComparabilityNoteInput): string {
  if (!stored) return 'added';
  if (input.withdrawn !== stored.withdrawn) return input.withdrawn ? 'withdrawn' : 'taken back';
  return input.until !== stored.until && input.until !== null ? 'ended' : 'changed';
}

async function lockNote(tx: Transaction, id: number, version: number): Promise<StoredNote> {
  const [stored] = await readRows(
    tx,
    noteShape,
    sql`
    select n.id, n.version, i.code as indicator, p.code as reporter, f.code as from, u.code as until, n.kind, n.note,
      n.withdrawn, a.name as by
    from tracker.comparability_note n
    join tracker.indicator i on i.id = n.indicator_id
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.round f on f.id = n.round_id
    left join tracker.round u on u.id = n.until_round_id
    left join auth.person a on a.id = n.changed_by
    where n.id = ${id} for update of n`,
  );
  if (!stored) throw new DomainError('NOT_FOUND', 'There is no such note.');
  const { by, ...current } = stored;
  if (stored.version !== version) {
    throw new DomainError(
      'CONFLICT',
      `${by ?? 'Somebody'} changed this note while you were editing. Nothing was saved.`,
      {
        current,
      },
    );
  }
  return current;
}

const placesShape = {
  indicator: z.number().nullable(),
  reporter: z.number().nullable(),
  from: z.number().nullable(),
  until: z.number().nullable(),
  backwards: z.boolean(),
};
type Places = { indicator: number; reporter: number | null; from: number | null; until: number | null };

async function findPlaces(
  tx: Transaction,
  input: ComparabilityNoteInput,
): Promise<{ ids: Places; problems: FieldProblem[] }> {
  const [found] = await readRows(
    tx,
    placesShape,
    sql`
    with plan as (select plan_id from tracker.round where code = ${input.plan})
    select
      (select i.id from tracker.indicator i, plan
        where i.plan_id = plan.plan_id and i.code = ${input.indicator}) as indicator,
      (select id from tracker.reporter where code = ${input.reporter}) as reporter,
      (select r.id from tracker.round r, plan where r.plan_id = plan.plan_id and r.code = ${input.from}) as from,
      (select r.id from tracker.round r, plan where r.plan_id = plan.plan_id and r.code = ${input.until}) as until,
      coalesce((select f.period_start > u.period_start from tracker.round f, tracker.round u, plan
        where f.code = ${input.from} and u.code = ${input.until} and f.plan_id = plan.plan_id
          and u.plan_id = plan.plan_id), false) as backwards`,
  );
  const problems: FieldProblem[] = [];
  const ask = (path: keyof Places, message: string) => {
    if (input[path] !== null && !found?.[path]) problems.push({ path, message });
  };
  ask('indicator', 'Choose an indicator of the plan.');
  ask('reporter', 'Choose a state or body, or everybody.');
  ask('from', 'Choose a round of the plan, or the start.');
  ask('until', 'Choose a round of the plan, or none.');
  if (found?.backwards)
    problems.push({ path: 'until', message: 'This round is before the first one. Choose a later one.' });
  const { indicator, reporter = null, from = null, until = null } = found ?? {};
  return { ids: { indicator: indicator ?? 0, reporter, from, until }, problems };
}

/** Whether another note of this kind on the same begins with the same round. */
async function isTaken(tx: Transaction, ids: Places, input: ComparabilityNoteInput): Promise<boolean> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`comparability/${ids.indicator}`}, 0))`,
  );
  const rows = await tx.execute(sql`
    select from tracker.comparability_note where indicator_id = ${ids.indicator} and kind = ${input.kind}
      and reporter_id is not distinct from ${ids.reporter}::integer
      and round_id is not distinct from ${ids.from}::integer and id is distinct from ${input.id}::integer`);
  return rows.length > 0;
}
