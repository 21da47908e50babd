import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import {
  checkActivityReport,
  type ActivityWrite,
  type IndicatorWrite,
} from '#server/domain/submission/activity-report.schema.ts';
import { isCarriedOver, type NotCopiedReason } from '#server/domain/submission/copied-answers.rules.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { measures, type Measure } from '#server/domain/value/measures.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import { buildCellInput } from '#server/domain/value/indicator-value.rules.ts';
import { type Cell, cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells, findLastSubmission } from './load-checked-report.ts';
import type { StoredSubmission } from './load-submission.ts';

type ItemRow = { id: number; code: string; version: number; queried: boolean; answered: boolean };
type ActivityRow = ItemRow & {
  status: string | null;
  achievements: string | null;
  challenges: string | null;
  obstacles: string[] | null;
  helpWanted: string[] | null;
  nextSteps: string | null;
};
type IndicatorRow = ItemRow & { measure: Measure; note: string | null; cells: Cell[] };

/** What can be taken over from the last round, ready to be written, and why the rest cannot. */
export type LastAnswers = {
  /** Null: the reporter has reported in no earlier round. */
  round: { id: number; code: string } | null;
  activities: ActivityWrite[];
  indicators: IndicatorWrite[];
  left: { code: string; reason: NotCopiedReason }[];
  /** Every code that the report asks for. */
  known: Set<string>;
};

/** Codes of items; null for all that are carried over by themselves. */
export type AskedItems = { activities: ReadonlySet<string>; indicators: ReadonlySet<string> } | null;

const indicatorRowShape = {
  id: z.number(),
  code: z.string(),
  version: z.number(),
  queried: z.boolean(),
  answered: z.boolean(),
  measure: z.enum(measures),
  note: z.string().nullable(),
  cells: z.array(cellSchema),
};

const activityRowShape = {
  id: z.number(),
  code: z.string(),
  version: z.number(),
  queried: z.boolean(),
  answered: z.boolean(),
  status: z.string().nullable(),
  achievements: z.string().nullable(),
  challenges: z.string().nullable(),
  obstacles: z.array(z.string()).nullable(),
  helpWanted: z.array(z.string()).nullable(),
  nextSteps: z.string().nullable(),
};

/**
 * The answers of the reporter's newest earlier round, as far as the viewer may see them, for the items asked for.
 * Only what nobody has written on, what is open and what the rules still accept is there to be written.
 */
export async function loadLastAnswers(
  tx: Transaction,
  submission: StoredSubmission,
  asked: AskedItems,
): Promise<LastAnswers> {
  const [last] = await readRows(
    tx,
    { submission_id: z.number(), id: z.number(), code: z.string(), statuses: z.array(z.string()) },
    sql`select s.id as submission_id, r.id, r.code,
      (select coalesce(array_agg(code), '{}') from tracker.round_statuses((select round_id from tracker.submission where id = ${submission.id}))) as statuses
    from tracker.submission s join tracker.round r on r.id = s.round_id
    where s.id = ${findLastSubmission(submission.id)}`,
  );
  const lastId = last?.submission_id ?? null;
  const queried = (item: ReturnType<typeof sql>) => sql`exists (select from tracker.query q
    where q.submission_id = ${submission.id} and ${item} and q.sent_at is not null and q.resolved_at is null)`;
  const activities = await readRows(
    tx,
    activityRowShape,
    sql`select a.id, a.code, ar.version, ${queried(sql`q.activity_id = a.id`)} as queried,
      coalesce(l.status_code is not null or l.achievements <> '' or l.challenges <> '' or l.next_steps <> ''
          or cardinality(l.obstacles) + cardinality(l.help_wanted) > 0, false) as answered,
      l.status_code as status, l.achievements, l.challenges, l.obstacles, l.help_wanted as "helpWanted",
      l.next_steps as "nextSteps"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join tracker.activity_report l on l.activity_id = ar.activity_id and l.submission_id = ${lastId}::integer
    where ar.submission_id = ${submission.id} order by a.position`,
  );
  const indicators = await readRows(
    tx,
    indicatorRowShape,
    sql`select i.id, i.code, i.measure, ir.version, ${queried(sql`q.indicator_id = i.id`)} as queried,
      exists (select from tracker.indicator_value v
        where v.submission_id = ${lastId}::integer and v.indicator_id = i.id) as answered,
      l.note, ${getCells(sql`${lastId}::integer`, sql`i.id`)} as cells
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join tracker.indicator_report l on l.indicator_id = ir.indicator_id and l.submission_id = ${lastId}::integer
    where ir.submission_id = ${submission.id} order by i.position`,
  );

  const left: LastAnswers['left'] = [];
  const keep = (code: string, reason: NotCopiedReason | null) => {
    if (reason) left.push({ code, reason });
    return reason === null;
  };
  const taken = {
    activities: activities.filter(
      (row) =>
        (asked === null || asked.activities.has(row.code)) && keep(row.code, whyNot(submission, row, true)),
    ),
    indicators: indicators.filter(
      (row) =>
        (asked === null || asked.indicators.has(row.code)) &&
        keep(row.code, whyNot(submission, row, isCarriedOver(row.measure, asked !== null))),
    ),
  };
  const definitions = await listIndicatorDefinitions(
    tx,
    taken.indicators.map(({ id }) => id),
    submission.round.id,
  );
  return {
    round: last ? { id: last.id, code: last.code } : null,
    activities: taken.activities.flatMap((row) => {
      const write = buildActivity(row, last?.statuses ?? []);
      return keep(row.code, write ? null : 'no_longer_asked') && write ? [write] : [];
    }),
    indicators: taken.indicators.flatMap((row) => {
      const definition = definitions.get(row.id);
      const write = definition ? buildIndicator(row, definition) : null;
      return keep(row.code, write ? null : 'no_longer_asked') && write ? [write] : [];
    }),
    left,
    known: new Set([...activities, ...indicators].map(({ code }) => code)),
  };
}

function whyNot(submission: StoredSubmission, row: ItemRow, isCarried: boolean): NotCopiedReason | null {
  if (row.version > 0) return 'touched';
  if (!isItemOpen(submission, row.queried)) return 'not_open';
  if (!row.answered) return 'nothing';
  return isCarried ? null : 'figure';
}

function buildActivity(row: ActivityRow, statuses: readonly string[]): ActivityWrite | null {
  const { content, problems } = checkActivityReport(
    {
      activity: row.code,
      status: row.status,
      achievements: row.achievements ?? '',
      challenges: row.challenges ?? '',
      obstacles: row.obstacles ?? [],
      helpWanted: row.helpWanted ?? [],
      nextSteps: row.nextSteps ?? '',
      version: row.version,
    },
    [...statuses],
  );
  return problems.length === 0 ? { id: row.id, code: row.code, version: row.version, content } : null;
}

function buildIndicator(row: IndicatorRow, definition: IndicatorWrite['definition']): IndicatorWrite | null {
  // A breakdown that has ended since is not asked any more; the rest is.
  const asked = row.cells.filter(
    ({ dimension }) => dimension === null || definition.dimensions.some(({ code }) => code === dimension),
  );
  const { cells, problems } = checkCells(definition, asked.map(buildCellInput));
  // Consent is asked anew in each round: what is stored for this one stays.
  return problems.length === 0
    ? { definition, version: row.version, note: row.note ?? '', release: undefined, cells }
    : null;
}
