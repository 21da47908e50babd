import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Statements } from '#db/sql.ts';

/** The owner's connection or a transaction on it. */
export type OwnerSql = Statements;

/** What was loaded from files into this database. Only the owner reads and writes it. */
export async function ensureSeedTable(tx: OwnerSql): Promise<void> {
  await tx.script(`create schema if not exists ops;
    create table if not exists ops.seed (
      name text primary key,
      begun_at timestamptz not null default now(),
      done_at timestamptz,
      content jsonb)`);
}

export type SeedState = 'none' | 'begun' | 'done';

export async function getSeedState(tx: OwnerSql, name: string): Promise<SeedState> {
  const [table] = await readRows(
    tx,
    { there: z.boolean() },
    sql`select to_regclass('ops.seed') is not null as there`,
  );
  if (!table?.there) return 'none';
  const [row] = await readRows(
    tx,
    { done: z.boolean() },
    sql`select done_at is not null as done from ops.seed where name = ${name}`,
  );
  return row ? (row.done ? 'done' : 'begun') : 'none';
}
