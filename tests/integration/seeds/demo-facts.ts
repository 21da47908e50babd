import { createHash } from 'node:crypto';
import type { Sql } from '#db/sql.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { identifier } from '#db/statement.ts';

export const publishedTables = [
  'publication',
  'round',
  'activity_status_word',
  'reporter',
  'partner',
  'area',
  'objective',
  'activity',
  'activity_status',
  'activity_narrative',
  'indicator',
  'lens',
  'lens_indicator',
  'figure',
  'coverage',
] as const;

/** A hash of the content of each published table, and of what was reported and decided, without any id. */
export async function hashTables(sql: Sql): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const add = (name: string, rows: readonly { row: string }[]) => {
    hashes[name] = createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex');
  };
  for (const table of publishedTables) {
    // The seals cover ids of the working tables, which differ.
    add(
      table,
      await sql<{ row: string }[]>`
        select (to_jsonb(t) - 'compilation_sha256' - 'content_sha256')::text as row
        from ${identifier(table === 'publication' ? 'published' : 'rows')}.${identifier(table)} t order by 1`,
    );
  }
  add(
    'snapshots',
    await sql<{ row: string }[]>`
      select concat_ws('|', r.code, p.code, n.number, n.taken_at, n.content) as row
      from tracker.submission_snapshot n join tracker.submission s on s.id = n.submission_id
      join tracker.round r on r.id = s.round_id join tracker.reporter p on p.id = s.reporter_id order by 1`,
  );
  add(
    'decisions',
    await sql<{ row: string }[]>`
      select concat_ws('|', r.code, p.code, d.transition, d.decided_by, d.decided_at, d.reason) as row
      from tracker.decision d join tracker.submission s on s.id = d.submission_id
      join tracker.round r on r.id = s.round_id join tracker.reporter p on p.id = s.reporter_id order by 1`,
  );
  return hashes;
}

export type Decision = { transition: string; from: string; to: string; at: string; role: string };

/** Every report with its decisions, in the order in which they were taken; `role` is what the decider holds there. */
export function listDecisionChains(sql: Sql) {
  return sql<{ report: string; status: string; decisions: Decision[] }[]>`
    select r.code || ' ' || p.code as report, s.status,
      coalesce((select json_agg(json_build_object('transition', d.transition, 'from', d.from_status,
          'to', d.to_status, 'at', d.decided_at, 'role',
          (select case when p.kind = 'body' and a.reporter_id = p.id then 'body ' else '' end || a.role
           from tracker.assignment a
           where a.person_id = d.decided_by and (a.reporter_id = p.id or a.reporter_id is null))) order by d.id)
        from tracker.decision d where d.submission_id = s.id), '[]') as decisions
    from tracker.submission s join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id order by 1`;
}

type Report = {
  publication: number;
  format: string;
  sha256: string;
  approvedAt: Date;
  publishedAt: Date;
  seal: number;
  manifest: string;
  /** The checksum of the file as it is stored. */
  content: string;
};

/** The report files of every publication, each with the first seal of its publication. */
export async function listReports({ sql, files }: { sql: Sql; files: FileStorage }): Promise<Report[]> {
  const rows = await sql<(Omit<Report, 'content'> & { key: string })[]>`
    select p.number as publication, f.format, f.sha256, f.approved_at as "approvedAt", p.published_at as "publishedAt",
      s.number as seal, s.manifest, f.storage_key as key
    from published.publication p
    join published.report_file f using (compilation_sha256, content_sha256)
    join published.seal s on s.publication = p.number and s.number = 1
    order by p.number, f.format`;
  return Promise.all(
    rows.map(async ({ key, ...row }) => {
      const content = await new Response(await files.open(key)).bytes();
      return { ...row, content: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

type Amounts = { value?: number; numerator?: number; denominator?: number };

/** The figures of every report of a state: totals, and the slice for forced criminality in online scams. */
export async function readReports(sql: Sql) {
  const rows = await sql<{ report: string; cells: Record<string, Amounts> }[]>`
    select r.code || ' ' || p.code as report,
      json_object_agg(concat_ws(' ', i.code, v.category_code), json_strip_nulls(json_build_object(
        'value', v.value, 'numerator', v.numerator, 'denominator', v.denominator))) as cells
    from tracker.indicator_value v
    join tracker.indicator i on i.id = v.indicator_id
    join tracker.submission s on s.id = v.submission_id
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    where v.state = 'reported' and p.kind = 'state'
      and (v.dimension_code is null or v.category_code = 'forced_criminality_online_scam')
    group by 1`;
  return rows.map(({ report, cells }) => ({
    report,
    total: (code: string) => cells[code],
    slice: (code: string) => cells[`${code} forced_criminality_online_scam`],
  }));
}
