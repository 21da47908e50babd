import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { carryStatuses } from '#server/domain/publication/carried-status.calculations.ts';
import type { ReportActivity } from '#server/domain/report/build-facts.calculations.ts';
import type { CompiledStatus, CompiledSubmission } from '#server/domain/publication/decide-figures.ts';
import { type CompiledRound, listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';

export type CompilationRounds = {
  round: string;
  roundId: number;
  /** Up to the compiled round, oldest first: what the report speaks of. */
  rounds: CompiledRound[];
  /** With rounds after it that are public: what a publication made from it would hold. */
  published: CompiledRound[];
};

/** The rounds that go with a compilation: the newest of each earlier one, and this very one. Throws NOT_FOUND. */
export async function listRoundsOfCompilation(
  tx: Transaction,
  compilation: number,
): Promise<CompilationRounds> {
  const [made] = await tx.execute<{ round: string; roundId: number; sha256: string }>(sql`
    select r.code as round, r.id as "roundId", k.sha256
    from tracker.compilation k join tracker.round r on r.id = k.round_id where k.id = ${compilation}`);
  if (!made) throw new DomainError('NOT_FOUND', 'There is no such compilation.');
  const published = (await listCompiledRounds(tx, made.round)).map((one) =>
    one.code === made.round ? { ...one, compilationId: compilation, sha256: made.sha256 } : one,
  );
  const at = published.findIndex(({ code }) => code === made.round);
  return { round: made.round, roundId: made.roundId, rounds: published.slice(0, at + 1), published };
}

type PlanOfRound = {
  statuses: string[];
  lenses: string[];
  units: Record<string, string>;
  activities: { code: string; area: string; objective: string; lenses: string[] }[];
  places: string[];
};

/** Codes of what a narrative can refer to, as the plan reads in the round: what is added later is not there yet. */
export async function loadPlanOfRound(tx: Transaction, round: string): Promise<PlanOfRound> {
  const [row] = await tx.execute<PlanOfRound>(sql`
    with r as (select id, plan_id from tracker.round where code = ${round}),
    links as materialized (select x.activity_id, x.key from r cross join lateral tracker.activity_links_in(r.id) x
      where x.kind = 'lenses')
    select
      array(select s.code from r cross join lateral tracker.round_statuses(r.id) s order by s.position) as statuses,
      array(select l.code from tracker.lens l order by l.code) as lenses,
      (select coalesce(json_object_agg(i.code, i.unit), '{}') from tracker.indicator i, r
        where i.plan_id = r.plan_id) as units,
      (select coalesce(json_agg(json_build_object('code', a.code, 'area', ta.code, 'objective', o.code,
          'lenses', array(select x.key from links x where x.activity_id = a.id))), '[]')
        from r cross join lateral tracker.activities_in(r.id) a
        join tracker.objective o on o.id = a.objective_id
        join tracker.thematic_area ta on ta.id = o.area_id
        where tracker.is_in_force(a.added_round_id, null, r.id)) as activities,
      array(select ta.code from tracker.thematic_area ta, r where ta.plan_id = r.plan_id
        union select o.code from tracker.objective o join tracker.thematic_area ta on ta.id = o.area_id, r
          where ta.plan_id = r.plan_id) as places`);
  if (!row) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  return row;
}

/**
 * How every activity stands in the newest round, by the lead body's last word, as publications say it. One that has
 * ended by then has no status, not even a carried one.
 */
export async function buildReportActivities(
  tx: Transaction,
  rounds: readonly CompiledRound[],
  statuses: readonly CompiledStatus[],
  plan: PlanOfRound,
): Promise<ReportActivity[]> {
  const newest = rounds.at(-1)?.code ?? '';
  const codes = rounds.map(({ code }) => code);
  const ofRounds = statuses.filter(({ round }) => codes.includes(round));
  const ofNewest = ofRounds.filter(({ round }) => round === newest);
  const asked = new Set(ofNewest.flatMap((row) => (row.asked ? [row.activity] : [])));
  const now = new Map(
    carryStatuses(codes, ofRounds)
      .filter(({ round, activity }) => round === newest && asked.has(activity))
      .map(({ activity, status }) => [activity, status]),
  );
  const words = await tx.execute<{ code: string; isLate: boolean; isDone: boolean; isOnTrack: boolean }>(sql`
    select code, is_late as "isLate", is_done as "isDone", is_on_track as "isOnTrack" from tracker.activity_status`);
  const byCode = new Map(words.map((word) => [word.code, word]));
  const inForce = new Set(ofNewest.map(({ activity }) => activity));
  return plan.activities
    .filter(({ code }) => inForce.has(code))
    .map((activity) => {
      const status = now.get(activity.code) ?? null;
      const word = status === null ? undefined : byCode.get(status);
      return {
        ...activity,
        status,
        isLate: word?.isLate ?? false,
        isDone: word?.isDone ?? false,
        isOnTrack: word?.isOnTrack ?? false,
      };
    });
}

/** How many reports of states and of bodies are in the compilation, of those that were due. */
export async function countReports(
  tx: Transaction,
  round: string,
  submissions: readonly CompiledSubmission[],
): Promise<Record<'states' | 'bodies', { included: number; due: number }>> {
  const kinds = await tx.execute<{ code: string; kind: 'state' | 'body' }>(sql`
    select code, kind from tracker.reporter`);
  const kindOf = new Map(kinds.map(({ code, kind }) => [code, kind]));
  const count = (kind: 'state' | 'body') => {
    const due = submissions.filter((one) => one.round === round && kindOf.get(one.reporter) === kind);
    return { included: due.filter(({ included }) => included).length, due: due.length };
  };
  return { states: count('state'), bodies: count('body') };
}
