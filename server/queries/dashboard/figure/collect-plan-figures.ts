import type { Reader } from '#db/client.ts';
import { buildActivityCourse } from '#server/domain/figure/build-activity-course.ts';
import { buildCoverage } from '#server/domain/figure/build-coverage-figure.ts';
import { buildPlanAtAGlance, buildTimeline } from '#server/domain/figure/build-plan-figures.ts';
import { buildActivitiesByArea, buildActivitiesByRound } from '#server/domain/figure/build-status-figures.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { sayReporters } from '#server/domain/finding/plan-findings.ts';
import { countStands } from '#server/domain/plan/stand.calculations.ts';
import { listCoverage } from '../plan/list-coverage.ts';
import { listPlanYears } from '../plan/load-filtered-plan.ts';
import { listAreas, listObjectives, listStatusWords } from '../plan/load-plan.ts';
import { loadStanding } from '../plan/load-standing.ts';
import type { Publication } from '../scope.ts';

/**
 * The figures of the plan: as a whole ("plan-at-a-glance", "activities-by-area", "activities-by-round", "coverage",
 * "timeline"), of each area ("activities-by-round.A", "timeline.A") and objective ("timeline.A1"), and of each activity
 * ("A1.1.course").
 */
export async function collectPlanFigures(
  database: Reader,
  publication: Publication,
): Promise<FigureDefinition[]> {
  const { number } = publication;
  const [statuses, areas, objectives, { activities, rounds, newest, find }] = await Promise.all([
    listStatusWords(database, number),
    listAreas(database, number),
    listObjectives(database, number),
    loadStanding(database, publication),
  ]);
  const coverage = await listCoverage(database, number, rounds);
  const frame = {
    coverage: sayReporters(coverage, rounds.length - 1) || 'no report was due',
    publication: {
      number,
      title: publication.title,
      publishedAt: publication.publishedAt,
      round: newest.code,
      roundTitle: newest.title,
    },
  };
  const years = listPlanYears(publication);
  const countRounds = (meant: typeof activities) =>
    rounds.map(({ code, title }, at) => ({
      code,
      title,
      counts: countStands(meant.map((activity) => find(activity, rounds[at] ?? newest))),
    }));
  const timeline = (part: { id: string; path: string; about: string }, meant: typeof activities) =>
    buildTimeline(frame, part, years, statuses, objectives, meant, newest.end);
  const inArea = (code: string) => activities.filter(({ area }) => area === code);
  return [
    buildPlanAtAGlance(frame, statuses, areas, activities),
    buildActivitiesByRound(
      frame,
      { id: 'activities-by-round', path: '/', about: '' },
      statuses,
      countRounds(activities),
    ),
    buildActivitiesByArea(
      frame,
      statuses,
      areas.map((area) => ({
        ...area,
        counts: countStands(inArea(area.code).map(({ stand }) => stand)),
      })),
    ),
    buildCoverage(frame, coverage, rounds),
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
      buildActivityCourse(
        frame,
        { first: years[0] ?? newest.year, last: years.at(-1) ?? newest.year },
        statuses,
        activity,
        rounds.map((round) => ({ ...round, ...find(activity, round) })),
      ),
    ),
  ];
}
