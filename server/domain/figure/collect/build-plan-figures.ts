import { formatReporters } from '../../finding/plan-findings.ts';
import { buildCoverageRows } from '../../plan/coverage.calculations.ts';
import { countStatuses } from '../../plan/activity-status.calculations.ts';
import { buildPlanStatus, listPlanYears } from '../../plan/plan-status.calculations.ts';
import { buildActivityTimeSeries } from '../build-activity-time-series.ts';
import { buildCoverage, buildReportingMap } from '../build-coverage-figure.ts';
import { buildPlanAtAGlance, buildTimeline } from '../build-timeline-figures.ts';
import { buildActivitiesByArea, buildActivitiesByRound } from '../build-status-figures.ts';
import type { FigureDefinition } from '../figure.types.ts';
import { buildFigurePublication, type FigureSource } from './public-figures.ts';

/** Lists the ids of the figures that `buildPlanFigures` collects, in its order. */
export const listPlanFigureIds = ({ areas, objectives, activities }: FigureSource['plan']): string[] => [
  'plan-at-a-glance',
  'activities-by-round',
  'activities-by-area',
  'coverage',
  'reporting',
  'timeline',
  ...areas.flatMap(({ code }) => [`timeline.${code}`, `activities-by-round.${code}`]),
  ...objectives.map(({ code }) => `timeline.${code}`),
  ...activities.map(({ code }) => `${code}.course`),
];

/**
 * Collects the figures of the plan as a whole ("plan-at-a-glance", "activities-by-area",
 * "activities-by-round", "coverage", "reporting", "timeline"), of each area ("activities-by-round.A", "timeline.A") and
 * objective ("timeline.A1"), and of each activity ("A1.1.course").
 */
export function buildPlanFigures(source: FigureSource): FigureDefinition[] {
  const { statuses } = source.lists;
  const { areas, objectives } = source.plan;
  const { activities, rounds, newest, find } = buildPlanStatus(source);
  const coverage = buildCoverageRows(source.lists.reporters, source.coverage, rounds);
  const states = coverage.filter(({ kind }) => kind === 'state');
  const frame = {
    coverage: formatReporters(coverage, rounds.length - 1) || 'no report was due',
    publication: buildFigurePublication(source),
  };
  const years = listPlanYears(source.publication.plan);
  const countRounds = (meant: typeof activities) =>
    rounds.map(({ code, title, start, end }, at) => ({
      code,
      title,
      start,
      end,
      counts: countStatuses(meant.map((activity) => find(activity, rounds[at] ?? newest))),
    }));
  const timeline = (part: { id: string; path: string; about: string }, meant: typeof activities) =>
    buildTimeline(frame, part, years, statuses, objectives, meant, newest.end);
  const inArea = (code: string) => activities.filter(({ area }) => area === code);
  return [
    buildPlanAtAGlance(frame, statuses, areas, activities),
    buildActivitiesByRound(
      frame,
      { id: 'activities-by-round', path: '/plan', about: '' },
      statuses,
      countRounds(activities),
    ),
    buildActivitiesByArea(
      frame,
      statuses,
      areas.map((area) => ({
        ...area,
        counts: countStatuses(inArea(area.code).map(({ stand }) => stand)),
      })),
    ),
    buildCoverage(frame, coverage, rounds),
    buildReportingMap(
      { ...frame, coverage: formatReporters(states, rounds.length - 1) || 'no report was due' },
      states,
      rounds,
      new Map(source.lists.reporters.flatMap(({ code, tile }) => (tile ? [[code, tile]] : []))),
    ),
    timeline({ id: 'timeline', path: '/plan', about: '' }, activities),
    ...areas.flatMap(({ code }) => {
      const part = { path: `/areas/${code}`, about: ` of area ${code}` };
      return [
        timeline({ ...part, id: `timeline.${code}` }, inArea(code)),
        buildActivitiesByRound(
          frame,
          { ...part, id: `activities-by-round.${code}` },
          statuses,
          countRounds(inArea(code)),
        ),
      ];
    }),
    ...objectives.map(({ code }) =>
      timeline(
        { id: `timeline.${code}`, path: `/objectives/${code}`, about: ` of objective ${code}` },
        activities.filter(({ objective }) => objective === code),
      ),
    ),
    ...activities.map((activity) =>
      buildActivityTimeSeries(
        frame,
        { first: years[0] ?? newest.year, last: years.at(-1) ?? newest.year },
        statuses,
        activity,
        rounds.map((round) => ({ ...round, ...find(activity, round) })),
      ),
    ),
  ];
}
