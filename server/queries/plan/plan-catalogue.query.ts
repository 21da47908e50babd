import { measures } from '#server/domain/value/measures.ts';
import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { buildVersionFilter } from '#server/loaders/plan/words-of-round.ts';
import { activityStatus, choice, objective, plan, thematicArea } from '#db/schema/plan.ts';
import { round } from '#db/schema/submission.ts';

const catalogueActivityShape = {
  id: z.number(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  objective: z.string(),
  lead: z.string(),
  position: z.number(),
};

export type CatalogueActivity = RowOf<typeof catalogueActivityShape>;

const catalogueIndicatorShape = {
  id: z.number(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  activity: z.string().nullable(),
  objective: z.string().nullable(),
  measure: z.enum(measures),
  unit: z.string(),
  choiceList: z.string().nullable(),
  /** How many cells it has, the total included. */
  cells: z.number(),
  position: z.number(),
};

export type CatalogueIndicator = RowOf<typeof catalogueIndicatorShape>;

/** An item of the plan, where it stands among all. */
export type CatalogueItem = { kind: 'activity' | 'indicator'; id: number; code: string; title: string };

/** The parts of a plan that every sheet of a round repeats. They are the same for everyone, so no viewer is needed. */
export type PlanCatalogue = {
  revision: number;
  areas: { code: string; title: string }[];
  objectives: { code: string; title: string }[];
  activities: Map<number, CatalogueActivity>;
  indicators: Map<number, CatalogueIndicator>;
  /** Area by area in the order of the plan, activities before indicators: the order of a task list. */
  items: CatalogueItem[];
  statuses: Map<string, { label: string; mark: string; isDone: boolean }>;
  /** Labels by "list/code". */
  choices: Map<string, string>;
};

const kept = new WeakMap<Database, Map<number, PlanCatalogue>>();

/**
 * The catalogue of a round's plan, in the words that hold in the round, at a revision; kept in memory: a plan changes a
 * few times a year and is read with every sheet. The database raises the revision on any change, and the caller has read
 * it in the same request. Whoever holds a transaction gives it as `reader`, so as not to wait for a second connection.
 */
export async function getPlanCatalogue(
  database: Database,
  { id: roundId, revision }: { id: number; revision: number },
  reader: Database | Transaction = database,
): Promise<PlanCatalogue> {
  const rounds = kept.get(database) ?? new Map<number, PlanCatalogue>();
  kept.set(database, rounds);
  const known = rounds.get(roundId);
  if (known && known.revision >= revision) return known;
  const fresh = await loadPlanCatalogue(reader, roundId);
  rounds.set(roundId, fresh);
  return fresh;
}

async function loadPlanCatalogue(database: Database | Transaction, roundId: number): Promise<PlanCatalogue> {
  // The revision first: a change that comes in between makes the next request look again.
  const [current] = await database
    .select({ revision: plan.revision })
    .from(plan)
    .innerJoin(round, eq(round.planId, plan.id))
    .where(eq(round.id, roundId));
  const [areas, objectives, activities, indicators, statuses, choices] = await Promise.all([
    database
      .select({ code: thematicArea.code, title: thematicArea.title })
      .from(thematicArea)
      .innerJoin(round, eq(round.planId, thematicArea.planId))
      .where(eq(round.id, roundId))
      .orderBy(thematicArea.position),
    database
      .select({ code: objective.code, title: objective.title })
      .from(objective)
      .innerJoin(thematicArea, eq(thematicArea.id, objective.areaId))
      .innerJoin(round, eq(round.planId, thematicArea.planId))
      .where(eq(round.id, roundId)),
    readRows(
      database,
      catalogueActivityShape,
      sql`select a.id, a.code, a.title, ta.code as area, o.code as objective, b.acronym as lead, a.position
      from tracker.activities_in(${roundId}) a
      join tracker.objective o on o.id = a.objective_id
      join tracker.thematic_area ta on ta.id = o.area_id
      join tracker.activity_bodies_in(${roundId}) x on x.activity_id = a.id and x.part = 'lead'
      join tracker.sectoral_body b on b.id = x.body_id`,
    ),
    readRows(
      database,
      catalogueIndicatorShape,
      sql`select i.id, i.code, i.title, ta.code as area, a.code as activity, o.code as objective, i.measure, i.unit,
        i.choice_list as "choiceList", i.position,
        (select 1 + count(*) from tracker.indicator_dimension d
          join tracker.category k on k.dimension_code = d.dimension_code
          where d.indicator_id = i.id and ${buildVersionFilter('d', roundId)})::integer as cells
      from tracker.indicators_in(${roundId}) i
      join tracker.thematic_area ta on ta.id = i.area_id
      left join tracker.activities_in(${roundId}) a on a.id = i.activity_id
      left join tracker.objective o on o.id = a.objective_id`,
    ),
    database
      .select({
        code: activityStatus.code,
        label: activityStatus.label,
        mark: activityStatus.mark,
        isDone: activityStatus.isDone,
      })
      .from(activityStatus),
    database.select({ list: choice.listCode, code: choice.code, label: choice.label }).from(choice),
  ]);
  return {
    revision: current?.revision ?? 0,
    areas,
    objectives,
    activities: new Map(activities.map((row) => [row.id, row])),
    indicators: new Map(indicators.map((row) => [row.id, row])),
    items: listItems(areas, activities, indicators),
    statuses: new Map(statuses.map((row) => [row.code, row])),
    choices: new Map(choices.map((row) => [`${row.list}/${row.code}`, row.label])),
  };
}

type Placed = { id: number; code: string; title: string; area: string; position: number };

function listItems(
  areas: PlanCatalogue['areas'],
  activities: readonly Placed[],
  indicators: readonly Placed[],
): CatalogueItem[] {
  const list = (kind: CatalogueItem['kind'], rows: readonly Placed[]) => {
    const byArea = Map.groupBy(
      rows.toSorted((a, b) => a.position - b.position),
      ({ area }) => area,
    );
    return (area: string) =>
      (byArea.get(area) ?? []).map(({ id, code, title }) => ({ kind, id, code, title }));
  };
  const [activitiesOf, indicatorsOf] = [list('activity', activities), list('indicator', indicators)];
  return areas.flatMap(({ code }) => [...activitiesOf(code), ...indicatorsOf(code)]);
}
