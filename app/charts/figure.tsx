import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import { Details } from '#app/components/details.tsx';
import styles from './figure.module.css';
import { FigureSlot } from './figure-slot.tsx';

export interface FigureProps {
  /** The finding, as a heading: "Two in three activities are under way or done". */
  title: ReactNode;
  /** One sentence that says what is seen. */
  summary?: ReactNode;
  /** The same numbers as a table; rendered on the server. */
  table: ReactNode;
  /** `folded` (default) puts the table under "Show as a table"; `shown` prints it openly; it is open wherever scripts are off. */
  tableAs?: 'folded' | 'shown' | undefined;
  source: ReactNode;
  /** "9 of 11 states reporting". */
  coverage?: ReactNode;
  /** "Publication 4, 30 April 2026", usually a link. */
  publication?: ReactNode;
  downloadHref?: string | undefined;
  downloadLabel?: string | undefined;
  /** Anything the reader must know before comparing. */
  notes?: ReactNode;
  /** A picture that needs no scripts (SVG, CSS). Stands in the place of the chart until that is drawn. */
  picture?: ReactNode;
  /** The interactive chart: `lazy()` components. Drawn in the browser only; see `draw`. */
  children?: ReactNode;
  /** Height kept free for the chart in px, so that the page does not jump. */
  chartHeight?: number | undefined;
  /**
   * `near` draws the chart when the reader comes near it; `asked` only after a press on a button, since
   * the chart library weighs as much as all else on the page. Without it: `asked` when a picture stands
   * there already, else `near`.
   */
  draw?: 'near' | 'asked' | undefined;
  headingLevel?: 2 | 3 | 4 | undefined;
  id?: string | undefined;
}

/**
 * The frame of every figure: finding, sentence, picture or chart, table of the same numbers, source,
 * coverage and download. All but the interactive chart comes from the server, and nothing is lost
 * when that never arrives.
 */
export function Figure(props: FigureProps) {
  const {
    title,
    summary,
    table,
    tableAs = 'folded',
    source,
    coverage,
    publication,
    notes,
    picture,
    children,
  } = props;
  const Heading = `h${props.headingLevel ?? 2}` as const;
  const generatedId = useId();
  const headingId = props.id ? `${props.id}-title` : generatedId;
  return (
    <figure id={props.id} className={styles.figure} aria-labelledby={headingId}>
      <Heading id={headingId} className={styles.title}>
        {title}
      </Heading>
      {summary ? <p className={styles.summary}>{summary}</p> : null}
      {children ? (
        <FigureSlot
          height={props.chartHeight ?? 320}
          picture={picture}
          draw={props.draw ?? (picture ? 'asked' : 'near')}
        >
          {children}
        </FigureSlot>
      ) : picture ? (
        <div className={styles.picture}>{picture}</div>
      ) : null}
      {tableAs === 'shown' ? (
        <div className={styles.table}>{table}</div>
      ) : (
        <div className={classNames(styles.table, styles.folded)}>
          <Details summary="Show as a table" flush>
            {table}
          </Details>
        </div>
      )}
      <figcaption className={styles.foot}>
        {notes ? <p className={styles.notes}>{notes}</p> : null}
        <ul className={styles.facts}>
          <li>Source: {source}</li>
          {coverage ? <li>Coverage: {coverage}</li> : null}
          {publication ? <li>{publication}</li> : null}
          {props.downloadHref ? (
            <li className={styles.download}>
              <Link to={props.downloadHref} reloadDocument>
                {props.downloadLabel ?? 'Download these figures (CSV)'}
              </Link>
            </li>
          ) : null}
        </ul>
      </figcaption>
    </figure>
  );
}
