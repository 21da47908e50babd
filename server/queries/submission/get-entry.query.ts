import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { toUtcDay, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import { isItemOpen } from '#server/domain/submission/submission.workflow.ts';
import { releases, type IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { type StoredSubmission, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { loadOwnPart, type OwnPart } from '#server/loaders/agency/load-own-part.ts';
import {
  bodiesOfActivity,
  buildActivityJoin,
  buildIndicatorJoin,
  buildVersionFilter,
} from '#server/loaders/plan/words-of-round.ts';
import { type ItemAmendment, listItemAmendments } from '#server/loaders/plan/list-item-amendments.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells, findLastSubmission } from '#server/loaders/submission/load-checked-report.ts';
import { listEqualIndicators } from '#server/domain/plan/figure-equality.ts';
import { listEqualitiesOfRound } from '#server/loaders/plan/list-equalities-of-round.ts';
import { type EqualFigure, loadEqualFigures } from '#server/loaders/submission/load-equal-figures.ts';
import { buildAccepted, circumstanceShape } from '#server/loaders/target/load-circumstance.ts';
import { buildFigures, figuresShape } from '#server/loaders/target/load-national-target.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { findWritablePart, listCellHolders } from '#server/domain/agency/parts.rules.ts';

/** What of an indicator is the viewer's to write, and who reports the rest, as its page needs it. */
function describePart(own: OwnPart, definition: IndicatorDefinition) {
  const held = own.held.get(definition.id) ?? [];
  const isAgency = !own.whole && own.agencies.size > 0;
  const part = isAgency
    ? findWritablePart(definition, held, ({ id }) => own.agencies.has(id))
    : { cells: 'all' as const, note: true };
  const cells = listCellHolders(definition, held).flatMap(({ key, holder }) =>
    holder ? [{ key, acronym: holder.acronym, name: holder.name }] : [],
  );
  // Where one agency reports the whole, there is nothing to tell apart.
  const isShared = part.cells !== 'all' || new Set(cells.map(({ acronym }) => acronym)).size > 1;
  return { writableCells: part.cells, writesNote: part.note, holders: isShared ? cells : [] };
}

/** A question on a field, as the reporter sees it. */
const entryQuery = z.object({
  id: z.number(),
  field: z.string(),
  question: z.string(),
  raisedBy: z.string(),
  sentAt: z.string().nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  version: z.number(),
});
export type EntryQuery = z.infer<typeof entryQuery>;

/** What is known of an answer besides its words. */
const storedState = z.object({
  version: z.number(),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  /** The round that the answer was copied from and that nobody has confirmed for this one. */
  copiedFrom: z.string().nullable(),
});
const activityAnswer = z.object({
  status: z.string().nullable(),
  achievements: z.string(),
  challenges: z.string(),
  obstacles: z.array(z.string()),
  helpWanted: z.array(z.string()),
  nextSteps: z.string(),
  narrativeReleased: z.boolean(),
});
/** Of what report an entry is, and whether the viewer may write it now. */
type EntryFrame = {
  round: { code: string; state: string };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  submissionStatus: string;
  writable: boolean;
};

const titled = z.object({ code: z.string(), title: z.string() });
const body = z.object({ acronym: z.string(), name: z.string() });

const activityEntry = z.object({
  activity: titled.extend({
    description: z.string(),
    area: titled,
    objective: titled,
    lead: body,
    cooperating: z.array(body),
    years: z.array(z.number()),
    /** What is accepted for the state: its own milestones; null where nothing is. */
    national: circumstanceShape.nullable(),
  }),
  statuses: z.array(z.object({ code: z.string(), label: z.string(), mark: z.string() })),
  answer: activityAnswer.extend(storedState.shape),
  last: activityAnswer.extend({ round: z.string() }).nullable(),
  queries: z.array(entryQuery),
});
export type ActivityEntry = EntryFrame & z.infer<typeof activityEntry> & { amendments: ItemAmendment[] };

const queriesOf = (submissionId: number, item: ReturnType<typeof sql>) => sql`
  coalesce((select json_agg(json_build_object('id', q.id, 'field', q.field, 'question', q.question,
      'raisedBy', rb.name, 'sentAt', q.sent_at, 'answer', q.answer, 'answeredBy', ab.name,
      'resolvedAt', q.resolved_at, 'version', q.version) order by q.id)
    from tracker.query q
    join auth.person rb on rb.id = q.raised_by
    left join auth.person ab on ab.id = q.answered_by
    where q.submission_id = ${submissionId} and ${item}), '[]')`;

/** One activity's page: what is asked, what is written, what was written last round. Throws NOT_FOUND. */
export function getActivityEntry(
  context: OperationContext,
  input: { round: string; reporter: string; activity: string },
): Promise<ActivityEntry> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) => {
      const entry = await loadActivityEntry(context, tx, submission, input.activity);
      if (!entry) throw buildNotAskedError(submission, input.activity);
      return entry;
    },
  );
}

