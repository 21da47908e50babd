import { formatNumber } from '#server/domain/language/number-format.ts';
import PptxGenJS from 'pptxgenjs';
import type { FigureColumn, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { findStatusMeaning, lightPalette } from '#server/domain/figure/status-palette.ts';
import {
  describeCell,
  describeRun,
  type DocumentCell,
  type DocumentFigure,
  type DocumentTable,
  type PaperBlock,
  type PaperDocument,
} from '#server/domain/report/document.types.ts';
import { buildMissingValueCell } from '#server/domain/report/document-composer.ts';
import { drawPng } from '#server/pictures/draw-png.ts';
import { drawReportFigure } from './build-edition-page.ts';
import { noStatus, replaceUnstableParts } from './deck-package.ts';
import { escapeXmlText, ink, muted, rule, sea } from './docx-text.ts';

type Deck = InstanceType<typeof PptxGenJS>;
type Slide = ReturnType<Deck['addSlide']>;

/** Inches of a wide slide. */
const slide = { width: 13.33, height: 7.5, margin: 0.7, top: 1.5 } as const;
const content = { x: slide.margin, y: slide.top, w: slide.width - 2 * slide.margin, h: 5.1 } as const;
const font = 'Arial';
const paper = 'FBFAF6';
/** Sizes of a title and of a heading in points, each up to how many letters, so that it stays in its place. */
const titleSizes = [
  [40, 66],
  [32, 130],
  [24, Infinity],
] as const;
const headingSizes = [
  [26, 110],
  [22, 150],
  [18, Infinity],
] as const;
/** Rows of a table that are read from the end of a room. */
const mostRows = 8;
/** A table at 14 points, in inches: a line, a letter, the space in a cell, and how high header and rows may be. */
const tableText = { line: 0.24, letter: 0.105, around: 0.2, above: 0.1, most: 4.8 } as const;

/**
 * Renders a brief as slides: its title, its messages, one slide for each chart and table, and its source. Bars and
 * lines are charts that the program for slides can edit; other figures are pictures. The same document gives the
 * same slides.
 */
export async function renderDeck(document: PaperDocument): Promise<Uint8Array> {
  const deck = new PptxGenJS();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = document.file.title;
  deck.subject = document.file.subject;
  deck.author = document.file.author;
  deck.company = document.file.author;
  deck.theme = { headFontFace: font, bodyFontFace: font };
  addTitleSlide(deck, document);
  let heading = document.title;
  let messages: string[] = [];
  const showMessages = () => {
    if (messages.length > 0) addMessageSlide(deck, document, heading, messages);
    messages = [];
  };
  for (const block of document.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'paragraph') showMessages();
    if (block.kind === 'heading') heading = block.text;
    else if (block.kind === 'paragraph') messages.push(block.runs.map(describePaperRun).join(''));
    else if (block.kind === 'figure') await addFigureSlide(deck, document, block);
    else if (block.kind === 'table') addTableSlides(deck, document, heading, block);
  }
  showMessages();
  addSourceSlide(deck, document);
  const bytes = await deck.write({ outputType: 'uint8array' });
  return replaceUnstableParts(bytes as Uint8Array, document.file.madeAt);
}

const describePaperRun = (run: Extract<PaperBlock, { kind: 'paragraph' }>['runs'][number]): string =>
  describeRun(run);

const chooseSize = (words: string, sizes: readonly (readonly [number, number])[]): number =>
  sizes.find(([, letters]) => words.length <= letters)?.[0] ?? 18;

const text = (words: string): string => escapeXmlText(words);

