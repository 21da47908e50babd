import type { Reader } from '#db/client.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { Publication } from '../scope.ts';
import { collectCooperationFigures } from './collect-cooperation-figures.ts';
import { collectIndicatorFigures } from './collect-indicator-figures.ts';
import { collectLensFigures } from './collect-lens-figures.ts';
import { collectParticipantFigures } from './collect-participant-figures.ts';
import { collectPlanFigures } from './collect-plan-figures.ts';
import { loadPublicFigures } from './load-public-figures.ts';

/**
 * Every figure of a publication, defined from its published rows and nothing else, in the order of the pages. What is
 * drawn when it is published and what is defined later from the same rows is the same.
 */
export async function collectFigures(
  database: Reader,
  publication: Publication,
): Promise<FigureDefinition[]> {
  // One after the other: within a transaction there is one line to the database.
  const loaded = await loadPublicFigures(database, publication);
  const parts = [
    await collectPlanFigures(database, publication),
    collectIndicatorFigures(loaded),
    await collectParticipantFigures(database, publication, loaded),
    await collectLensFigures(database, publication, loaded),
    await collectCooperationFigures(database, publication),
  ];
  return parts.flat();
}