/** The entry of an activity of a report; null where it is not asked. */
export async function loadActivityEntry(
  context: OperationContext,
  tx: Transaction,
  submission: StoredSubmission,
  code: string,
): Promise<ActivityEntry | null> {
  const [row] = await readRows(
    tx,
    { entry: activityEntry },
    sql`select json_build_object(
    'activity', json_build_object('code', a.code, 'title', a.title, 'description', a.description,
      'years', a.active_years, 'national', ${buildAccepted(submission.reporter.id, submission.round.id)},
      'area', json_build_object('code', ta.code, 'title', ta.title),
      'objective', json_build_object('code', o.code, 'title', o.title),
      'lead', (select json_build_object('acronym', b.acronym, 'name', b.name)
        from ${bodiesOfActivity} join tracker.sectoral_body b on b.id = x.body_id where x.part = 'lead'),
      'cooperating', coalesce((select json_agg(json_build_object('acronym', b.acronym, 'name', b.name)
          order by b.acronym)
        from ${bodiesOfActivity} join tracker.sectoral_body b on b.id = x.body_id
        where x.part = 'cooperating'), '[]')),
    'statuses', (select json_agg(json_build_object('code', code, 'label', label, 'mark', mark)
        order by position) from tracker.round_statuses(${submission.round.id}) s
      where s.ended_on is null or s.code = ar.status_code),
    'answer', json_build_object('status', ar.status_code, 'achievements', ar.achievements,
      'challenges', ar.challenges, 'obstacles', ar.obstacles, 'helpWanted', ar.help_wanted,
      'nextSteps', ar.next_steps, 'narrativeReleased', ar.narrative_released,
      'version', ar.version, 'updatedAt', ar.updated_at, 'updatedBy', w.name, 'copiedFrom', cr.code),
    'last', (select json_build_object('round', r.code, 'status', l.status_code,
        'achievements', l.achievements, 'challenges', l.challenges,
        'obstacles', l.obstacles, 'helpWanted', l.help_wanted, 'nextSteps', l.next_steps,
        'narrativeReleased', l.narrative_released)
      from tracker.activity_report l join tracker.submission ls on ls.id = l.submission_id
      join tracker.round r on r.id = ls.round_id
      where l.activity_id = a.id and l.version > 0
        and l.submission_id = ${findLastSubmission(submission.id)}),
    'queries', ${queriesOf(submission.id, sql`q.activity_id = a.id`)}) as entry
  from tracker.activity_report ar
  join tracker.activity ab on ab.id = ar.activity_id
  ${buildActivityJoin(submission.round.id)}
  join tracker.objective o on o.id = a.objective_id
  join tracker.thematic_area ta on ta.id = o.area_id
  left join auth.person w on w.id = ar.updated_by
  left join tracker.round cr on cr.id = ar.copied_from
  where ar.submission_id = ${submission.id} and ab.code = ${code}`,
  );
  if (!row) return null;
  const listAmendments = await listItemAmendments(tx, submission.round.id, 'activities', [code]);
  return {
    ...describe(context, submission, row.entry.queries),
    ...row.entry,
    amendments: listAmendments(code),
  };
}

