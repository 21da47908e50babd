import type { Reader } from '#db/client.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { Publication } from '../scope.ts';
import { collectCooperationFigures } from './collect-cooperation-figures.ts';
import { collectPlanFigures } from './collect-plan-figures.ts';

/**
 * Every figure of a publication, defined from its published rows and nothing else, in the order of the pages. What is
 * drawn when it is published and what is defined later from the same rows is the same.
 */
export async function collectFigures(
  database: Reader,
  publication: Publication,
): Promise<FigureDefinition[]> {
  // One after the other: within a transaction there is one line to the database.
  const parts = [
    await collectPlanFigures(database, publication),
    await collectCooperationFigures(database, publication),
  ];
  return parts.flat();
}
