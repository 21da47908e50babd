import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { readCsv } from '../read-csv.ts';
import { SeedError } from './assert-demo-allowed.ts';

/** One agency that works on the demo's reports: its account ("agency2"), and what it holds. */
export type DemoAgency = {
  state: string;
  account: string;
  agency: string;
  /** Codes of areas ("A"), of activities and indicators, or a breakdown of one ("I-B3/form"). */
  parts: string[];
  /** Whether it has delivered its part of the round that is under way. */
  delivered: boolean;
};

export async function readDemoAgencies(): Promise<DemoAgency[]> {
  const rows = await readCsv('demo/responsibilities.csv');
  return rows.map(({ state = '', account = '', agency = '', parts = '', delivered = '' }) => ({
    state,
    account,
    agency,
    parts: parts.split(';').map((part) => part.trim()),
    delivered: delivered === 'yes',
  }));
}

const itemShape = {
  kind: z.enum(['activity', 'indicator']),
  id: z.number(),
  code: z.string(),
  area: z.string(),
};

type Item = RowOf<typeof itemShape>;
type Held = { item: Item; dimension: string | null; by: DemoAgency };

/** Who holds what in each state, by code; a breakdown by "I-B3/form". What is named outweighs what is in an area. */
export type DemoHolders = ReadonlyMap<string, ReadonlyMap<string, Held>>;

/** Looks up what the agencies hold. Throws SeedError for a part that the plan does not have. */
export async function findHolders(ownerSql: Sql, agencies: readonly DemoAgency[]): Promise<DemoHolders> {
  const items = await readRows(
    ownerSql,
    itemShape,
    sql`select 'activity' as kind, a.id, a.code, ta.code as area from tracker.activity a
    join tracker.objective o on o.id = a.objective_id join tracker.thematic_area ta on ta.id = o.area_id
    union all
    select 'indicator', i.id, i.code, ta.code from tracker.indicator i
    join tracker.thematic_area ta on ta.id = i.area_id
    where i.reported_by in ('states', 'states_and_bodies')`,
  );
  const holders = new Map<string, Map<string, Held>>();
  const isArea = (part: string) => items.some(({ area }) => area === part);
  const hold = (by: DemoAgency, part: string) => {
    const [code = '', dimension = null] = part.split('/');
    const found = items.filter((item) => (isArea(part) ? item.area === part : item.code === code));
    if (found.length === 0)
      throw new SeedError(`responsibilities.csv gives ${by.agency} "${part}", which is not in the plan.`);
    const own = holders.get(by.state) ?? new Map<string, Held>();
    for (const item of found) own.set(dimension ? part : item.code, { item, dimension, by });
    holders.set(by.state, own);
  };
  for (const areas of [true, false]) {
    for (const by of agencies) for (const part of by.parts) if (isArea(part) === areas) hold(by, part);
  }
  return holders;
}

/** Gives the parts out, as the focal points did on their first day. */
export async function giveParts(ownerSql: Sql, holders: DemoHolders): Promise<void> {
  const rows = [...holders].flatMap(([state, own]) =>
    [...own.values()].map(({ item, dimension, by }) => ({
      state,
      agency: by.agency,
      activity_id: item.kind === 'activity' ? item.id : null,
      indicator_id: item.kind === 'indicator' ? item.id : null,
      dimension,
    })),
  );
  await ownerSql`
    insert into tracker.responsibility (reporter_id, agency_id, activity_id, indicator_id, dimension_code, assigned_by,
      assigned_at)
    select r.id, g.id, x.activity_id, x.indicator_id, x.dimension, a.person_id, a.assigned_at
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as x (state text, agency text, activity_id integer,
      indicator_id integer, dimension text)
    join tracker.reporter r on r.code = x.state
    join tracker.agency g on g.state_id = r.state_id and g.acronym = x.agency and g.to_on is null
    join tracker.assignment a on a.reporter_id = r.id and a.role = 'focal_point'`;
}

/**
 * Indicators by the account that saves them: the agency that holds the whole of one, or the focal point for what
 * nobody or more than one holds. In the order in which the accounts come.
 */
export function groupByWriter(
  indicators: readonly string[],
  own: ReadonlyMap<string, Held> | undefined,
): Map<string, string[]> {
  const split = new Set(
    [...(own?.values() ?? [])].flatMap(({ item, dimension }) => (dimension ? [item.code] : [])),
  );
  const groups = new Map<string, string[]>();
  for (const code of indicators) {
    const writer = (split.has(code) ? undefined : own?.get(code)?.by.account) ?? 'focal';
    groups.set(writer, [...(groups.get(writer) ?? []), code]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