const indicatorAnswer = z.object({
  cells: z.array(cellSchema),
  note: z.string(),
  release: z.enum(releases),
});
const indicatorEntryShape = {
  id: z.number(),
  about: z.object({
    definition: z.string(),
    countingRule: z.string(),
    level: z.string(),
    direction: z.string(),
    disclosureClass: z.string(),
    personCount: z.boolean(),
    crossBorderOverlap: z.boolean(),
    area: titled,
    activity: titled.nullable(),
    targets: z.array(z.object({ year: z.number(), value: z.string() })),
    /** The state's own baseline and targets; the same for a body, which has none. */
    national: figuresShape,
  }),
  answer: indicatorAnswer.extend(storedState.shape),
  last: indicatorAnswer.extend({ round: z.string() }).nullable(),
  queries: z.array(entryQuery),
};
type StoredEntry = RowOf<typeof indicatorEntryShape>;

export type IndicatorEntry = EntryFrame &
  Pick<StoredEntry, 'answer' | 'last' | 'queries'> & {
    /** The cells that the viewer writes; those of other agencies stay as they are. */
    writableCells: 'all' | string[];
    /** Whether the note and the consent to publish are the viewer's to write. */
    writesNote: boolean;
    /** What was amended of it up to the round. */
    amendments: ItemAmendment[];
    /** Codes of the indicators that ask for one of its figures too. */
    askedAlso: string[];
    /** What this report says where a figure of the indicator is asked for elsewhere. */
    equalFigures: EqualFigure[];
    /** Which agency reports which cell, where several share the indicator. */
    holders: { key: string; acronym: string; name: string }[];
    indicator: IndicatorDefinition & StoredEntry['about'];
  };

/** One indicator's page: definition, cells, last round's cells beside. Throws NOT_FOUND. */
export function getIndicatorEntry(
  context: OperationContext,
  input: { round: string; reporter: string; indicator: string },
): Promise<IndicatorEntry> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      const entry = await loadIndicatorEntry(context, tx, submission, input.indicator);
      if (!entry) throw buildNotAskedError(submission, input.indicator);
      return entry;
    },
  );
}

/** The entry of an indicator of a report; null where it is not asked. */
export const loadIndicatorEntry = async (
  context: OperationContext,
  tx: Transaction,
  submission: StoredSubmission,
  code: string,
): Promise<IndicatorEntry | null> =>
  (await loadIndicatorEntries(context, tx, submission, sql`ib.code = ${code}`))[0] ?? null;

/** All indicators of one thematic area, in plan order, each as its own page has it; none where none is asked. */
export function listAreaEntries(
  context: OperationContext,
  input: { round: string; reporter: string; area: string },
): Promise<IndicatorEntry[]> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) => {
      return loadIndicatorEntries(context, tx, submission, sql`ta.code = ${input.area}`);
    },
  );
}

