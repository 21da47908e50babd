import type { FigureDefinition } from '../figure.types.ts';
import { collectCooperationFigures } from './collect-cooperation-figures.ts';
import { collectIndicatorFigures } from './collect-indicator-figures.ts';
import { collectLensFigures } from './collect-lens-figures.ts';
import { collectParticipantFigures } from './collect-participant-figures.ts';
import { collectPlanFigures } from './collect-plan-figures.ts';
import { type FigureSource, readPublicFigures } from './public-figures.ts';

/** Collects every figure of a publication, defined from its documents alone, in the order of the pages. */
export function collectFigures(source: FigureSource): FigureDefinition[] {
  const figures = readPublicFigures(source);
  return [
    ...collectPlanFigures(source),
    ...collectIndicatorFigures(figures),
    ...collectParticipantFigures(source, figures),
    ...collectLensFigures(source, figures),
    ...collectCooperationFigures(source),
  ];
}
