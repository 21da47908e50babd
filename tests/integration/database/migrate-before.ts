import { join } from 'node:path';
import { listMigrations } from '#db/migrate.ts';
import { openSql } from '#db/sql.ts';

/** The migrations of version 0.1.0, kept to prove that the baseline makes the same database. */
const folder = join(import.meta.dirname, 'before-baseline');

/** Makes a database as version 0.1.0 made it, or as it was left when that stopped after `count` migrations. */
export async function migrateBefore(url: string, count = Number.POSITIVE_INFINITY): Promise<void> {
  const sql = openSql(url);
  try {
    await sql.script(`create schema ops;
      create table ops.migration (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now());
      grant usage on schema ops to bohol_app;
      grant select on ops.migration to bohol_app`);
    for (const { name, sql: text, sha256 } of (await listMigrations(folder)).slice(0, count)) {
      await sql.begin(async (tx) => {
        await tx.script(text);
        await tx`insert into ops.migration (name, sha256) values (${name}, ${sha256})`;
      });
    }
  } finally {
    await sql.end();
  }
}
