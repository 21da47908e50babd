import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';

/** A part of a report as it is named: an activity, an indicator, one breakdown of it, or one category of that. */
export type PartInput = {
  activity?: string | undefined;
  indicator?: string | undefined;
  dimension?: string | undefined;
  category?: string | undefined;
};

export type LocatedPart = {
  activity_id: number | null;
  indicator_id: number | null;
  dimension_code: string | null;
  category_code: string | null;
};

/** The parts that are named, by id and without repeats. Throws BAD_INPUT for one that the report does not ask for. */
export async function listNamedParts(
  tx: Transaction,
  submission: StoredSubmission,
  parts: readonly PartInput[],
): Promise<LocatedPart[]> {
  const codes = (field: 'activity' | 'indicator') => sql.param(parts.flatMap((part) => part[field] ?? []));
  const [due] = await readRows(
    tx,
    { activities: z.record(z.string(), z.number()), indicators: z.record(z.string(), z.number()) },
    sql`
    select
      coalesce((select json_object_agg(a.code, a.id) from tracker.activity_report ar
        join tracker.activity a on a.id = ar.activity_id
        where ar.submission_id = ${submission.id} and a.code = any (${codes('activity')}::text[])), '{}') as activities,
      coalesce((select json_object_agg(i.code, i.id) from tracker.indicator_report ir
        join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = ${submission.id} and i.code = any (${codes('indicator')}::text[])), '{}') as indicators`,
  );
  if (!due) throw new Error('A select without from always has a row.');
  const definitions = await listIndicatorDefinitions(tx, Object.values(due.indicators), submission.round.id);
  const problems: FieldProblem[] = [];
  const located = new Map<string, LocatedPart>();
  parts.forEach((part, index) => {
    const refuse = (message: string) => problems.push({ path: `parts.${index}`, message });
    const { activity, indicator, dimension = null, category = null } = part;
    const [kind, code] =
      activity === undefined ? ['indicators' as const, indicator] : ['activities' as const, activity];
    if (code === undefined || (activity !== undefined && (indicator !== undefined || dimension !== null))) {
      return refuse('Name an activity or an indicator.');
    }
    // Own keys only: "constructor" is something in every object, and no activity.
    const id = Object.hasOwn(due[kind], code) ? due[kind][code] : undefined;
    if (id === undefined) {
      return refuse(`"${code}" is not asked of ${submission.reporter.code} in ${submission.round.code}.`);
    }
    if (dimension !== null || category !== null) {
      const known = definitions.get(id)?.dimensions.find((one) => one.code === dimension);
      if (!known) return refuse(`${code} is not broken down by "${dimension ?? ''}".`);
      if (category !== null && !known.categories.some((one) => one.code === category)) {
        return refuse(`"${category}" is not a category of ${known.name.toLowerCase()}.`);
      }
    }
    const isActivity = kind === 'activities';
    located.set([kind, id, dimension, category].join('/'), {
      activity_id: isActivity ? id : null,
      indicator_id: isActivity ? null : id,
      dimension_code: dimension,
      category_code: category,
    });
    return undefined;
  });
  requireNoProblems(problems);
  return [...located.values()];
}

/**
 * Holds the reports that the reporter's people may be writing, so that no save is halfway through while parts change
 * hands. Saves hold them too, each with the others.
 */
export async function lockOpenReports(tx: Transaction, submission: StoredSubmission): Promise<void> {
  await tx.execute(sql`
    select s.id from tracker.submission s
    where s.reporter_id = ${submission.reporter.id} and (s.id = ${submission.id} or s.status in ('draft', 'returned'))
    order by s.id for no key update`);
}
