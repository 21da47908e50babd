import { listIndicatorFigureIds } from '../build-indicator-parts.ts';
import type { FigureDefinition } from '../figure.types.ts';
import { collectCooperationFigures } from './collect-cooperation-figures.ts';
import { collectIndicatorFigures } from './collect-indicator-figures.ts';
import { collectLensFigures } from './collect-lens-figures.ts';
import { collectParticipantFigures } from './collect-participant-figures.ts';
import { collectPlanFigures, listPlanFigureIds } from './collect-plan-figures.ts';
import { type FigureSource, noneSame, readPublicFigures, type SameFigures } from './public-figures.ts';

/** A figure of a publication; without its definition if it is the same as in the previous publication. */
export type CollectedFigure = Pick<FigureDefinition, 'id' | 'title'> & {
  definition: FigureDefinition | null;
};

/**
 * Collects every figure of a publication, defined from its documents alone, in the order of the pages.
 * `before` says what in the figures of the previous publication is still the same.
 */
export function collectFigures(source: FigureSource, before: SameFigures = noneSame): CollectedFigure[] {
  const figures = readPublicFigures(source);
  const takeOver = (ids: readonly string[]): CollectedFigure[] =>
    ids.flatMap((id) => {
      const title = before.titles.get(id);
      return title === undefined ? [] : [{ id, title, definition: null }];
    });
  return [
    ...(before.plan ? takeOver(listPlanFigureIds(source.plan)) : collectPlanFigures(source).map(asCollected)),
    ...figures.indicators.flatMap((indicator) =>
      before.indicators.has(indicator.code)
        ? takeOver(listIndicatorFigureIds(indicator.code, indicator.dimensions))
        : collectIndicatorFigures(figures, indicator).map(asCollected),
    ),
    ...collectParticipantFigures(source, figures, before).map(asCollected),
    ...collectLensFigures(source, figures).map(asCollected),
    ...collectCooperationFigures(source).map(asCollected),
  ];
}

const asCollected = (definition: FigureDefinition): CollectedFigure => ({
  id: definition.id,
  title: definition.title,
  definition,
});
