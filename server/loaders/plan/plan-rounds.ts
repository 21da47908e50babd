import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import type { SqlTransaction } from '#db/sql.ts';
import type { PlanFileProblem, RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { type PlanLists, listPlanListColumns } from '#server/domain/plan/plan-list.schema.ts';

export interface PlanRound {
  readonly code: string;
  readonly title: string;
  /** The first day of its period. */
  readonly start: string;
  /** It has not opened, and neither has any later one: what is asked in it can still change. */
  readonly takesAmendments: boolean;
}

/** The rounds of a plan in their order, with those that come with an upload. */
export async function listPlanRounds(
  tx: SqlTransaction,
  plan: string,
  lists: PlanLists,
): Promise<PlanRound[]> {
  const stored = await readRows(
    tx,
    { code: z.string(), title: z.string(), start: z.string(), state: z.string() },
    sql`select r.code, r.title, r.period_start::text as start, r.state
    from tracker.round r join tracker.plan p on p.id = r.plan_id where p.code = ${plan}`,
  );
  const rounds = new Map(stored.map((round) => [round.code, round]));
  for (const row of lists.rounds ?? []) {
    const code = row['code'] ?? '';
    const state = rounds.get(code)?.state ?? 'planned';
    rounds.set(code, { code, title: row['title'] ?? '', start: row['period_start'] ?? '', state });
  }
  const all = [...rounds.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
  const lastOpened = all.findLastIndex(({ state }) => state !== 'planned');
  return all.map(({ code, title, start }, index) => ({
    code,
    title,
    start,
    takesAmendments: index > lastOpened,
  }));
}

type Period = Readonly<Record<string, string>>;

/** Rounds whose period shares days with that of another one before it, by code; rounds of a sheet replace stored ones. */
export function listOverlaps(stored: readonly Period[], given: readonly Period[]): Map<string, string> {
  const all = new Map([...stored, ...given].map((round) => [round['code'] ?? '', round]));
  const inOrder = [...all.values()].toSorted((a, b) =>
    (a['period_start'] ?? '') < (b['period_start'] ?? '') ? -1 : 1,
  );
  // Days as 2026-04-15 sort as text.
  return new Map(
    inOrder.flatMap((round, index) => {
      const before = inOrder[index - 1];
      const isOverlap = before && (before['period_end'] ?? '') >= (round['period_start'] ?? '');
      return isOverlap ? [[round['code'] ?? '', before['code'] ?? ''] as const] : [];
    }),
  );
}

const storedRoundShape = {
  code: z.string(),
  title: z.string(),
  period_start: z.string(),
  period_end: z.string(),
  opens_on: z.string(),
  due_on: z.string(),
  closes_on: z.string(),
  state: z.enum(roundTable.state.enumValues),
  plan: z.string(),
};

/** A round that has opened keeps its days, and a round of another plan is not this plan's. */
export async function findRoundProblems(
  tx: SqlTransaction,
  plan: string,
  lists: PlanLists,
  raw: readonly RawPlanFileRow[],
): Promise<PlanFileProblem[]> {
  const rows = lists.rounds ?? [];
  const stored = await readRows(
    tx,
    storedRoundShape,
    sql`select r.code, r.title, r.period_start::text, r.period_end::text, r.opens_on::text, r.due_on::text,
      r.closes_on::text, r.state, p.code as plan
    from tracker.round r join tracker.plan p on p.id = r.plan_id
    where r.code = any (${sql.param(rows.map(({ code }) => code ?? ''))})`,
  );
  const known = new Map(stored.map((round) => [round.code, round]));
  const others = await readRows(
    tx,
    { code: z.string(), period_start: z.string(), period_end: z.string() },
    sql`select r.code, r.period_start::text, r.period_end::text from tracker.round r
    join tracker.plan p on p.id = r.plan_id where p.code = ${plan}`,
  );
  const overlaps = listOverlaps(others, rows);
  return rows.flatMap((row): PlanFileProblem[] => {
    const round = known.get(row['code'] ?? '');
    // As the sheet numbers it, empty rows counted.
    const index = raw.findIndex(({ code }) => code?.trim() === row['code']);
    const at = (column: string, message: string) => ({ file: 'rounds.csv', row: index + 2, column, message });
    const overlap = overlaps.get(row['code'] ?? '');
    const overlapping = overlap
      ? [
          at(
            'period_start',
            `The periods of ${row['code']} and ${overlap} overlap. Each day belongs to one round.`,
          ),
        ]
      : [];
    if (!round) return overlapping;
    if (round.plan !== plan) {
      return [
        at('code', `The round ${row['code']} belongs to the plan ${round.plan}; give this one another code.`),
      ];
    }
    if (round.state === 'planned') return overlapping;
    const kept: Readonly<Record<string, string>> = round;
    return listPlanListColumns('rounds')
      .filter((column) => row[column] !== kept[column])
      .map((column) =>
        at(column, `The round ${row['code']} has opened already and keeps “${kept[column]}” here.`),
      );
  });
}
