import { formatRange } from '#server/domain/language/number-format.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import { describeFigureCell } from '#server/domain/figure/format-cell.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { RequestContext } from '#app/request-context.ts';
import { embedPolicy, embedScript } from '#server/domain/embed/embed-policy.ts';
import { buildFigureAddress, buildFigureTexts } from '#app/features/figure/figure-file.server.ts';
import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { SymbolSvg } from '#app/features/status/status-symbol.tsx';
import type {
  DrawnFigure,
  FigureCell,
  FigureDefinition,
  FigureLabels,
  MissingValueMarker,
} from '#server/domain/figure/figure.types.ts';
import { statusMeanings } from '#server/domain/figure/status-palette.ts';
import { getMissingValueShape } from '#server/domain/figure/symbol-shapes.ts';
import { getLanguage, type LanguageCode } from '#server/domain/language/languages.ts';
import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';

/** Answers with a figure for a frame on another site, or with why there is none, in the same frame. */
export async function answerEmbed(
  { publicCaller, requestId, origin, language }: RequestContext,
  id: string,
  request: Request,
): Promise<Response> {
  const publication = readPublication(request.url);
  const place = { origin, language };
  const found = await attempt(requestId, async () => {
    const figure = await publicCaller.dashboard.figure({ id, publication, language });
    const labels = language === 'en' ? {} : await publicCaller.dashboard.labels({ publication, language });
    return { figure, labels };
  });
  if (found.ok) {
    const { figure, labels } = found.value;
    return send(
      200,
      <EmbedDocument
        {...place}
        figure={figure}
        labels={labels}
        notice={figure.notice}
        pinned={publication !== undefined}
      />,
    );
  }
  const status = getRefusalStatus(found.refusal);
  const words = buildWords(language, 'embed');
  return send(
    status,
    <EmbedRefusal
      {...place}
      heading={words(status >= 500 ? 'broken' : 'notHere')}
      sentence={status === 404 ? words('notHereExplain') : found.refusal.sentence}
    />,
  );
}

function send(status: number, document: React.ReactElement): Response {
  return new Response(`<!doctype html>${renderToStaticMarkup(document)}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': publicCacheControl,
      'content-security-policy': embedPolicy,
      'cross-origin-resource-policy': 'cross-origin',
    },
  });
}

type Place = { origin: string; language: LanguageCode };

type EmbedProps = Place & {
  figure: DrawnFigure;
  labels: FigureLabels;
  notice: string;
  /** Whether the frame keeps to the publication in view rather than following the newest. */
  pinned: boolean;
};

/**
 * A figure as a page of its own for a frame on another site: whole without scripts, sheets, fonts and cookies. Where
 * scripts run, one tells the page around it how high it is.
 */
function EmbedDocument({ figure, labels, notice, pinned, origin, language }: EmbedProps) {
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
              <li key={word}>
                <SymbolSvg shape={getMissingValueShape(mark)} /> {word}
              </li>
            ))}
          </ul>
        ) : null}
        <details>
          <summary>{words('table')}</summary>
          <EmbedTable
            figure={definition}
            say={{
              labels,
              words: (name) => figureWords(name),
              range: figureWords('rangeInWords', { least: '{least}', most: '{most}' }),
            }}
          />
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

type EmbedRefusalProps = Place & { heading: string; sentence: string };

/** What stands in the frame when there is no figure to show. */
function EmbedRefusal({ heading, sentence, origin, language }: EmbedRefusalProps) {
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
        <script dangerouslySetInnerHTML={{ __html: embedScript }} />
      </body>
    </html>
  );
}

type Say = {
  labels: FigureLabels;
  /** The words for the five marks and for ranges. */
  words: (name: MissingValueMarker | 'range') => string;
  /** A range in words: "{least} to {most}". */
  range: string;
};

/** The numbers of a figure without links, for a frame on another site. */
function EmbedTable({ figure, say }: { figure: FigureDefinition; say: Say }) {
  const label = (list: { name: string; code: string } | undefined, english: string) =>
    (list && say.labels[`${list.name}/${list.code}`]) ?? english;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table wider than the frame is scrolled by keyboard too
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
  const range = findRange(cell);
  const word = say.words(range ? 'range' : cell.mark);
  return (
    <span title={word}>
      <SymbolSvg shape={getMissingValueShape(cell.mark)} />
      {range ? <span aria-hidden="true"> {formatRange(range)}</span> : null}
      <span className="hidden">
        {range ? describeFigureCell(cell, unit, { range: word, rangeInWords: say.range }) : word}
      </span>
    </span>
  );
}

/** Statuses in the reader's own colours, or in black and white: patterns in place of colours. */
const patternsOnly = (paper: string, ink: string) =>
  `--pattern:1;${statusMeanings
    .map(
      (meaning) =>
        `--status-${meaning}:${paper};--status-${meaning}-edge:${ink};--status-${meaning}-on:${ink}`,
    )
    .join(';')}`;

/** Everything that an embedded figure looks by: it asks for no sheet and no font. At most 6 KB. */
export const embedStyles = `
:root{color-scheme:light;--paper:#fcfaf5;--ink:#1e1d1a;--ink-muted:#59554c;--rule:#d6d1c4;--sea:#0b4f6a;font:16px/1.45 "Noto Sans",system-ui,"Segoe UI",Roboto,Arial,"Noto Sans Thai","Noto Sans Khmer",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main{padding:12px;max-width:76rem;container-type:inline-size}
figure{margin:0}
h1{margin:0 0 8px;font-size:1.25rem;line-height:1.25;font-weight:600;text-wrap:balance;max-width:44ch}
.notice{margin:0 0 12px;padding:8px 10px;background:#f4f1e8;font-size:.8rem}
.wide{display:none}
.picture svg{display:block;max-width:100%;height:auto}
.narrow svg{width:100%;max-width:26rem}
@container (min-width:38rem){.wide{display:block}.narrow{display:none}}
a{color:var(--sea);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--sea);outline-offset:2px}
ul{margin:8px 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:2px 20px;font-size:.85rem;color:var(--ink-muted)}
.legend{color:var(--ink);gap:2px 16px}
.legend svg,td svg{width:13px;height:13px;vertical-align:-1px}
p{margin:8px 0 0;font-size:.85rem;color:var(--ink-muted);max-width:68ch}
p.notice{margin:0 0 12px;color:var(--ink);max-width:none}
details{margin-top:8px}
summary{cursor:pointer;color:var(--sea);padding:4px 0;font-size:.9rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;min-width:100%}
caption{text-align:start;padding:4px 0;color:var(--ink-muted)}
th,td{padding:5px 12px 5px 0;text-align:start;vertical-align:baseline;font-weight:400}
thead th{border-bottom:1px solid var(--ink);font-weight:600;vertical-align:bottom}
.number{text-align:end;white-space:nowrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-contrast:more){:root{--ink-muted:var(--ink);--rule:#7a7569}}
@media (forced-colors:active){:root{--paper:Canvas;--paper-inset:Canvas;--ink:CanvasText;--ink-muted:CanvasText;--rule:CanvasText;--rule-control:CanvasText;--sea:LinkText;--series-1:CanvasText;--series-2:CanvasText;--series-3:CanvasText;--series-4:CanvasText;${patternsOnly('Canvas', 'CanvasText')}}svg{forced-color-adjust:none}}
@media print and (monochrome){:root{${patternsOnly('#fff', '#000')}}}
@media print{:root{--paper:#fff;--ink:#000}details::details-content{block-size:auto;content-visibility:visible}}
`
  .trim()
  .replaceAll('\n', '');
