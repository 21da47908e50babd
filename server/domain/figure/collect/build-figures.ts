import { listIndicatorFigureIds } from '../build-indicator-parts.ts';
import type { FigureDefinition } from '../figure.types.ts';
import { buildCooperationFigures } from './build-cooperation-figures.ts';
import { buildIndicatorFigures } from './build-indicator-figures.ts';
import { buildLensFigures } from './build-lens-figures.ts';
import { buildParticipantFigures } from './build-participant-figures.ts';
import { buildPlanFigures, listPlanFigureIds } from './build-plan-figures.ts';
import { type FigureSource, noneSame, buildPublicFigures, type SameFigures } from './public-figures.ts';

/** A figure of a publication; without its definition if it is the same as in the previous publication. */
export type CollectedFigure = Pick<FigureDefinition, 'id' | 'title'> & {
  definition: FigureDefinition | null;
};

/**
 * Collects every figure of a publication, defined from its documents alone, in the order of the pages.
 * `before` says what in the figures of the previous publication is still the same.
 */
export function buildFigures(source: FigureSource, before: SameFigures = noneSame): CollectedFigure[] {
  const figures = buildPublicFigures(source);
  const takeOver = (ids: readonly string[]): CollectedFigure[] =>
    ids.flatMap((id) => {
      const title = before.titles.get(id);
      return title === undefined ? [] : [{ id, title, definition: null }];
    });
  return [
    ...(before.plan ? takeOver(listPlanFigureIds(source.plan)) : buildPlanFigures(source).map(asCollected)),
    ...figures.indicators.flatMap((indicator) =>
      before.indicators.has(indicator.code)
        ? takeOver(listIndicatorFigureIds(indicator.code, indicator.dimensions))
        : buildIndicatorFigures(figures, indicator).map(asCollected),
    ),
    ...buildParticipantFigures(source, figures, before).map(asCollected),
    ...buildLensFigures(source, figures).map(asCollected),
    ...buildCooperationFigures(source).map(asCollected),
  ];
}

const asCollected = (definition: FigureDefinition): CollectedFigure => ({
  id: definition.id,
  title: definition.title,
  definition,
});
