import { findRange } from '#server/domain/value/count-range.ts';
import { type ReactNode, useId } from 'react';
import { useHref } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { Button } from '#app/components/button.tsx';
import { classNames } from '#app/components/class-names.ts';
import { Details } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { usePublicationLink, withPublication } from '#app/features/publication/link.ts';
import { Legend } from '#app/features/status/status-legend.tsx';
import { canBeExplored } from '#server/domain/figure/build-interactive-chart.ts';
import type {
  DrawnFigure,
  FigureCell,
  FigureDefinition,
  FigureRow,
  StackedChart,
  StatusBarsChart,
} from '#server/domain/figure/figure.types.ts';
import { listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import styles from './figure-block.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { English, LabelWord, useLabel } from '#app/features/language/language-context.tsx';
import { FigureText, FigureTexts } from './figure-text.tsx';
import { NoNumber, StatusWord } from '#app/features/status/status-symbol.tsx';
import { formatParts } from '#server/domain/figure/format-cell.ts';
import { formatFigureNumber, formatCount } from '#server/domain/language/counted-nouns.ts';
import { type BarSegment, drawBar, drawSwatch } from '#server/domain/figure/draw/draw-bar.ts';
import { getDrawingSize } from '#server/domain/figure/draw/frame.ts';
import { drawSparkline } from '#server/domain/figure/draw/draw-sparkline.ts';
import type { Things } from '#server/domain/language/counted-nouns.ts';

type FigureBlockProps = Shown & {
  headingLevel?: 2 | 3 | undefined;
  /** Prints the table openly instead of folded. */
  tableShown?: boolean | undefined;
  /** Where the picture is the table. */
  tableLeftOut?: boolean | undefined;
  /** What the page is headed with already; the title goes on from there. */
  about?: string | undefined;
  /** Notes that the page says above several figures. */
  notesSaid?: readonly string[] | undefined;
  /** The title is what the figure is unfolded by, and is not shown a second time. */
  titleSaid?: boolean | undefined;
};

/** As many notes as a figure has room for; the others are folded. */
const shownNotes = 2;

/**
 * A figure as it was drawn; or, without its drawings, with a picture made of the same rows: where every mark is a link,
 * or where the table is the picture.
 */
type Shown =
  | { figure: DrawnFigure | undefined; picture?: undefined }
  | { figure: { definition: FigureDefinition; wide?: undefined } | undefined; picture: ReactNode };

/**
 * A figure as it stands on a page: finding, picture, the same numbers as a table, where they come from, and ways to
 * take it along. Nothing here needs scripts; with them, arrow keys lead through the picture, and an
 * interactive chart takes its place at a press. See app/public-script.
 */
export function FigureBlock({
  figure,
  headingLevel = 2,
  tableShown = false,
  picture,
  tableLeftOut = false,
  about,
  notesSaid = [],
  titleSaid = false,
}: FigureBlockProps) {
  const words = useWords('figure');
  if (!figure) return null;
  const { definition } = figure;
  const drawing = figure.wide === undefined ? null : figure;
  const Heading = `h${headingLevel}` as const;
  const headingId = `${definition.id}-title`;
  const marks = listMissingValueMarkers(definition);
  const lang = words.lang === 'en' ? undefined : words.lang;
  const table = <FigureTable figure={definition} />;
  const notes = definition.notes.filter((note) => !notesSaid.includes(note));
  return (
    <FigureTexts figure={definition}>
      <figure id={definition.id} className={styles.figure} aria-labelledby={headingId} lang={lang && 'en'}>
        <Heading id={headingId} className={titleSaid ? undefined : styles.title}>
          {titleSaid ? (
            <VisuallyHidden>{definition.title}</VisuallyHidden>
          ) : (
            shortenTitle(definition.title, about)
          )}
        </Heading>
        {/* Where there is room, what is said of a drawing stands beside it; a picture of links takes the whole width. */}
        <div className={classNames(styles.body, drawing && styles.beside)}>
          <div className={styles.main}>
            {drawing ? (
              <div
                className={styles.place}
                data-figure={definition.id}
                {...(isLongerThanPaper(drawing.wide) ? { 'data-print': 'hide' } : {})}
              >
                {/* Drawn by server/domain/figure, which escapes every text that it draws. */}
                <div className={styles.wide} dangerouslySetInnerHTML={{ __html: drawing.wide }} />
                <div className={styles.narrow} dangerouslySetInnerHTML={{ __html: drawing.narrow }} />
              </div>
            ) : (
              picture
            )}
            {marks.length > 0 ? (
              <div className={styles.legend} lang={lang}>
                <Legend noNumbers={marks} />
              </div>
            ) : null}
            <div className={styles.tools}>
              {drawing && canBeExplored(definition) ? <Explore figure={definition} /> : null}
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
                {notes.slice(0, shownNotes).map((note) => (
                  <p key={note}>
                    <FigureText>{note}</FigureText>
                  </p>
                ))}
                {notes.length > shownNotes ? (
                  <Details
                    summary={
                      <span lang={lang}>{words('moreNotes', { count: notes.length - shownNotes })}</span>
                    }
                  >
                    {notes.slice(shownNotes).map((note) => (
                      <p key={note}>
                        <FigureText>{note}</FigureText>
                      </p>
                    ))}
                  </Details>
                ) : null}
              </div>
            ) : null}
            <div className={styles.origin}>
              <ul className={styles.facts}>
                <li lang={lang}>
                  {words.rich('source', { source: <FigureText>{definition.source}</FigureText> })}
                </li>
                {definition.coverage ? (
                  <li lang={lang}>
                    {words.rich('coverage', {
                      coverage: <FigureText>{definition.coverage}</FigureText>,
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
    </FigureTexts>
  );
}

/** A drawing that paper would cut in pieces is left to its table there, which is open. */
const isLongerThanPaper = (svg: string): boolean => getDrawingSize(svg).height > paperHeight;
/** Of a sheet of A4 between its margins, in px. */
const paperHeight = 970;

/** A figure behind its title, which says what the figure shows, or behind a shorter name. */
export function FoldedFigure({
  figure,
  name,
  about,
  notesSaid,
}: {
  figure: DrawnFigure | undefined;
  name?: string | undefined;
} & Pick<FigureBlockProps, 'about' | 'notesSaid'>) {
  return figure ? (
    <Details summary={name ?? <English>{shortenTitle(figure.definition.title, about)}</English>} flush>
      <FigureBlock
        figure={figure}
        headingLevel={3}
        titleSaid={name === undefined}
        about={about}
        notesSaid={notesSaid}
      />
    </Details>
  ) : null;
}

/** A title without the name that stands above it: "By sex in …" in place of "Victims identified, by sex in …". */
function shortenTitle(title: string, about: string | undefined): string {
  const rest = about && title.startsWith(about) ? /^[,:] (.+)$/s.exec(title.slice(about.length))?.[1] : null;
  return rest ? formatUpperFirst(rest) : title;
}

/** Receipt, files and the code for other sites, in one quiet line. */
function WaysToTakeAlong({ id, lang }: { id: string; lang: string | undefined }) {
  const words = useWords('figure');
  const link = usePublicationLink();
  const file = (name: string, word: string) => <Link to={link(`/figures/${id}/${name}`)}>{word}</Link>;
  return (
    <ul className={styles.ways} lang={lang}>
      <li>
        <Link to={link(`/figures/${id}`)}>{words('receipt')}</Link>
      </li>
      <li>
        {words('download')}: {file('rows.csv', 'CSV')}, {file('picture.png', 'PNG')},{' '}
        {file('picture.svg', 'SVG')}, {file('slide.png', words('slide'))}
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

/** The numbers of a figure, all of them: what is drawn is read from the same rows. */
function FigureTable({ figure }: { figure: FigureDefinition }) {
  // More columns than rows would not fit a page of paper.
  const { chart } = figure;
  const isOfBars = chart.kind === 'stacked' || chart.kind === 'statuses';
  if (isOfBars && chart.series.length > figure.rows.length) {
    return <TurnedTable figure={figure} chart={chart} />;
  }
  return (
    <DataTable
      caption={<FigureText>{figure.summary}</FigureText>}
      rows={figure.rows}
      rowKey={(row) => row.key}
      columns={figure.columns.map((column, index) => ({
        key: column.key,
        header: <Word list={column.list}>{column.label}</Word>,
        cell: (row: FigureRow) => <Cell cell={nameRound(column.key, row)} unit={figure.unit} />,
        numeric: column.numeric,
        nowrap: figure.rows.every((row) => isCode(row.cells[column.key])),
        rowHeader: index === 0,
      }))}
    />
  );
}

/** A code such as "2025-H1" is not broken at its hyphen. */
const isCode = (cell: FigureCell | undefined) => cell?.kind !== 'text' || /^\S{0,9}$/.test(cell.text);

/** The same the other way round: a line for each part of a bar, a column for each bar, named by its key. */
function TurnedTable({ figure, chart }: { figure: FigureDefinition; chart: StackedChart | StatusBarsChart }) {
  const [first] = figure.columns;
  const lines = figure.columns.filter(({ key }) => chart.series.includes(key));
  return (
    <DataTable
      caption={<FigureText>{figure.summary}</FigureText>}
      rows={lines}
      rowKey={({ key }) => key}
      dense
      fit
      columns={[
        {
          key: chart.label,
          header: <FigureText>{first?.label ?? ''}</FigureText>,
          rowHeader: true,
          cell: ({ label, list, mark }) => {
            const word = <Word list={list}>{label}</Word>;
            return mark ? <StatusWord mark={mark}>{word}</StatusWord> : word;
          },
        },
        ...figure.rows.map((row) => ({
          key: row.key,
          header: <ShortName row={row} name={nameRound(chart.label, row)} />,
          numeric: true,
          minWidth: '3rem',
          cell: ({ key }: (typeof lines)[number]) => <Cell cell={row.cells[key]} unit={figure.unit} />,
        })),
      ]}
    />
  );
}

/** The key of a row, with its name for the pointer and for screen readers. */
function ShortName({ row, name }: { row: FigureRow; name: FigureCell | undefined }) {
  const text = name?.kind === 'text' ? name.text : '';
  return (
    <span title={text}>
      {row.key}
      {text === row.key ? null : (
        <VisuallyHidden>
          {' '}
          <Word list={name?.kind === 'text' ? name.list : undefined}>{text}</Word>
        </VisuallyHidden>
      )}
    </span>
  );
}

function Cell({ cell, unit }: { cell: FigureCell | undefined; unit: string }) {
  const link = usePublicationLink();
  if (!cell) return null;
  if (cell.kind === 'text') {
    const word = <Word list={cell.list}>{cell.text}</Word>;
    const text = cell.mark ? <StatusWord mark={cell.mark}>{word}</StatusWord> : word;
    return cell.path ? <Link to={link(cell.path)}>{text}</Link> : text;
  }
  const parts = formatParts(cell);
  const shown =
    cell.kind === 'number' ? (
      <>
        <data value={cell.value}>{formatFigureNumber(cell.value, cell.unit ?? unit)}</data>
        {/* The two parts of a percentage stand under it. */}
        {parts ? <span className={styles.parts}> {parts}</span> : null}
      </>
    ) : (
      <NoNumber state={cell.mark} range={findRange(cell)} />
    );
  return cell.receipt ? <Link to={link(cell.receipt)}>{shown}</Link> : shown;
}

/** The cell that names a row which is a round, as the word of a list: publications before this did not say so. */
function nameRound(column: string, row: FigureRow): FigureCell | undefined {
  const cell = row.cells[column];
  return column === 'round' && cell?.kind === 'text'
    ? { list: { name: 'round', code: row.key }, ...cell }
    : cell;
}

/** A word of a list, or one that the figures themselves use, in the language of the page; any other text as it is. */
function Word({ list, children }: { list?: { name: string; code: string } | undefined; children: string }) {
  const label = useLabel();
  if (!list || label(list.name, list.code, '') === '') return <FigureText>{children}</FigureText>;
  return (
    <LabelWord list={list.name} code={list.code}>
      {children}
    </LabelWord>
  );
}

/** Values over time as a small line in a table: oldest first, null where there is no number. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  return (
    <span className={styles.sparkline} dangerouslySetInnerHTML={{ __html: drawSparkline(values, label) }} />
  );
}

/** Things by their status as one bar, with a legend of what it shows: "Viet Nam: 10 activities: 3 completed, 2 delayed." */
export function StatusBar({
  label,
  unit,
  segments,
}: {
  label: string;
  unit: Things;
  segments: readonly (BarSegment & { key: string })[];
}) {
  const id = useId().replaceAll(/[^\w-]/g, '');
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const svg = drawBar(id, `${label}: ${formatCount(total, unit)}`, segments);
  return (
    <div className={styles.bar}>
      <div dangerouslySetInnerHTML={{ __html: svg }} />
      <ul className={styles.barLegend}>
        {segments
          .filter(({ value }) => value > 0)
          .map(({ key, label: word, mark }) => (
            <li key={key}>
              <span dangerouslySetInnerHTML={{ __html: drawSwatch(`${id}k`, mark) }} />
              <LabelWord list="activity_status" code={key}>
                {word}
              </LabelWord>
            </li>
          ))}
      </ul>
    </div>
  );
}
