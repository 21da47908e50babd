import { buildFigureAddress, buildFigureTexts } from '#app/features/figure/figure-texts.ts';
import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { SymbolSvg } from '#app/features/status/status-symbol.tsx';
import type {
  DrawnFigure,
  FigureCell,
  FigureDefinition,
  FigureLabels,
} from '#server/domain/figure/figure.types.ts';
import { noNumberShape } from '#server/domain/figure/symbol-shapes.ts';
import { getLanguage, type LanguageCode } from '#server/domain/language/languages.ts';
import { embedStyles } from './embed-styles.ts';
import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';

type Place = { origin: string; language: LanguageCode };

export type EmbedProps = Place & {
  figure: DrawnFigure;
  labels: FigureLabels;
  notice: string;
  /** Whether the frame keeps to the publication in view rather than following the newest. */
  pinned: boolean;
};

/** A figure as a page of its own for a frame on another site: whole without scripts, sheets, fonts and cookies. */
export function EmbedDocument({ figure, labels, notice, pinned, origin, language }: EmbedProps) {
  const { definition, wide, narrow } = figure;
  const words = buildWords(language, 'embed');
  const figureWords = buildWords(language, 'figure');
  const texts = buildFigureTexts(definition, { origin, language, notice });
  const address = pinned
    ? buildFigureAddress(origin, language, definition)
    : buildAddress(origin, language, `/figures/${definition.id}`);
  return (
    <EmbedFrame title={definition.title} language={language} canonical={address}>
      {notice ? <p className="notice">{notice}</p> : null}
      <figure aria-labelledby="title">
        <h1 id="title">{definition.title}</h1>
        {/* Drawn by server/domain/figure, which escapes every text that it draws. */}
        <div className="picture wide" dangerouslySetInnerHTML={{ __html: withoutScriptWords(wide) }} />
        <div className="picture narrow" dangerouslySetInnerHTML={{ __html: withoutScriptWords(narrow) }} />
        {texts.legend.length > 0 ? (
          <ul className="legend" aria-label={figureWords('legend')}>
            {texts.legend.map(({ mark, word }) => (
              <li key={mark}>
                <SymbolSvg shape={noNumberShape(mark)} /> {word}
              </li>
            ))}
          </ul>
        ) : null}
        <details>
          <summary>{words('table')}</summary>
          <EmbedTable figure={definition} say={{ labels, mark: (mark) => figureWords(mark) }} />
        </details>
        <figcaption>
          {definition.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          <ul>
            <li>{texts.source}</li>
            {texts.coverage ? <li>{texts.coverage}</li> : null}
            <li>{definition.publication.roundTitle}</li>
            <li>{texts.publication}</li>
            <li>
              <a href={address} target="_blank" rel="noopener">
                {words('openTracker')} <span className="hidden">{words('opensNew')}</span>
              </a>
            </li>
          </ul>
        </figcaption>
      </figure>
    </EmbedFrame>
  );
}

/** The words at the marks stand in titles too; those for a script, of which there is none here, are left out. */
const withoutScriptWords = (svg: string) => svg.replaceAll(/ data-say="[^"]*"/g, '');

export type EmbedRefusalProps = Place & { heading: string; sentence: string };

/** What stands in the frame when there is no figure to show. */
export function EmbedRefusal({ heading, sentence, origin, language }: EmbedRefusalProps) {
  const words = buildWords(language, 'embed');
  return (
    <EmbedFrame title={heading} language={language}>
      <h1>{heading}</h1>
      <p>{sentence}</p>
      <p>
        <a href={buildAddress(origin, language, '/')} target="_blank" rel="noopener">
          {words('toTracker')} <span className="hidden">{words('opensNew')}</span>
        </a>
      </p>
    </EmbedFrame>
  );
}

function EmbedFrame({
  title,
  language,
  canonical,
  children,
}: {
  title: string;
  language: LanguageCode;
  canonical?: string;
  children: React.ReactNode;
}) {
  const { code, tag } = getLanguage(language);
  return (
    <html lang={code === 'en' ? 'en-GB' : tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Bohol tracker`}</title>
        {/* Search engines list the figure's page, not its frame. */}
        <meta name="robots" content="noindex" />
        {canonical ? <link rel="canonical" href={canonical} /> : null}
        <style dangerouslySetInnerHTML={{ __html: embedStyles }} />
      </head>
      <body>
        <main lang={code === 'en' ? undefined : 'en'}>{children}</main>
      </body>
    </html>
  );
}

type Say = {
  labels: FigureLabels;
  /** The words for the five marks. */
  mark: (mark: Extract<FigureCell, { kind: 'none' }>['mark']) => string;
};

/** The numbers of a figure without links, for a frame on another site. */
function EmbedTable({ figure, say }: { figure: FigureDefinition; say: Say }) {
  const label = (list: { name: string; code: string } | undefined, english: string) =>
    (list && say.labels[`${list.name}/${list.code}`]) ?? english;
  return (
    // A table that is wider than the frame is scrolled by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" role="region" aria-label={figure.summary} tabIndex={0}>
      <table>
        <caption>{figure.summary}</caption>
        <thead>
          <tr>
            {figure.columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? 'number' : undefined}>
                {label(column.list, column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((row) => (
            <tr key={row.key}>
              {figure.columns.map((column, index) => {
                const Tag = index === 0 ? 'th' : 'td';
                const cell = row.cells[column.key];
                return (
                  <Tag
                    key={column.key}
                    scope={index === 0 ? 'row' : undefined}
                    className={column.numeric ? 'number' : undefined}
                  >
                    {cell ? <Cell cell={cell} unit={figure.unit} label={label} say={say} /> : null}
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  cell,
  unit,
  label,
  say,
}: {
  cell: FigureCell;
  unit: string;
  label: (list: { name: string; code: string } | undefined, english: string) => string;
  say: Say;
}) {
  if (cell.kind === 'number') return formatFigureNumber(cell.value, cell.unit ?? unit);
  if (cell.kind === 'text') return label(cell.list, cell.text);
  const word = say.mark(cell.mark);
  return (
    <span title={word}>
      <SymbolSvg shape={noNumberShape(cell.mark)} />
      <span className="hidden">{word}</span>
    </span>
  );
}
