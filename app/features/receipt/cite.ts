import type { FigureReceipt, ValueReceipt } from '#app/contract.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatFigureOrState } from '#server/domain/finding/figure-words.ts';
import { buildCitation, type Citation } from '#server/domain/receipt/citation.ts';
import { withPublication } from '../publication/link.ts';

export type Cited = { citation: Citation /** Absolute, pinned to its publication. */; address: string };

/** Where something of a publication stays, absolute and below no language. */
export const buildPermanentLink = (origin: string, path: string, publication: number): string =>
  new URL(withPublication(path, publication), origin).href;

/** How to cite a figure as it stood. */
export function citeFigure(origin: string, { publication, figure: { definition } }: FigureReceipt): Cited {
  const address = buildPermanentLink(origin, `/figures/${definition.id}`, publication.number);
  return {
    address,
    citation: buildCitation({
      key: definition.id,
      title: `${definition.title} (${definition.summary})`,
      kind: 'Figure',
      publication,
      address,
    }),
  };
}

/** How to cite one value as it stood. */
export function citeValue(origin: string, receipt: ValueReceipt): Cited {
  const { publication, indicator, round, reporter, split, figure, place } = receipt;
  const address = buildPermanentLink(origin, buildReceiptPath(place), publication.number);
  const what = [
    indicator.title,
    reporter?.name ?? 'region',
    ...(split ? [`${split.dimensionName.toLowerCase()} ${split.categoryName}`] : []),
    round.title.charAt(0).toLowerCase() + round.title.slice(1),
  ].join(', ');
  return {
    address,
    citation: buildCitation({
      key: [place.indicator, place.round, place.scope, place.category ?? 'total'].join('-'),
      title: `${what}: ${formatFigureOrState(indicator, figure)}`,
      kind: 'Value',
      publication,
      address,
    }),
  };
}

/** How to cite a whole publication. Its page needs no pin: it shows nothing else. */
export function citePublication(
  origin: string,
  publication: Pick<
    FigureReceipt['publication'],
    'number' | 'title' | 'publishedAt' | 'planTitle' | 'withdrawals'
  >,
): Cited {
  const address = new URL(`/publications/${publication.number}`, origin).href;
  return {
    address,
    citation: buildCitation({
      key: 'tracker',
      title: publication.title,
      kind: 'Data set',
      publication,
      address,
    }),
  };
}
