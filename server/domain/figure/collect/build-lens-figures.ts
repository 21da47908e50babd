import { findFunnelRound, listFunnelSteps } from '../../finding/funnel-steps.ts';
import { formatReporters } from '../../finding/plan-findings.ts';
import type { LensStep } from '../../finding/public-figure.types.ts';
import { buildCoverageRows } from '../../plan/coverage.calculations.ts';
import { countStatuses } from '../../plan/activity-status.calculations.ts';
import { buildPlanStatus } from '../../plan/plan-status.calculations.ts';
import type { Lists } from '../../publication/documents.ts';
import { findSliceNames } from '../../publication/published-parts.ts';
import { buildLensActivities, buildLensSteps, buildStepsId } from '../build-lens-figures.ts';
import type { FigureDefinition } from '../figure.types.ts';
import type { FigureSource, PublicFigures } from './public-figures.ts';

/**
 * Collects the figures of each lens: its steps in the newest round with a number ("online-scams.steps") and
 * in every round ("online-scams.steps.2025-H1"), and its activities by status ("online-scams.activities").
 */
export function buildLensFigures(source: FigureSource, loaded: PublicFigures): FigureDefinition[] {
  const { about, rounds } = loaded;
  const { lenses, statuses, reporters } = source.lists;
  const { areas } = source.plan;
  const { activities, rounds: publishedRounds } = buildPlanStatus(source);
  const coverage = buildCoverageRows(reporters, source.coverage, publishedRounds);
  const frame = {
    publication: about,
    coverage: formatReporters(coverage, publishedRounds.length - 1) || 'no report was due',
  };
  return lenses.flatMap((lens) => {
    const steps = lens.indicators.flatMap((shown) => asStep(shown, loaded) ?? []);
    const newest = findFunnelRound({ rounds }, listFunnelSteps(steps));
    const own = activities.filter(({ lenses: codes }) => codes.includes(lens.code));
    const count = (meant: typeof own) => countStatuses(meant.map(({ stand }) => stand));
    const made = [
      newest ? buildLensSteps(about, lens, steps, newest, buildStepsId(lens.code, null)) : null,
      ...rounds.map((round) =>
        buildLensSteps(about, lens, steps, round, buildStepsId(lens.code, round.code)),
      ),
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
  { indicator: code, slice, funnel }: Lists['lenses'][number]['indicators'][number],
  { indicators, figuresOf }: PublicFigures,
): LensStep | null {
  const indicator = indicators.find((each) => each.code === code);
  if (!indicator) return null;
  return {
    ...indicator,
    slice: findSliceNames(indicator.dimensions, slice),
    funnel: funnel && { position: funnel.position, label: funnel.label ?? indicator.title },
    figures: figuresOf(code, 'region', slice?.dimension ?? null, slice?.category ?? null),
  };
}
