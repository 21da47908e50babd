import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { ensureSeedTable, type OwnerSql } from './seed-marker.ts';

type ReferenceList = {
  file: string;
  /** Whether the order of the file is kept as a position. */
  ordered?: boolean;
  /** `rows` is JSON text: an array of objects whose values are the cells as text. */
  write: (tx: OwnerSql, rows: string) => Promise<unknown>;
};

/** In the order in which one list may refer to another. */
const lists: ReferenceList[] = [
  { file: 'states.csv', write: writeStates },
  { file: 'bodies.csv', write: writeBodies },
  { file: 'agencies.csv', write: writeAgencies },
  {
    file: 'partners.csv',
    write: (tx, rows) => tx`
      insert into tracker.partner as t (slug, name, kind, url)
      select slug, name, kind, nullif(url, '')
      from json_to_recordset(${rows}::text::json) as g (slug text, name text, kind text, url text)
      on conflict (slug) do update set name = excluded.name, kind = excluded.kind, url = excluded.url`,
  },
  {
    file: 'actip-articles.csv',
    ordered: true,
    write: (tx, rows) => tx`
      insert into tracker.actip_article (code, title, chapter, position)
      select * from json_to_recordset(${rows}::text::json) as g (
        code text, title text, chapter text, position integer)
      on conflict (code) do update
      set title = excluded.title, chapter = excluded.chapter, position = excluded.position`,
  },
  {
    file: 'tags.csv',
    write: (tx, rows) => tx`
      insert into tracker.tag (code, name)
      select * from json_to_recordset(${rows}::text::json) as g (code text, name text)
      on conflict (code) do update set name = excluded.name`,
  },
  {
    file: 'lenses.csv',
    write: (tx, rows) => tx`
      insert into tracker.lens (code, title, description, menu_label, situation)
      select * from json_to_recordset(${rows}::text::json) as g (
        code text, title text, description text, menu_label text, situation text)
      on conflict (code) do update set title = excluded.title, description = excluded.description,
        menu_label = excluded.menu_label, situation = excluded.situation`,
  },
  {
    file: 'lens-drivers.csv',
    ordered: true,
    write: (tx, rows) => tx`
      insert into tracker.lens_driver (lens_code, tag_code, text, position)
      select * from json_to_recordset(${rows}::text::json) as g (lens text, tag text, text text, position integer)
      on conflict (lens_code, tag_code) do update set text = excluded.text, position = excluded.position`,
  },
  { file: 'activity-statuses.csv', write: writeStatuses },
  {
    file: 'library-kinds.csv',
    ordered: true,
    write: (tx, rows) => tx`
      insert into tracker.library_kind (code, label, is_cooperation, position)
      select code, label, is_cooperation = 'yes', position from json_to_recordset(${rows}::text::json) as g (
        code text, label text, is_cooperation text, position integer)
      on conflict (code) do update set label = excluded.label, is_cooperation = excluded.is_cooperation,
        position = excluded.position`,
  },
  {
    file: 'dimensions.csv',
    write: (tx, rows) => tx`
      insert into tracker.dimension (code, name)
      select * from json_to_recordset(${rows}::text::json) as g (code text, name text)
      on conflict (code) do update set name = excluded.name`,
  },
  {
    file: 'categories.csv',
    write: (tx, rows) => tx`
      insert into tracker.category (dimension_code, code, name, position)
      select * from json_to_recordset(${rows}::text::json) as g (
        dimension text, code text, name text, position integer)
      on conflict (dimension_code, code) do update set name = excluded.name, position = excluded.position`,
  },
  {
    file: 'choice-lists.csv',
    write: (tx, rows) => tx`
      insert into tracker.choice (list_code, code, label, position, counts)
      select list, code, label, position, counts = 'yes'
      from json_to_recordset(${rows}::text::json) as g (
        list text, code text, label text, position integer, counts text)
      on conflict (list_code, code) do update
      set label = excluded.label, position = excluded.position, counts = excluded.counts`,
  },
  {
    file: 'translations.csv',
    write: (tx, rows) => tx`
      insert into tracker.translation (language, list, code, label)
      select * from json_to_recordset(${rows}::text::json) as g (
        language text, list text, code text, label text)
      on conflict (language, list, code) do update set label = excluded.label`,
  },
];

/**
 * Loads the lists under seeds/reference as the owner of the database: the runtime role may not write them.
 *
 * Safe to repeat on a live database: nothing is deleted, and only rows whose line in the file is new or has
 * changed since the last load are written, so that what an official has corrected in the database meanwhile
 * stays corrected. Returns how many lines were written.
 */
