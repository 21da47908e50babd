import { createHash } from 'node:crypto';
import type { SqlTransaction } from './sql.ts';

/**
 * Databases from before the migrations were put together into the baseline (docs/decisions/0048-a-baseline-by-theme.md).
 * One that has all of the old ones is the baseline already, but for how the audit tells of its tables; one that stopped
 * on the way has to go through the last version that knows them.
 */

type Migration = { name: string; sql: string; sha256: string };
type Applied = readonly Pick<Migration, 'name' | 'sha256'>[];

/** The last version with the old migrations. */
const lastVersion = '0.1.0';
const firstOld = '0001-participants-and-plan.sql';
/** Over names and fingerprints of all of them, a line each. */
const wholeList = '52808fdfb2e38345d8e6efdc2d43dec86bde34345f8823b6645bcfeb8071fd65';

export const lastOfBaseline = '0017-who-sees-what.sql';
/** Written so that it can be run on what is there. */
const auditEntries = '0015-audit-entries.sql';

/** Whether a database, or a copy of one, has migrations of before the baseline. */
export const isFromBefore = (applied: Applied): boolean => applied.some(({ name }) => name === firstOld);

/** Why a database or a copy from before the baseline cannot be carried over, as a sentence; null when it can. */
export function findCarryOverProblem(applied: Applied): string | null {
  const list = applied.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n');
  if (createHash('sha256').update(list).digest('hex') === wholeList) return null;
  return (
    `It stopped in the middle of the migrations of before version 0.2.0, after ${applied.at(-1)?.name}. ` +
    `Start version ${lastVersion} on it once, which does the rest of them; then this version carries it over.`
  );
}

/** The migrations that a database of before has, once it is carried over. */
export const listBaseline = (known: readonly Migration[]): Migration[] =>
  known.filter(({ name }) => name <= lastOfBaseline);

/** Where the old migrations kept how the audit tells of each table; a copy of before has its rows. */
export const prepareCarryOver = (tx: SqlTransaction) =>
  tx.script(`create table tracker.audit_source (name text primary key, in_schema text, key_columns text[],
    columns text[], told_as text, change_told_as text)`);

/** Makes a database that has all of the old migrations one of the baseline. Returns the name of the file that ran. */
export async function carryOver(tx: SqlTransaction, known: readonly Migration[]): Promise<string[]> {
  const baseline = listBaseline(known);
  await tx.script(baseline.find(({ name }) => name === auditEntries)?.sql ?? '');
  await tx.script(`drop function if exists tracker.tell_in_audit(text, text, text), tracker.audit_hash_of(text, text);
    drop table tracker.audit_source;
    delete from ops.migration`);
  for (const { name, sha256 } of baseline) {
    await tx`insert into ops.migration (name, sha256) values (${name}, ${sha256})`;
  }
  return [auditEntries];
}