function addTitleSlide(deck: Deck, { head, title, subtitle, foot }: PaperDocument): void {
  const first = deck.addSlide();
  first.background = { color: paper };
  first.addText(text(head.left), { x: slide.margin, y: 1.6, w: 11.9, h: 0.5, fontSize: 16, color: muted });
  first.addText(text(title), {
    x: slide.margin,
    y: 2.1,
    w: 11.9,
    h: 1.6,
    fontSize: chooseSize(title, titleSizes),
    bold: true,
    color: ink,
    valign: 'top',
  });
  first.addText(text(subtitle), { x: slide.margin, y: 3.8, w: 11.9, h: 0.6, fontSize: 22, color: ink });
  first.addShape('rect', { x: slide.margin, y: 4.6, w: 1.4, h: 0.06, fill: { color: sea } });
  first.addText(text(foot), { x: slide.margin, y: 4.8, w: 11.9, h: 0.5, fontSize: 14, color: muted });
}

/** Adds a slide with its finding as title, and its source and number below. */
function addContentSlide(deck: Deck, { foot }: PaperDocument, title: string): Slide {
  const next = deck.addSlide();
  next.background = { color: paper };
  next.addText(text(title), {
    x: slide.margin,
    y: 0.45,
    w: content.w,
    h: 0.95,
    fontSize: chooseSize(title, headingSizes),
    bold: true,
    color: ink,
    valign: 'top',
  });
  next.addText(text(foot), { x: slide.margin, y: 6.9, w: 10, h: 0.35, fontSize: 11, color: muted });
  next.slideNumber = { x: 12.2, y: 6.9, fontFace: font, fontSize: 11, color: muted };
  return next;
}

function addMessageSlide(
  deck: Deck,
  document: PaperDocument,
  heading: string,
  messages: readonly string[],
): void {
  addContentSlide(deck, document, heading).addText(
    messages.map((message) => ({
      text: text(message),
      options: { bullet: { indent: 18 }, breakLine: true, paraSpaceAfter: 14 },
    })),
    { ...content, fontSize: 20, color: ink, valign: 'top' },
  );
}

async function addFigureSlide(deck: Deck, document: PaperDocument, figure: DocumentFigure): Promise<void> {
  const { definition } = figure;
  const next = addContentSlide(deck, document, figure.title);
  const { chart } = definition;
  if (chart.kind === 'stacked' || chart.kind === 'statuses') {
    addStackedChart(deck, next, definition, chart.label, chart.series);
  } else if (chart.kind === 'course') addTimeSeries(deck, next, definition);
  else await addPicture(next, figure);
  const lines = [definition.coverage, ...definition.notes].filter(Boolean).join(' ');
  next.addNotes(text(`${figure.alternative} ${lines}`));
}

const readNumber = (definition: FigureDefinition, row: number, column: string): number | null => {
  const cell = definition.rows[row]?.cells[column];
  return cell?.kind === 'number' ? Number(cell.value) : null;
};

const readText = (definition: FigureDefinition, row: number, column: string): string => {
  const cell = definition.rows[row]?.cells[column];
  return cell?.kind === 'text' ? text(cell.text) : '';
};

/** The colour of a status column, without "#"; that of the paper for one that has none. */
function chooseColour(column: FigureColumn | undefined): string {
  const meaning = findStatusMeaning(column?.mark);
  return meaning === null ? noStatus.fill : lightPalette[meaning].fill.slice(1).toUpperCase();
}

function addStackedChart(
  deck: Deck,
  next: Slide,
  definition: FigureDefinition,
  label: string,
  series: readonly string[],
): void {
  // The first row is drawn at the bottom.
  const rows = definition.rows.map((_, row) => row).toReversed();
  const labels = rows.map((row) => readText(definition, row, label));
  const shown = series
    .map((key) => ({
      column: definition.columns.find((column) => column.key === key),
      values: rows.map((row) => readNumber(definition, row, key) ?? 0),
    }))
    .filter(({ values }) => values.some((value) => value > 0));
  next.addChart(
    deck.ChartType.bar,
    shown.map(({ column, values }) => ({ name: text(column?.label ?? ''), labels, values })),
    {
      ...content,
      // A bar is no thicker for being alone.
      h: Math.min(content.h, 1.3 + 0.95 * rows.length),
      barDir: 'bar',
      barGrouping: 'stacked',
      barGapWidthPct: 45,
      chartColors: shown.map(({ column }) => chooseColour(column)),
      catAxisLabelColor: ink,
      catAxisLabelFontSize: 14,
      valAxisHidden: true,
      valGridLine: { style: 'none' },
      showLegend: true,
      legendPos: 'b',
      legendFontSize: 13,
      legendColor: ink,
      showValue: true,
      dataLabelColor: ink,
      dataLabelFontSize: 13,
      // Nothing is written where there is none.
      dataLabelFormatCode: '#,##0;;',
      altText: text(`${definition.title}. ${definition.summary}.`),
    },
  );
}

