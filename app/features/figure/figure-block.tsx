import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import styles from './figure-block.module.css';
import { FigureTable } from './figure-table.tsx';

export interface FigureBlockProps {
  figure: DrawnFigure | undefined;
  headingLevel?: 2 | 3 | undefined;
  /** Prints the table openly instead of folded. */
  tableShown?: boolean | undefined;
  /** In place of the drawing, made of the same rows: where every mark is a link, or where the table is the picture. */
  picture?: ReactNode;
  /** Where the picture is the table. */
  tableLeftOut?: boolean | undefined;
}

/**
 * A figure as it stands on a page: finding, picture, the same numbers as a table, where they come from, and ways to
 * take it along. Nothing here needs scripts.
 */
export function FigureBlock({
  figure,
  headingLevel = 2,
  tableShown = false,
  picture,
  tableLeftOut = false,
}: FigureBlockProps) {
  const words = useWords('figure');
  const link = usePublicationLink();
  if (!figure) return null;
  const { definition, wide, narrow } = figure;
  const Heading = `h${headingLevel}` as const;
  const headingId = `${definition.id}-title`;
  const table = <FigureTable figure={definition} />;
  return (
    <figure id={definition.id} className={styles.figure} aria-labelledby={headingId}>
      <Heading id={headingId} className={styles.title}>
        {definition.title}
      </Heading>
      {picture ?? (
        <div className={styles.place} data-figure={definition.id}>
          {/* Drawn by server/domain/figure, which escapes every text that it draws. */}
          <div className={styles.wide} dangerouslySetInnerHTML={{ __html: wide }} />
          <div className={styles.narrow} dangerouslySetInnerHTML={{ __html: narrow }} />
        </div>
      )}
      {tableLeftOut ? null : tableShown ? (
        <div className={styles.table}>{table}</div>
      ) : (
        <div className={styles.table}>
          <Details summary={words('asTable')} flush>
            {table}
          </Details>
        </div>
      )}
      <figcaption className={styles.foot}>
        {definition.notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
        <ul className={styles.facts}>
          <li>{words('source', { source: definition.source })}</li>
          {definition.coverage ? <li>{words('coverage', { coverage: definition.coverage })}</li> : null}
          <li>
            <PublicationLine publication={definition.publication} />
          </li>
          <li>
            <Link to={link(`/figures/${definition.id}`)}>{words('receipt')}</Link>
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}
