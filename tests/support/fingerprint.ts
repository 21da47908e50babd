import type { Sql } from '#db/sql.ts';

/**
 * One text for everything that a call could have written, to compare before and after. Accounts' sessions and the
 * counters of the limiter are left out: being refused is counted.
 */
export async function fingerprint(owner: Sql): Promise<string> {
  const tables = await owner<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('tracker', 'published')
      or table_schema = 'auth' and table_name in ('person', 'account') order by 1`;
  return readTables(
    owner,
    tables.map(({ name }) => name),
  );
}

/** The same of the tables that saving and moving a report writes: quick enough for every case of a long list. */
export function fingerprintReports(owner: Sql): Promise<string> {
  const names = [
    'submission',
    'activity_report',
    'indicator_report',
    'indicator_value',
    'evidence',
    'query',
    'decision',
    'revision',
    'request_log',
    'submission_snapshot',
  ];
  return readTables(
    owner,
    names.map((name) => `tracker.${name}`),
  );
}

async function readTables(owner: Sql, names: string[]): Promise<string> {
  const parts = names.map(
    (name) =>
      `select '${name} ' || count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as line from ${name} t`,
  );
  const rows = await owner.script<{ line: string }[]>(parts.join(' union all '));
  return rows
    .map(({ line }) => line)
    .sort()
    .join('\n');
}
