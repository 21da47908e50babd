import type { Statements } from '#db/sql.ts';

/** The schemas whose contents are compared. */
const schemas = ['auth', 'ops', 'pgboss', 'published', 'tracker'];

/**
 * Everything that a database says of itself, a line each and sorted: two databases with the same lines behave the same.
 * Columns are in the order of their tables; what was dropped leaves nothing.
 */
export async function describeCatalogue(sql: Statements): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    with schema as (select n.oid, n.nspname, n.nspacl from pg_namespace n where n.nspname = any (${schemas})),
    relation as (select c.*, s.nspname || '.' || c.relname as name from pg_class c join schema s on s.oid = c.relnamespace)
    select format('schema %s: %s', s.nspname, s.nspacl) as line from schema s
    union all
    select format('relation %s: kind %s, persistence %s, row security %s %s, options %s, grants %s', r.name, r.relkind,
      r.relpersistence, r.relrowsecurity, r.relforcerowsecurity, r.reloptions, (select array_agg(g::text order by g::text)
        from unnest(coalesce(r.relacl, acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))) g)) from relation r where r.relkind <> 'i'
    union all
    select format('column %s.%s: number %s, %s%s, default %s, identity "%s", generated "%s", collation %s, storage %s, '
      'grants %s', r.name, a.attname, row_number() over (partition by r.oid order by a.attnum),
      format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
      pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage,
      (select array_agg(g::text order by g::text) from unnest(a.attacl) g))
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where r.relkind in ('r', 'v')
    union all
    select format('constraint %s of %s: %s, valid %s', k.conname, r.name, pg_get_constraintdef(k.oid), k.convalidated)
    from pg_constraint k join relation r on r.oid = k.conrelid
    union all
    select format('index %s: %s, valid %s', r.name, pg_get_indexdef(r.oid), i.indisvalid)
    from relation r join pg_index i on i.indexrelid = r.oid
    union all
    select format('trigger %s of %s: %s, enabled "%s"', t.tgname, r.name, pg_get_triggerdef(t.oid), t.tgenabled)
    from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
    union all
    select format('policy %s of %s: for %s to %s, permissive %s, using %s, check %s', p.polname, r.name, p.polcmd,
      p.polroles::regrole[], p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
      pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_policy p join relation r on r.oid = p.polrelid
    union all
    select format('view %s: %s', r.name, pg_get_viewdef(r.oid)) from relation r where r.relkind in ('v', 'm')
    union all
    select format('function %s, grants %s: %s', p.oid::regprocedure,
      (select array_agg(g::text order by g::text) from unnest(coalesce(p.proacl, acldefault('f', p.proowner))) g), pg_get_functiondef(p.oid))
    from pg_proc p join schema s on s.oid = p.pronamespace
    union all
    select format('type %s: %s, %s', t.oid::regtype, t.typtype, format_type(t.typbasetype, t.typtypmod))
    from pg_type t join schema s on s.oid = t.typnamespace where t.typtype in ('d', 'e', 'r')
    union all
    select format('sequence %s: %s from %s by %s in %s to %s, cycle %s', r.name, format_type(q.seqtypid, null), q.seqstart,
      q.seqincrement, q.seqmin, q.seqmax, q.seqcycle)
    from pg_sequence q join relation r on r.oid = q.seqrelid
    union all
    select format('comment on %s: %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
    from pg_description d join relation r on r.oid = d.objoid and d.classoid = 'pg_class'::regclass
    union all
    select format('comment on %s: %s', p.oid::regprocedure, d.description)
    from pg_description d join pg_proc p on p.oid = d.objoid and d.classoid = 'pg_proc'::regclass
    join schema s on s.oid = p.pronamespace
    union all
    select format('default grants of %s: %s', coalesce(s.nspname, 'all'), a.defaclacl) from pg_default_acl a
    left join schema s on s.oid = a.defaclnamespace
    union all
    select format('extension %s', e.extname) from pg_extension e`;
  return rows.map(({ line }) => line).sort();
}

/** Every row of the tables that are filled when a database is made, but for moments. */
export async function describeRows(sql: Statements): Promise<Record<string, unknown>> {
  const tables = ['tracker.submission_transition', 'tracker.desk_setting', 'tracker.judgement_rating'];
  const rows = await Promise.all(
    tables.map((table) => sql.script(`select to_jsonb(t) - 'changed_at' as row from ${table} t order by 1`)),
  );
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]]));
}
