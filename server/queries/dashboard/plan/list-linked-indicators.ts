import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import type { DocumentBody, PublishedIndicator } from '#server/domain/publication/documents.ts';

/** An indicator with its regional figure in one round, or why there is none. */
export type LinkedIndicator = {
  code: string;
  title: string;
  unit: string;
  measure: PublishedIndicator['measure'];
  state: FigureState;
  /** Decimal text; a percentage in per cent. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
};

/** The indicators of a publication that something is measured by, in the order of the plan, with the totals of a round. */
export function listLinkedIndicators(
  { indicators, totals }: { indicators: DocumentBody<'indicators'>; totals: DocumentBody<'totals'> },
  round: string,
  isLinked: (indicator: PublishedIndicator) => boolean,
): LinkedIndicator[] {
  return indicators.filter(isLinked).map(({ code, title, unit, measure }) => {
    const total = totals[code]?.find((figure) => figure.round === round);
    return {
      code,
      title,
      unit,
      measure,
      state: total?.state ?? 'not_yet_reported',
      value: total?.value ?? null,
      contributing: total?.contributing ?? null,
      expected: total?.expected ?? null,
    };
  });
}
