import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { type CsvRow, readCsv, readSeedPlan } from './read-csv.ts';
import { ensureSeedTable } from './seed-marker.ts';

const marker = 'library';
const lists = ['states', 'bodies', 'partners', 'activities', 'lenses'] as const;

export type LoadLibraryInput = {
  /** Also the fictional entries of the demo. */
  demo?: boolean | undefined;
  /** Only what had happened by this day ("2025-04-30"), and as if it had been entered then: for the demo's past. */
  until?: string | undefined;
};

/**
 * Loads the entries of the library that come with the tracker, as the owner of the database: released, and dated
 * only where their source gives a date. Returns how many were written.
 *
 * Safe to repeat: an entry whose line has not changed since it was loaded is left alone, and so is one that an
 * official has touched. Ties to activities are ties to the plan that comes with the tracker; under another plan the
 * same codes mean something else, so they are left out. Nothing is deleted.
 */
export async function loadLibrary(
  ownerSql: Sql,
  { demo = false, until }: LoadLibraryInput = {},
): Promise<{ written: number }> {
  const files = await Promise.all([readCsv('plan/library.csv'), demo ? readCsv('demo/library.csv') : []]);
  const { plan } = await readSeedPlan();
  const rows = files.flat().filter((row) => until === undefined || hadHappened(row, until));
  return ownerSql.begin(async (tx) => {
    await ensureSeedTable(tx);
    await tx`insert into ops.seed (name) values (${marker}) on conflict (name) do nothing`;
    const [stored] = await readRows(
      tx,
      { content: z.record(z.string(), z.record(z.string(), z.string())).nullable(), own: z.boolean() },
      sql`select content, exists (select from tracker.plan where code = ${plan[0]?.['code'] ?? ''}) as own
      from ops.seed where name = ${marker} for update`,
    );
    const known = stored?.content ?? {};
    const fresh = rows.filter((row) => asKey(known[row['code'] ?? '']) !== asKey(row));
    if (fresh.length === 0) return { written: 0 };
    const asStored = fresh.map((row) => ({
      ...row,
      ...Object.fromEntries(lists.map((list) => [list, splitList(row[list], list, stored?.own === true)])),
    }));
    await tx`
      insert into tracker.library_item as t (code, kind_code, title, summary, happened_on, year, ended_on, organisers,
        place, url, basis, states, bodies, partners, activities, lenses, released, recommendations_not_published,
        changed_at)
      select code, kind, title, summary, nullif(happened_on, '')::date,
        coalesce(extract(year from nullif(happened_on, '')::date)::integer, nullif(year, '')::integer),
        nullif(ended_on, '')::date, organisers, place, nullif(url, ''), basis, states, bodies, partners, activities,
        lenses, released = 'yes', coalesce(recommendations = 'not published', false), coalesce(${until ?? null}::date::timestamptz, now())
      from json_to_recordset(${JSON.stringify(asStored)}::text::json) as g (code text, kind text, title text,
        summary text, happened_on text, year text, ended_on text, organisers text, place text, url text, basis text,
        states text[], bodies text[], partners text[], activities text[], lenses text[], released text, recommendations text)
      order by code
      on conflict (code) do update set kind_code = excluded.kind_code, title = excluded.title,
        summary = excluded.summary, happened_on = excluded.happened_on, year = excluded.year,
        ended_on = excluded.ended_on, organisers = excluded.organisers, place = excluded.place, url = excluded.url,
        basis = excluded.basis, states = excluded.states, bodies = excluded.bodies, partners = excluded.partners,
        activities = excluded.activities, lenses = excluded.lenses, released = excluded.released,
        recommendations_not_published = excluded.recommendations_not_published,
        version = t.version + 1, changed_at = excluded.changed_at
      where t.changed_by is null`;
    const content = { ...known, ...Object.fromEntries(fresh.map((row) => [row['code'], row])) };
    await tx`
      update ops.seed set content = ${JSON.stringify(content)}::text::jsonb, done_at = now() where name = ${marker}`;
    return { written: fresh.length };
  });
}

function splitList(cell: string | undefined, list: (typeof lists)[number], ownPlan: boolean): string[] {
  if (list === 'activities' && !ownPlan) return [];
  return (cell ?? '')
    .split(';')
    .map((code) => code.trim())
    .filter((code) => code !== '')
    .sort();
}

/** What has no date came in at some time; what has only a year, once that is over. */
function hadHappened({ happened_on = '', year = '' }: CsvRow, day: string): boolean {
  if (happened_on !== '') return happened_on <= day;
  return year === '' || `${year}-12-31` <= day;
}

/**
 * The same for equal rows, whatever the order in which jsonb gives the columns back, and whether or not a column that is
 * empty was there when the row was loaded.
 */
function asKey(row: CsvRow | undefined): string {
  const cells = Object.entries(row ?? {}).filter(([, cell]) => cell !== '');
  return JSON.stringify(cells.sort(([a], [b]) => (a < b ? -1 : 1)));
}