async function loadIndicatorEntries(
  context: OperationContext,
  tx: Transaction,
  submission: StoredSubmission,
  which: ReturnType<typeof sql>,
): Promise<IndicatorEntry[]> {
  const rows = await readRows(
    tx,
    indicatorEntryShape,
    sql`select i.id,
      json_build_object('definition', i.definition, 'countingRule', i.counting_rule, 'level', i.level,
        'direction', i.direction, 'disclosureClass', i.disclosure_class, 'personCount', i.person_count,
        'crossBorderOverlap', i.cross_border_overlap,
        'area', json_build_object('code', ta.code, 'title', ta.title),
        'activity', case when a.id is not null then json_build_object('code', a.code, 'title', a.title) end,
        'targets', coalesce((select json_agg(json_build_object('year', t.year,
            'value', trim_scale(t.value)::text) order by t.year)
          from tracker.target t where t.indicator_id = i.id and t.reporter_id is null
            and ${buildVersionFilter('t', submission.round.id)}), '[]'),
        'national', ${buildFigures(submission.reporter.id, submission.round.id)}) as about,
      json_build_object('cells', ${getCells(sql`ir.submission_id`, sql`i.id`)}, 'note', ir.note,
        'release', ir.release, 'version', ir.version, 'updatedAt', ir.updated_at,
        'updatedBy', w.name, 'copiedFrom', cr.code) as answer,
      (select json_build_object('round', r.code, 'note', l.note, 'release', l.release,
          'cells', ${getCells(sql`l.submission_id`, sql`i.id`)})
        from tracker.indicator_report l join tracker.submission ls on ls.id = l.submission_id
        join tracker.round r on r.id = ls.round_id
        where l.indicator_id = i.id and l.version > 0
          and l.submission_id = ${findLastSubmission(submission.id)}) as last,
      ${queriesOf(submission.id, sql`q.indicator_id = i.id`)} as queries
    from tracker.indicator_report ir
    join tracker.indicator ib on ib.id = ir.indicator_id
    ${buildIndicatorJoin(submission.round.id)}
    join tracker.thematic_area ta on ta.id = i.area_id
    left join tracker.activity ab on ab.id = i.activity_id
    ${buildActivityJoin(submission.round.id)}
    left join auth.person w on w.id = ir.updated_by
    left join tracker.round cr on cr.id = ir.copied_from
    where ir.submission_id = ${submission.id} and ${which}
    order by i.position`,
  );
  const ids = rows.map(({ id }) => id);
  const [definitions, own, equalities] = await Promise.all([
    listIndicatorDefinitions(tx, ids, submission.round.id),
    loadOwnPart(tx, submission.reporter.id, ids),
    listEqualitiesOfRound(tx, submission.round),
  ]);
  const codes = [...definitions.values()].map(({ code }) => code);
  const listAmendments = await listItemAmendments(tx, submission.round.id, 'indicators', codes);
  const listEqualFigures = await loadEqualFigures(tx, submission, codes, equalities);
  return rows.flatMap(({ id, about, answer, last, queries }) => {
    const definition = definitions.get(id);
    return definition
      ? [
          {
            ...describe(context, submission, queries),
            ...describePart(own, definition),
            amendments: listAmendments(definition.code),
            askedAlso: listEqualIndicators(equalities, definition.code),
            equalFigures: listEqualFigures(definition.code),
            indicator: { ...definition, ...about },
            answer,
            last,
            queries,
          },
        ]
      : [];
  });
}

/** For an item that a report does not ask for. */
export function buildNotAskedError(submission: StoredSubmission, code: string): DomainError {
  return new DomainError(
    'NOT_FOUND',
    `"${code}" is not asked of ${submission.reporter.code} in ${submission.round.code}.`,
  );
}

function describe(
  context: OperationContext,
  submission: StoredSubmission,
  queries: EntryQuery[],
): EntryFrame {
  const open = queries.some((query) => query.sentAt !== null && query.resolvedAt === null);
  const { round, extendedUntil } = submission;
  const inTime =
    submission.status === 'returned' ||
    isInTime({ roundState: round.state, extendedUntil }, toUtcDay(context.now()));
  return {
    round: { code: submission.round.code, state: submission.round.state },
    reporter: {
      code: submission.reporter.code,
      kind: submission.reporter.kind,
      name: submission.reporter.name,
    },
    submissionStatus: submission.status,
    writable:
      inTime &&
      isItemOpen(submission, open) &&
      can(requireViewer(context), 'report.write', { reporter: submission.reporter }),
  };
}