/** Adds an indicator's figures: bars for what happened in each round, a line for the situation at its end. */
function addTimeSeries(deck: Deck, next: Slide, definition: FigureDefinition): void {
  const { chart } = definition;
  if (chart.kind !== 'course') return;
  const rows = definition.rows
    .map(({ key }, row) => ({ key, row, place: chart.places[key] }))
    .filter(({ place }) => place?.is === 'round');
  // A round without a number keeps its place on the axis, with why it has none.
  const known = rows.map(({ row }) => {
    const value = readNumber(definition, row, chart.value);
    const cell = definition.rows[row]?.cells[chart.value];
    const name = readText(definition, row, chart.label);
    const why = cell?.kind === 'none' ? describeCell(buildMissingValueCell(cell.mark, cell)) : '';
    return { label: why === '' ? name : `${name}: ${why}`, value };
  });
  const isPercentage = definition.unit === '%';
  next.addChart(
    chart.shape === 'flow' ? deck.ChartType.bar : deck.ChartType.line,
    [
      {
        name: text(definition.unit),
        labels: known.map(({ label }) => label),
        // The library writes nothing where there is no number, but knows it as no type.
        values: known.map(({ value }) => value as number),
      },
    ],
    {
      ...content,
      h: content.h - 0.5,
      chartColors: [sea],
      lineSize: 3,
      lineDataSymbolSize: 9,
      displayBlanksAs: 'gap',
      catAxisLabelFontSize: 14,
      catAxisLabelColor: ink,
      valAxisLabelFontSize: 12,
      valAxisLabelColor: muted,
      valAxisLabelFormatCode: isPercentage ? '0"%"' : '#,##0',
      valAxisMinVal: 0,
      ...(chart.limit === null ? {} : { valAxisMaxVal: chart.limit }),
      valGridLine: { color: rule, size: 0.5 },
      showLegend: false,
      showValue: true,
      dataLabelFontSize: 14,
      dataLabelColor: ink,
      dataLabelPosition: chart.shape === 'flow' ? 'outEnd' : 't',
      dataLabelFormatCode: isPercentage ? '0.0"%"' : '#,##0',
      altText: text(`${definition.title}. ${definition.summary}.`),
    },
  );
  const targets = definition.rows.flatMap(({ key }, row) => {
    const value = chart.places[key]?.is === 'target' ? readNumber(definition, row, chart.target) : null;
    return value === null
      ? []
      : [`${readText(definition, row, chart.label)}: ${formatNumber(value)}${isPercentage ? '%' : ''}`];
  });
  if (targets.length === 0) return;
  // "Target for 2025: 20; for 2026: 24".
  const listed = targets.map((target, at) => (at === 0 ? target : target.replace(/^Target /, '')));
  next.addText(text(listed.join('; ')), {
    x: slide.margin,
    y: 6.3,
    w: content.w,
    h: 0.4,
    fontSize: 14,
    color: muted,
  });
}

async function addPicture(next: Slide, figure: DocumentFigure): Promise<void> {
  const { svg, width, height } = drawReportFigure(figure);
  const scale = Math.min(content.w / width, content.h / height);
  next.addImage({
    data: `image/png;base64,${(await drawPng(svg, 3)).toString('base64')}`,
    x: content.x,
    y: content.y,
    w: width * scale,
    h: height * scale,
    altText: text(figure.alternative),
  });
}