export async function loadReference(ownerSql: Sql): Promise<{ written: number }> {
  const files = await Promise.all(
    lists.map(async ({ file, ordered }) => {
      const rows = await readCsv(`reference/${file}`);
      return ordered ? rows.map((row, index) => ({ ...row, position: String(index + 1) })) : rows;
    }),
  );
  return ownerSql.begin(async (tx) => {
    await ensureSeedTable(tx);
    await tx`insert into ops.seed (name) values ('reference') on conflict (name) do nothing`;
    const [marker] = await readRows(
      tx,
      { content: z.record(z.string(), z.array(z.record(z.string(), z.string()))).nullable() },
      sql`select content from ops.seed where name = 'reference' for update`,
    );
    let written = 0;
    for (const [index, list] of lists.entries()) {
      const known = new Set((marker?.content?.[list.file] ?? []).map(asKey));
      const rows = (files[index] ?? []).filter((row) => !known.has(asKey(row)));
      if (rows.length === 0) continue;
      await list.write(tx, JSON.stringify(rows));
      written += rows.length;
    }
    if (written === 0) return { written };
    await tx`
      insert into tracker.reporter (code, kind, state_id, body_id)
      select iso2, 'state', id, null from tracker.member_state
      union all
      select acronym, 'body', null, id from tracker.sectoral_body
      order by 2 desc, 1
      on conflict (code) do nothing`;
    const content = Object.fromEntries(lists.map(({ file }, index) => [file, files[index]]));
    await tx`
      update ops.seed set content = ${JSON.stringify(content)}::text::jsonb, done_at = now()
      where name = 'reference'`;
    return { written };
  });
}

/** The same for equal rows, whatever the order in which jsonb gives the columns back. */
function asKey(row: CsvRow): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function writeStates(tx: OwnerSql, rows: string) {
  return tx`
    with given as (
      select * from json_to_recordset(${rows}::text::json) as g (
        iso2 text, iso3 text, m49 text, name text, joined_on date, left_on text, actip_status text,
        time_zone text, tile_row text, tile_column text)
    ), written as (
      insert into tracker.member_state (iso2, iso3, m49, name, actip_status, time_zone, tile_row, tile_column)
      select iso2, iso3, m49, name, actip_status, time_zone, nullif(tile_row, '')::integer,
        nullif(tile_column, '')::integer
      from given order by iso2
      on conflict (iso2) do update set iso3 = excluded.iso3, m49 = excluded.m49, name = excluded.name,
        actip_status = excluded.actip_status, time_zone = excluded.time_zone,
        tile_row = excluded.tile_row, tile_column = excluded.tile_column
      returning id, iso2
    )
    insert into tracker.membership (state_id, joined_on, left_on)
    select w.id, g.joined_on, nullif(g.left_on, '')::date from given g join written w on w.iso2 = g.iso2
    on conflict (state_id, joined_on) do update set left_on = excluded.left_on`;
}

function writeBodies(tx: OwnerSql, rows: string) {
  return tx`
    with given as (
      select * from json_to_recordset(${rows}::text::json) as g (
        acronym text, name text, pillar text, starts_on date)
    ), written as (
      insert into tracker.sectoral_body (acronym, name, pillar)
      select acronym, name, pillar from given
      on conflict (acronym) do update set name = excluded.name, pillar = excluded.pillar
      returning id, acronym
    )
    insert into tracker.mandate (body_id, starts_on)
    select w.id, g.starts_on from given g join written w on w.acronym = g.acronym
    on conflict (body_id, starts_on) do nothing`;
}

/** Agencies that do not clear come first: a state has one clearing authority at every moment. */
function writeAgencies(tx: OwnerSql, rows: string) {
  return tx`
    insert into tracker.agency (state_id, acronym, name, is_clearing_authority, from_on, to_on)
    select m.id, g.acronym, g.name, g.is_clearing_authority = 'yes', g.from_on, nullif(g.to_on, '')::date
    from json_to_recordset(${rows}::text::json) as g (
      state text, acronym text, name text, is_clearing_authority text, from_on date, to_on text)
    join tracker.member_state m on m.iso2 = g.state
    order by g.is_clearing_authority = 'yes' and g.to_on = '', m.iso2, g.acronym
    on conflict (state_id, acronym, from_on) do update set name = excluded.name,
      is_clearing_authority = excluded.is_clearing_authority, to_on = excluded.to_on`;
}

/** Places are unique, so words that change places first step aside. */
async function writeStatuses(tx: OwnerSql, rows: string) {
  await tx`
    update tracker.activity_status s set position = -s.position
    from json_to_recordset(${rows}::text::json) as g (code text, position integer)
    where s.code = g.code and s.position <> g.position`;
  await tx`
    insert into tracker.activity_status (code, label, mark, iati_code, position, is_late, is_done, is_on_track)
    select code, label, mark, iati_code, position, is_late = 'yes', is_done = 'yes', is_on_track = 'yes'
    from json_to_recordset(${rows}::text::json) as g (
      code text, label text, mark text, iati_code text, position integer, is_late text, is_done text,
      is_on_track text)
    on conflict (code) do update set label = excluded.label, mark = excluded.mark,
      iati_code = excluded.iati_code, position = excluded.position, is_late = excluded.is_late,
      is_done = excluded.is_done, is_on_track = excluded.is_on_track`;
}
