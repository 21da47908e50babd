import type { FigureReceipt, ValueReceipt } from '#app/contract.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatFigureOrState } from '#server/domain/finding/figure-words.ts';
import { buildCitation, type Citation } from '#server/domain/receipt/citation.ts';
import { withPublication } from '#app/features/publication/link.ts';
import { CopyButton } from '#app/components/copy-button.tsx';
import { Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import styles from './receipt.module.css';

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

interface CitationBlockProps {
  citation: Citation;
  /** Where it stays, absolute. */
  address: string;
  /** Paths of the entries for reference managers. */
  files: { bibtex: string; ris: string };
}

/** How to cite what the page shows: two wordings and the permanent link, each to copy, and files for lists of references. */
export function CitationBlock({ citation, address, files }: CitationBlockProps) {
  const words = useWords('receipt');
  return (
    <Section id="cite" title={words('cite')} lead={words('citeLead')}>
      <Quote id="cite-apa" label={words('citeApa')} text={citation.apa} />
      <Quote id="cite-plain" label={words('citePlain')} text={citation.plain} />
      <Quote id="permanent-link" label={words('permanent')} text={address} />
      <ul className={styles.downloads}>
        <li>
          <a href={files.bibtex}>{words('bibtex')}</a>
        </li>
        <li>
          <a href={files.ris}>{words('ris')}</a>
        </li>
      </ul>
    </Section>
  );
}

function Quote({ id, label, text }: { id: string; label: string; text: string }) {
  const words = useWords('receipt');
  return (
    <div className={styles.citation}>
      <p className={styles.label}>
        <span id={`${id}-label`}>{label}</span>{' '}
        <CopyButton of={id} label={label} words={{ copy: words('copy'), copied: words('copied') }} />
      </p>
      <blockquote id={id} aria-labelledby={`${id}-label`} lang="en">
        {text}
      </blockquote>
    </div>
  );
}
