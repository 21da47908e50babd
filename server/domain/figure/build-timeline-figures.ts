import { describeOnTrack, describeTimeline } from '#server/domain/finding/plan-findings.ts';
import { formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';
import { describeStatusNotes } from '#server/domain/finding/describe-status.ts';
import {
  countStatuses,
  type ActivityStatus,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import type { FigureDefinition } from './figure.types.ts';
import { buildStatusCell, buildTextCell } from './status-cells.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

export type FigureFrame = Pick<FigureDefinition, 'publication' | 'coverage'>;

/** An activity of the plan for figures, as of the newest round. */
export type PlacedActivity = {
  code: string;
  title: string;
  area: string;
  objective: string;
  lead: string;
  years: readonly number[];
  stand: ActivityStatus;
};

type Named = { code: string; title: string };

const source = 'reports of lead bodies, as accepted by the secretariat';
const name = ({ code, title }: Named) => `${code} ${title}`;
const pathOf = ({ code }: Named) => `/activities/${encodeURIComponent(code)}`;

/** Why an indicator on the activities of a year gives another share for the same words. */
const wholePlanNote =
  'Every activity of the plan is counted, also one that begins later, with its last reported status. An indicator on the activities of a year counts only those that run in that year and are reported for the round.';

/**
 * Builds the whole plan at a glance: areas as lines, activities as status symbols in the order of the plan.
 */
export function buildPlanAtAGlance(
  frame: FigureFrame,
  statuses: readonly StatusWord[],
  areas: readonly Named[],
  activities: readonly PlacedActivity[],
): FigureDefinition {
  const areaNames = new Map(areas.map((area) => [area.code, name(area)]));
  const counts = countStatuses(activities.map(({ stand }) => stand));
  return {
    ...frame,
    id: 'plan-at-a-glance',
    title: describeOnTrack(counts, statuses),
    summary: `All ${formatCount(counts.total, 'activities')} by thematic area, in the order of the plan, as they stood in ${formatRoundInSentence(frame.publication.roundTitle)}`,
    path: '/plan',
    unit: 'activities',
    source,
    notes: [wholePlanNote, ...describeStatusNotes(counts)],
    columns: [
      { key: 'activity', label: 'Activity', numeric: false },
      { key: 'area', label: 'Thematic area', numeric: false },
      { key: 'objective', label: 'Objective', numeric: false },
      { key: 'lead', label: 'Lead', numeric: false },
      { key: 'status', label: 'Status', numeric: false },
      { key: 'carried_from', label: 'As of', numeric: false },
    ],
    rows: activities.map((activity) => ({
      key: activity.code,
      cells: {
        activity: buildTextCell(name(activity), pathOf(activity)),
        area: buildTextCell(areaNames.get(activity.area) ?? activity.area, `/areas/${activity.area}`),
        objective: buildTextCell(activity.objective, `/objectives/${activity.objective}`),
        lead: buildTextCell(activity.lead, `/bodies/${encodeURIComponent(activity.lead)}`),
        status: buildStatusCell(activity.stand, statuses),
        carried_from: buildTextCell(activity.stand.carriedFrom ?? ''),
      },
    })),
    chart: { kind: 'glance', label: 'activity', group: 'area', part: 'objective', mark: 'status' },
  };
}

/** The subject of a timeline: the plan, one of its areas or one of its objectives. */
export type TimelinePart = { id: string; path: string; about: string };

/**
 * Builds the figure of when activities run, by objective, along the years of the plan. `seenOn` is the last
 * day of the newest round.
 */
export function buildTimeline(
  frame: FigureFrame,
  part: TimelinePart,
  years: readonly number[],
  statuses: readonly StatusWord[],
  objectives: readonly Named[],
  activities: readonly PlacedActivity[],
  seenOn: string,
): FigureDefinition {
  const objectiveNames = new Map(objectives.map((objective) => [objective.code, name(objective)]));
  const column = (year: number) => `year_${year}`;
  return {
    ...frame,
    id: part.id,
    title: describeTimeline(activities, Number(seenOn.slice(0, 4))),
    summary: `The years in which ${formatCount(countStatuses(activities.map(({ stand }) => stand)).total, 'activities', 'run')}${part.about}, by objective, and how each stood in ${formatRoundInSentence(frame.publication.roundTitle)}`,
    path: part.path,
    unit: 'activities',
    source: 'the work plan; statuses from reports of lead bodies, as accepted by the secretariat',
    notes: [
      `Filled is what lies before the end of ${formatRoundInSentence(frame.publication.roundTitle)}, open is what is still to come.`,
    ],
    columns: [
      { key: 'activity', label: 'Activity', numeric: false },
      { key: 'objective', label: 'Objective', numeric: false },
      { key: 'lead', label: 'Lead', numeric: false },
      { key: 'status', label: 'Status', numeric: false },
      ...years.map((year) => ({ key: column(year), label: String(year), numeric: false })),
    ],
    rows: activities.map((activity) => ({
      key: activity.code,
      cells: {
        activity: buildTextCell(name(activity), pathOf(activity)),
        objective: buildTextCell(
          objectiveNames.get(activity.objective) ?? activity.objective,
          `/objectives/${activity.objective}`,
        ),
        lead: buildTextCell(activity.lead, `/bodies/${encodeURIComponent(activity.lead)}`),
        status: buildStatusCell(activity.stand, statuses),
        ...Object.fromEntries(
          years.map((year) => [column(year), buildTextCell(activity.years.includes(year) ? 'runs' : '')]),
        ),
      },
    })),
    chart: {
      kind: 'timeline',
      label: 'activity',
      group: 'objective',
      mark: 'status',
      years: years.map((year) => ({ column: column(year), year })),
      seen: { on: seenOn },
    },
  };
}
