import { getAnswerKind } from '../../value/measures.ts';
import { buildIndicatorTimeSeries } from '../build-indicator-time-series.ts';
import {
  buildIndicatorAnswers,
  buildIndicatorBreakdown,
  buildIndicatorByState,
} from '../build-indicator-parts.ts';
import type { FigureDefinition } from '../figure.types.ts';
import type { PublicFigures } from './public-figures.ts';

/**
 * Collects the figures of an indicator: its time series ("I-B3.course"), the answers of a choice
 * ("I-A4.answers"), what single reporters released ("I-B3.by-state") and each breakdown ("I-B3.sex").
 */
export function buildIndicatorFigures(
  { about, rounds, reporters, figuresOf }: PublicFigures,
  indicator: PublicFigures['indicators'][number],
): FigureDefinition[] {
  const { code, measure, dimensions, notes } = indicator;
  const region = figuresOf(code, 'region');
  const parts = { publication: about, indicator, rounds, region };
  const own = reporters.map((reporter) => ({ ...reporter, figures: figuresOf(code, reporter.code) }));
  const made = [
    // Text indicators have no public figures.
    getAnswerKind(measure) === 'text' || region.length === 0
      ? null
      : buildIndicatorTimeSeries({ ...parts, notes }),
    buildIndicatorAnswers(parts),
    buildIndicatorByState(parts, own),
    ...dimensions.map((dimension) =>
      buildIndicatorBreakdown(
        parts,
        dimension,
        dimension.categories.flatMap((category) => {
          const figures = figuresOf(code, 'region', dimension.code, category.code);
          return figures.length > 0 ? [{ dimension: dimension.code, category: category.code, figures }] : [];
        }),
      ),
    ),
  ];
  return made.filter((figure) => figure !== null);
}
