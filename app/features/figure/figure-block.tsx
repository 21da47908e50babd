import type { ReactNode } from 'react';
import { Link, useHref } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { classNames } from '#app/components/class-names.ts';
import { Details } from '#app/components/details.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { withPublication } from '#app/features/publication/link.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import { canBeExplored } from '#server/domain/figure/explore-series.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { upperFirst } from '#server/domain/finding/sentence-parts.ts';
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
  /** What the page is headed with already; the title goes on from there. */
  about?: string | undefined;
  /** Notes that the page says above several figures. */
  notesSaid?: readonly string[] | undefined;
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
  about,
  notesSaid = [],
}: FigureBlockProps) {
  const words = useWords('figure');
  if (!figure) return null;
  const { definition, wide, narrow } = figure;
  const Heading = `h${headingLevel}` as const;
  const headingId = `${definition.id}-title`;
  const marks = listMissingValueMarkers(definition);
  const lang = words.lang === 'en' ? undefined : words.lang;
  const table = <FigureTable figure={definition} />;
  const notes = definition.notes.filter((note) => !notesSaid.includes(note));
  return (
    <figure id={definition.id} className={styles.figure} aria-labelledby={headingId}>
      <Heading id={headingId} className={styles.title}>
        {shortenTitle(definition.title, about)}
      </Heading>
      {/* Where there is room, what is said of a drawing stands beside it; a picture of links takes the whole width. */}
      <div className={classNames(styles.body, picture === undefined && styles.beside)}>
        <div className={styles.main}>
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
          <div className={styles.tools}>
            {picture === undefined && canBeExplored(definition) ? <Explore figure={definition} /> : null}
            {tableLeftOut || tableShown ? null : (
              <div className={styles.folded}>
                <Details summary={<span lang={lang}>{words('asTable')}</span>} flush>
                  {table}
                </Details>
              </div>
            )}
          </div>
        </div>
        {tableShown && !tableLeftOut ? <div className={styles.table}>{table}</div> : null}
        <div className={styles.foot}>
          {notes.length > 0 ? (
            <div className={styles.notes}>
              {notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
            </div>
          ) : null}
          <div className={styles.origin}>
            <ul className={styles.facts}>
              <li lang={lang}>
                {words.rich('source', { source: <span lang={lang && 'en'}>{definition.source}</span> })}
              </li>
              {definition.coverage ? (
                <li lang={lang}>
                  {words.rich('coverage', {
                    coverage: <span lang={lang && 'en'}>{definition.coverage}</span>,
                  })}
                </li>
              ) : null}
              <li>
                <PublicationLine publication={definition.publication} />
              </li>
            </ul>
            <WaysToTakeAlong id={definition.id} lang={lang} />
          </div>
        </div>
      </div>
    </figure>
  );
}

/** A title without the name that stands above it: "By sex in …" in place of "Victims identified, by sex in …". */
function shortenTitle(title: string, about: string | undefined): string {
  const rest = about && title.startsWith(about) ? /^[,:] (.+)$/s.exec(title.slice(about.length))?.[1] : null;
  return rest ? upperFirst(rest) : title;
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
