import type { Reader } from '#db/client.ts';
import { buildActivitiesByArea } from '#server/domain/figure/build-status-figures.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { sayReporters } from '#server/domain/finding/plan-findings.ts';
import { countStands } from '#server/domain/plan/stand.calculations.ts';
import { listCoverage } from '../plan/list-coverage.ts';
import { listAreas, listStatusWords } from '../plan/load-plan.ts';
import { loadStanding } from '../plan/load-standing.ts';
import type { Publication } from '../scope.ts';

/** The figures of the plan as a whole. */
export async function collectPlanFigures(
  database: Reader,
  publication: Publication,
): Promise<FigureDefinition[]> {
  const { number } = publication;
  const [statuses, areas, { activities, rounds, newest }] = await Promise.all([
    listStatusWords(database, number),
    listAreas(database, number),
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
  return [
    buildActivitiesByArea(
      frame,
      statuses,
      areas.map((area) => ({
        ...area,
        counts: countStands(activities.filter((each) => each.area === area.code).map(({ stand }) => stand)),
      })),
    ),
  ];
}
