import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { type Release, releases } from '#server/domain/value/indicator-definition.ts';

/** An activity report that the transaction holds: nobody else changes it until the end. */
export type HeldActivity = { id: number; version: number };

/** An indicator that the transaction holds, with its figures, which its header guards. */
export type HeldIndicator = { id: number; note: string; release: Release; version: number };

/** The items of one report: those with these ids, or these codes. */
type Items = { report: SQL; which: { ids: readonly number[] } | { codes: readonly string[] } };

const named = (item: SQL, which: Items['which']): SQL =>
  'ids' in which
    ? sql`${item}.id = any (${sql.param([...which.ids])}::integer[])`
    : sql`${item}.code = any (${sql.param([...which.codes])}::text[])`;

/** The id of a report that is not known yet, to stand in a statement. */
export const buildReportIdQuery = (key: { round: string; reporter: string }): SQL => sql`(
  select s.id from tracker.submission s
  join tracker.round r on r.id = s.round_id and r.code = ${key.round}
  join tracker.reporter p on p.id = s.reporter_id and p.code = ${key.reporter})`;

/**
 * Locks activity reports, by code: those that the report asks for and the viewer may write. Always in the same order,
 * and before indicators, so that two writers never wait for each other.
 */
export async function lockActivities(
  tx: Transaction,
  { report, which }: Items,
): Promise<Map<string, HeldActivity>> {
  const rows = await readRows(
    tx,
    { code: z.string(), id: z.number(), version: z.number() },
    sql`select a.code, a.id, ar.version
    from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
    where ar.submission_id = ${report} and ${named(sql`a`, which)}
    order by ar.activity_id for update of ar`,
  );
  return new Map(rows.map(({ code, ...held }) => [code, held]));
}

/** Locks the rows that guard the figures of indicators, by code; see lockActivities. */
export async function lockIndicators(
  tx: Transaction,
  { report, which }: Items,
): Promise<Map<string, HeldIndicator>> {
  const rows = await readRows(
    tx,
    { code: z.string(), id: z.number(), note: z.string(), release: z.enum(releases), version: z.number() },
    sql`select i.code, i.id, ir.note, ir.release, ir.version
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${report} and ${named(sql`i`, which)}
    order by ir.indicator_id for update of ir`,
  );
  return new Map(rows.map(({ code, ...held }) => [code, held]));
}