function addTableSlides(deck: Deck, document: PaperDocument, heading: string, table: DocumentTable): void {
  const rows = table.rows.flatMap((row) => ('group' in row ? [] : [row.cells]));
  const all = table.columns.reduce((sum, { width }) => sum + width, 0);
  const header = table.columns.map(({ label, align }) => ({
    text: text(label),
    options: { bold: true, align, border: borders(ink) },
  }));
  const columnWidths = table.columns.map(({ width }) => (content.w * width) / all);
  const groups = groupRowsBySlide(
    rows,
    columnWidths,
    table.columns.map(({ label }) => label),
  );
  for (const [at, group] of groups.entries()) {
    const next = addContentSlide(deck, document, at === 0 ? heading : `${heading} (continued)`);
    next.addTable(
      [
        header,
        ...group.map((cells) => cells.map((cell, of) => buildCell(cell, table.columns[of]?.align ?? 'left'))),
      ],
      {
        x: content.x,
        y: content.y,
        w: content.w,
        colW: columnWidths,
        fontSize: 14,
        fontFace: font,
        color: ink,
        valign: 'top',
        margin: [0.04, 0.1, 0.04, 0.1],
      },
    );
    if (at === groups.length - 1 && table.notes.length > 0) {
      next.addText(text(table.notes.join(' ')), {
        x: content.x,
        y: 6.45,
        w: content.w,
        h: 0.4,
        fontSize: 11,
        color: muted,
      });
    }
  }
}

/** Groups the rows of a table into as many as a slide holds, by the lines that the words of each will take. */
export function groupRowsBySlide(
  rows: readonly DocumentCell[][],
  columnWidths: readonly number[],
  header: readonly string[],
): DocumentCell[][][] {
  const estimateRow = (texts: readonly string[]) =>
    tableText.above +
    tableText.line *
      Math.max(
        1,
        ...texts.map((words, at) => {
          const letters = Math.max(1, ((columnWidths[at] ?? 0) - tableText.around) / tableText.letter);
          return words
            .split('\n')
            .reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0);
        }),
      );
  const groups: DocumentCell[][][] = [];
  let filled = 0;
  for (const row of rows) {
    const height = estimateRow(row.map(describeCell));
    const last = groups.at(-1);
    if (last && last.length < mostRows && filled + height <= tableText.most) {
      last.push(row);
      filled += height;
    } else {
      groups.push([row]);
      filled = estimateRow(header) + height;
    }
  }
  return groups;
}

type Borders = NonNullable<PptxGenJS.TableCellProps['border']>;
const borders = (color: string): Borders => [
  { type: 'none' },
  { type: 'none' },
  { type: 'solid', pt: 0.75, color },
  { type: 'none' },
];

function buildCell(cell: DocumentCell, align: 'left' | 'right'): PptxGenJS.TableCell {
  const symbol = cell.kind === 'text' || cell.kind === 'words' ? cell.symbol : undefined;
  const meaning = findStatusMeaning(symbol);
  const colours = meaning === null ? null : lightPalette[meaning];
  return {
    text: text(describeCell(cell)),
    options: {
      align,
      border: borders(rule),
      ...(cell.kind === 'text' && cell.strong ? { bold: true } : {}),
      ...(cell.kind === 'mark' ? { color: muted } : {}),
      ...(colours === null
        ? {}
        : {
            fill: { color: colours.fill.slice(1).toUpperCase() },
            color: colours.on.slice(1).toUpperCase(),
          }),
    },
  };
}

function addSourceSlide(deck: Deck, document: PaperDocument): void {
  const [first] = document.facts;
  if (!first) return;
  addContentSlide(deck, document, first.term).addText(
    document.facts.map(({ term, text: words }, at) => ({
      // The heading says what the first is.
      text: text(at === 0 ? words : `${term}: ${words}`),
      options: { breakLine: true, paraSpaceAfter: 12 },
    })),
    { ...content, fontSize: 16, color: ink, valign: 'top' },
  );
}
