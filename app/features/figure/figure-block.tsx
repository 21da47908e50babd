import type { ReactNode } from 'react';
import { Link, useHref } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { withPublication } from '#app/features/publication/link.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import { canBeExplored } from '#server/domain/figure/explore-series.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listNoNumberMarks } from '#server/domain/figure/list-marks.ts';
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
 * take it along. Nothing here needs scripts; with them, arrow keys lead through the picture, and a chart to explore
 * takes its place at a press. See app/public-script.
 */
export function FigureBlock({
  figure,
  headingLevel = 2,
  tableShown = false,
  picture,
  tableLeftOut = false,
}: FigureBlockProps) {
  const words = useWords('figure');
  if (!figure) return null;
  const { definition, wide, narrow } = figure;
  const Heading = `h${headingLevel}` as const;
  const headingId = `${definition.id}-title`;
  const marks = listNoNumberMarks(definition);
  const lang = words.lang === 'en' ? undefined : words.lang;
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
      {marks.length > 0 ? (
        <div className={styles.legend} lang={lang}>
          <Legend noNumbers={marks} />
        </div>
      ) : null}
      {picture === undefined && canBeExplored(definition) ? <Explore figure={definition} /> : null}
      {tableLeftOut ? null : tableShown ? (
        <div className={styles.table}>{table}</div>
      ) : (
        <div className={styles.table}>
          <Details summary={<span lang={lang}>{words('asTable')}</span>} flush>
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
          <li lang={lang}>
            {words.rich('source', { source: <span lang={lang && 'en'}>{definition.source}</span> })}
          </li>
          {definition.coverage ? (
            <li lang={lang}>
              {words.rich('coverage', { coverage: <span lang={lang && 'en'}>{definition.coverage}</span> })}
            </li>
          ) : null}
          <li>
            <PublicationLine publication={definition.publication} />
          </li>
        </ul>
        <WaysToTakeAlong id={definition.id} lang={lang} />
      </figcaption>
    </figure>
  );
}

/** Receipt, files and the code for other sites, in one quiet line. */
function WaysToTakeAlong({ id, lang }: { id: string; lang: string | undefined }) {
  const words = useWords('figure');
  const link = usePublicationLink();
  const file = (name: string, word: string) => (
    <Link to={link(`/figures/${id}/${name}`)} reloadDocument>
      {word}
    </Link>
  );
  return (
    <ul className={styles.ways} lang={lang}>
      <li>
        <Link to={link(`/figures/${id}`)}>{words('receipt')}</Link>
      </li>
      <li>
        {words('download')}: {file('rows.csv', 'CSV')}, {file('picture.png', 'PNG')},{' '}
        {file('picture.svg', 'SVG')}
      </li>
      <li>
        <Link to={link(`/figures/${id}#embed`)}>{words('embed')}</Link>
      </li>
    </ul>
  );
}

/** The button that asks for the chart; there only where scripts run. */
function Explore({ figure }: { figure: FigureDefinition }) {
  const words = useWords('figure');
  const more = useWords('explore');
  // Of the publication in view, whichever is the newest when the button is pressed.
  const definition = useHref(
    withPublication(`/figures/${figure.id}/definition.json`, figure.publication.number),
  );
  return (
    <p className={styles.explore} hidden data-needs-script="" data-print="hide">
      <Button
        type="button"
        variant="quiet"
        compact
        lang={words.lang}
        aria-pressed="false"
        data-explore={figure.id}
        data-definition={definition}
        data-chosen={more('shown')}
        data-failed={more('failed')}
      >
        {words('asChart')}
      </Button>
    </p>
  );
}
