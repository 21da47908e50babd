import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer, readMoment, type Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { can, canSeeWhole, canSendToClearing, type Viewer } from '#server/domain/access/can.rules.ts';
import {
  decideNextStep,
  type NextStepDecision,
  type NextStepFacts,
} from '#server/domain/submission/decide-next-step.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { isOpenForAnswers } from '#server/domain/submission/submission.workflow.ts';
import { isGap, type ItemName } from '#server/domain/submission/neighbours.calculations.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { findSubmissionId } from './find-stored-sheet.query.ts';
import { getSheet, type Sheet } from './get-sheet.query.ts';

/** The viewer's one next step in a report, and who acts next, by name where it is somebody of the country. */
export type NextStepView = NextStepDecision & {
  answered: number;
  due: number;
  /** Who acts next; empty where no name is known. */
  names: string[];
  /** That the focal point has sent the report to the clearing officer, for those who see the whole of it. */
  ready: {
    by: string;
    at: string;
    note: string;
    changedSince: number;
    /** Whether the viewer is who clears it. */
    isForYou: boolean;
  } | null;
};

/** Decides the next step of the viewer in one report, for pages that do not check it. */
export async function getNextStep(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<NextStepView> {
  const viewer = requireViewer(context);
  const sheet = await getSheet(context, input, false);
  const id = (await findSubmissionId(context, input)) ?? 0;
  const [way] = await readAsViewer(
    context.database,
    { personId: viewer.personId, viewerSecret: context.viewerSecret },
    (tx) => [loadWay(tx, id, input.reporter, toUtcDay(context.now()))],
  );
  return buildNextStep(viewer, sheet, way);
}

/**
 * How a report that was read stands on its way, as the viewer's next step. `errors` are those that a check has found:
 * only pages that check the report know of them, since a check reads all of it.
 */
export function buildNextStep(viewer: Viewer, sheet: Sheet, [way]: readonly Way[], errors = 0): NextStepView {
  if (!way) throw new Error('A select without from always has a row.');
  const facts = { ...listFacts(viewer, sheet, way), errors };
  const decision = decideNextStep(facts);
  return {
    ...decision,
    answered: facts.answered,
    due: facts.due,
    names: listNames(decision, way.people),
    ready:
      way.ready && facts.part === null
        ? {
            ...way.ready,
            at: readMoment(way.ready.at) ?? way.ready.at,
            changedSince: countChanged(sheet, way.ready.at),
            isForYou: sheet.permissions.clear,
          }
        : null,
  };
}

const wayShape = {
  ready: z.object({ at: z.string(), by: z.string(), note: z.string() }).nullable(),
  /** The viewer's agencies, and whether each has delivered. */
  agencies: z.array(z.object({ delivered: z.boolean() })),
  people: z.array(z.object({ name: z.string(), role: z.enum(['focal_point', 'clearing_officer']) })),
};

type Way = RowOf<typeof wayShape>;

/** How far a report is on its way to the clearing officer, and who is who. */
export const loadWay = (tx: Transaction, id: number, reporter: string, day: string): Promise<Way[]> =>
  readRows(tx, wayShape, selectWay(id, reporter, day));

const selectWay = (id: number, reporter: string, day: string) => sql`select
  (select json_build_object('at', y.marked_at, 'by', p.name, 'note', y.note)
    from tracker.readiness y join auth.person p on p.id = y.marked_by
    where y.submission_id = ${id}) as ready,
  coalesce((select json_agg(json_build_object('delivered', exists (select from tracker.delivery d
      where d.submission_id = ${id} and d.agency_id = a.agency_id and d.taken_back_at is null)))
    from tracker.assignment a join tracker.reporter r on r.id = a.reporter_id and r.code = ${reporter}
    where a.id in (select tracker.viewer_role_ids()) and a.role = 'contributor' and a.agency_id is not null),
    '[]') as agencies,
  coalesce((select json_agg(json_build_object('name', c.name, 'role', c.role) order by c.name)
    from tracker.list_colleagues() c join tracker.reporter r on r.id = c.reporter_id and r.code = ${reporter}
    where c.role in ('focal_point', 'clearing_officer')
      and (c.starts_on is null or c.starts_on <= ${day}::date)
      and (c.ends_on is null or c.ends_on >= ${day}::date)), '[]') as people`;

function listFacts(viewer: Viewer, sheet: Sheet, { ready, agencies }: Way): Omit<NextStepFacts, 'errors'> {
  const { header, permissions } = sheet;
  const items = [...sheet.activities, ...sheet.indicators];
  return {
    status: header.status,
    roundState: header.round.state,
    reviewStarted: header.reviewStartedAt !== null,
    permissions,
    mayAnswer: can(viewer, 'report.answerQuery', { reporter: header.reporter }),
    maySend: canSendToClearing(viewer, header.reporter),
    part: canSeeWhole(viewer, header.reporter.code)
      ? null
      : { delivered: agencies.length > 0 && agencies.every(({ delivered }) => delivered) },
    answered: items.filter(({ complete }) => complete).length,
    due: items.length,
    // A draft that was never sent carries no question.
    unanswered: isOpenForAnswers(header.status)
      ? items.reduce((sum, { unanswered }) => sum + unanswered, 0)
      : 0,
    gap: findFirstGap(sheet),
    ready: ready !== null,
  };
}

/** The first item on which something is expected, in the order of the task list. */
function findFirstGap({ header, areas, activities, indicators, permissions }: Sheet): ItemName | null {
  if (!permissions.write) return null;
  for (const { code: area } of areas) {
    const activity = activities.find((item) => item.area === area && isGap(header, item));
    if (activity) return { kind: 'activity', code: activity.code };
    const indicator = indicators.find((item) => item.area === area && isGap(header, item));
    if (indicator) return { kind: 'indicator', code: indicator.code };
  }
  return null;
}

const countChanged = ({ activities, indicators }: Sheet, since: string): number =>
  [...activities, ...indicators].filter(
    ({ updatedAt }) => updatedAt !== null && Date.parse(updatedAt) > Date.parse(since),
  ).length;

const listNames = ({ actor }: NextStepDecision, people: Way['people']): string[] =>
  people.filter(({ role }) => role === actor).map(({ name }) => name);
