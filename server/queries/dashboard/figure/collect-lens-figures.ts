import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedLens, publishedLensIndicator } from '#db/schema/published.ts';
import { buildLensActivities, buildLensSteps, stepsId } from '#server/domain/figure/build-lens-figures.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { chooseFunnelRound, listFunnelSteps } from '#server/domain/finding/funnel-steps.ts';
import { sayReporters } from '#server/domain/finding/plan-findings.ts';
import type { LensStep } from '#server/domain/finding/public-figure.types.ts';
import { countStands } from '#server/domain/plan/stand.calculations.ts';
import { listCoverage } from '../plan/list-coverage.ts';
import { listAreas, listStatusWords } from '../plan/load-plan.ts';
import { loadStanding } from '../plan/load-standing.ts';
import type { Publication } from '../scope.ts';
import type { PublicFigures } from './load-public-figures.ts';

/**
 * The figures of each lens: its steps in the newest round that has any number ("online-scams.steps") and in every
 * round ("online-scams.steps.2025-H1"), and its activities by status ("online-scams.activities").
 */
export async function collectLensFigures(
  database: Reader,
  publication: Publication,
  loaded: PublicFigures,
): Promise<FigureDefinition[]> {
  const { number } = publication;
  const { about, rounds } = loaded;
  const lenses = await database
    .select()
    .from(publishedLens)
    .where(eq(publishedLens.publication, number))
    .orderBy(asc(publishedLens.code));
  const shown = await database
    .select()
    .from(publishedLensIndicator)
    .where(eq(publishedLensIndicator.publication, number));
  const statuses = await listStatusWords(database, number);
  const areas = await listAreas(database, number);
  const { activities, rounds: publishedRounds } = await loadStanding(database, publication);
  const coverage = await listCoverage(database, number, publishedRounds);
  const frame = {
    publication: about,
    coverage: sayReporters(coverage, publishedRounds.length - 1) || 'no report was due',
  };
  return lenses.flatMap((lens) => {
    const steps = shown
      .filter(({ lensCode }) => lensCode === lens.code)
      .flatMap((row) => {
        const step = asStep(row, loaded);
        return step ? [step] : [];
      });
    const newest = chooseFunnelRound({ rounds }, listFunnelSteps(steps));
    const own = activities.filter(({ lenses: codes }) => codes.includes(lens.code));
    const count = (meant: typeof own) => countStands(meant.map(({ stand }) => stand));
    const made = [
      newest ? buildLensSteps(about, lens, steps, newest, stepsId(lens.code, null)) : null,
      ...rounds.map((round) => buildLensSteps(about, lens, steps, round, stepsId(lens.code, round.code))),
      buildLensActivities(
        frame,
        lens,
        statuses,
        areas.map((area) => ({ ...area, counts: count(own.filter((each) => each.area === area.code)) })),
        count(own),
      ),
    ];
    return made.filter((figure) => figure !== null);
  });
}

function asStep(
  row: typeof publishedLensIndicator.$inferSelect,
  { indicators, figuresOf }: PublicFigures,
): LensStep | null {
  const indicator = indicators.find(({ code }) => code === row.indicatorCode);
  if (!indicator) return null;
  const dimension = indicator.dimensions.find(({ code }) => code === row.sliceDimension);
  const category = dimension?.categories.find(({ code }) => code === row.sliceCategory);
  return {
    ...indicator,
    slice:
      dimension && category
        ? {
            dimension: dimension.code,
            dimensionName: dimension.name,
            category: category.code,
            categoryName: category.name,
          }
        : null,
    funnel:
      row.funnelPosition === null
        ? null
        : { position: row.funnelPosition, label: row.funnelLabel ?? indicator.title },
    figures: figuresOf(indicator.code, 'region', row.sliceDimension, row.sliceCategory),
  };
}
