import { openSql, type Sql, type SqlTransaction } from '#db/sql.ts';
import { DatabaseError } from '#db/database-error.ts';
import { buildViewerPass } from '#db/as-viewer.ts';
import { buildRoleUrl, type RoleName } from '#db/client.ts';
import { testSecrets } from './template-database.ts';
import type { World } from './world.ts';

export type Row = Record<string, unknown>;
export type Tx = SqlTransaction;

/** A connection of one of the runtime roles, past everything that the application would check. */
export function connectAs(world: World, role: RoleName): Sql {
  const url = buildRoleUrl(world.database.url, role, testSecrets.passwordOf(role));
  return openSql(url);
}

export const passOf = (personId: string) => buildViewerPass(personId, testSecrets.viewerSecret);

const undone = Symbol('undone');

/** Does a piece of work in a transaction with this pass (null: none), and undoes it. */
export async function tryWith<T>(sql: Sql, pass: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
  let answer: T | undefined;
  await sql
    .begin(async (tx) => {
      if (pass !== null) await tx`select set_config('bohol.viewer', ${pass}, true)`;
      answer = await work(tx);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return answer as T;
}

/** The SQLSTATE with which a piece of work is refused, or "allowed". */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'allowed';
  } catch (error) {
    if (error instanceof DatabaseError) return error.code ?? '';
    throw error;
  }
}

/** Everything that one can select from, outside the catalogues of Postgres. */
export async function listRelations(owner: Sql) {
  return owner<{ schema: string; name: string; kind: string }[]>`
    select n.nspname as schema, c.relname as name, c.relkind as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    order by 1, 2`;
}

export async function listFunctions(owner: Sql) {
  return owner<{ schema: string; name: string; signature: string; definer: boolean; settings: string }[]>`
    select n.nspname as schema, p.proname as name, p.oid::regprocedure::text as signature,
      p.prosecdef as definer, coalesce(array_to_string(p.proconfig, ' '), '') as settings
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema') order by 3`;
}
