import type { PublicFigure } from '#server/domain/disclosure/disclosure.types.ts';
import { type ReportDocument, describeRun } from '#server/domain/report/document.types.ts';
import type { Knowledge } from './attacker.ts';
import type { Constraint } from './attacker-arithmetic.ts';
import { codeOf, type Decided, type Place } from './report-source.ts';

/*
 * A reader of reports: takes every number of a document, from tables, sentences and annexes, and where the publication
 * does not show it, takes it for whatever it happens to equal. That is the luckiest guess that anybody can make.
 */

const isPlace = (one: Place, other: Place) =>
  one.dimension === other.dimension && one.category === other.category;
type Said = {
  /** The indicator that the row or sentence names. */
  code: string;
  number: number;
  isPercentage: boolean;
  /** Where a table says it: of whom and of which part; null where only the number is known. */
  of: (Place & { scope: string }) | null;
};

const whole = { dimension: null, category: null };
const digits = /\d+(?:,\d{3})*(?:\.\d+)?/g;

/** The numbers of a text that names an indicator. */
const readText = (text: string): Said[] =>
  [...text.matchAll(/\bI-A\d\b/g)].slice(0, 1).flatMap(([code]) =>
    [...text.replaceAll(/\bI-A\d\b/g, '').matchAll(digits)].map((found) => ({
      code,
      number: Number(found[0].replaceAll(/[^\d.]/g, '')),
      isPercentage: /^\s?%/.test(text.replaceAll(/\bI-A\d\b/g, '').slice(found.index + found[0].length)),
      of: null,
    })),
  );

/** Every number of a document that names an indicator. */
export function readDocument({ sections }: ReportDocument): Said[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): Said[] => {
      if (block.kind === 'paragraph') return readText(block.runs.map(describeRun).join(''));
      if (block.kind === 'list')
        return block.items.flatMap((runs) => readText(runs.map(describeRun).join('')));
      if (block.kind !== 'table') return [];
      return block.rows.flatMap((row): Said[] => {
        const cells = 'group' in row ? [] : row.cells;
        const [first] = cells;
        if (first?.kind !== 'text') return [];
        const textOf = (key: string) => {
          const cell = cells[block.columns.findIndex((column) => column.key === key)];
          return cell?.kind === 'text' ? cell.text : '';
        };
        const [dimension, category] = textOf('part').split(': ');
        const scope = textOf('reporter') || 'region';
        const place = dimension && category ? { dimension, category } : whole;
        return cells.flatMap((cell): Said[] => {
          if (cell.kind === 'text') return readText(`${first.text} ${cell.lead ?? ''} ${cell.text}`);
          if (cell.kind !== 'number') return [];
          const isPercentage = cell.format === 'percent';
          return [{ code: first.text, number: Number(cell.value), isPercentage, of: { scope, ...place } }];
        });
      });
    }),
  );
}

const sumOf = (one: Decided, reporters: readonly string[], place: Place, part: string) => {
  const name = place.dimension === null ? 'total' : `${place.dimension}=${place.category}`;
  return reporters.map((reporter) => `R ${reporter} ${name} ${part}`);
};

/** What a document tells of one indicator beyond what its publication shows. */
export function learnFrom(said: readonly Said[], one: Decided, at: number, known: Knowledge): Constraint[] {
  const { figures } = one.decision;
  const isPercentage = one.input.indicator.measure === 'percentage';
  const parts = isPercentage ? ['numerator', 'denominator'] : ['value'];
  const shown = figures.filter(({ show, state }) => show && state === 'reported');
  const near = (a: number, b: number) => Math.abs(a - b) < 0.051;
  const open = [
    ...shown.flatMap(({ value, numerator, denominator }) =>
      [value, numerator, denominator].flatMap((text) => (text === null ? [] : [Number(text)])),
    ),
    // Who is in a total is told of those that are not shown as well.
    ...figures.flatMap(({ scope, contributing, expected }) =>
      scope === 'region' ? [contributing.length, expected] : [],
    ),
  ];
  const hidden = figures.filter((figure) => !shown.includes(figure));
  return said
    .filter(({ code }) => code === codeOf(at))
    .flatMap(({ number, of, ...one_ }): Constraint[] => {
      const isOf = (figure: PublicFigure) =>
        of === null || (figure.scope === of.scope && isPlace(figure, of));
      if (of !== null && shown.some((figure) => isOf(figure) && near(Number(figure.value), number)))
        return [];
      if (of === null && open.some((value) => near(value, number))) return [];
      return hidden.filter(isOf).flatMap((figure): Constraint[] => {
        const reporters = figure.scope === 'region' ? figure.contributing : [figure.scope];
        const terms = parts.map((part) => sumOf(one, reporters, figure, part));
        if (terms.some((names) => names.length === 0 || names.some((name) => !known.truth.has(name))))
          return [];
        const truths = terms.map((names) =>
          names.reduce((sum, name) => sum + (known.truth.get(name) ?? 0), 0),
        );
        const [first = 0, second = 0] = truths;
        if (one_.isPercentage && isPercentage) {
          if (second === 0 || !near((100 * first) / second, number)) return [];
          const [numerator = [], denominator = []] = terms;
          const ratio = (share: number) =>
            new Map([
              ...numerator.map((name) => [name, 100] as const),
              ...denominator.map((name) => [name, -share] as const),
            ]);
          return [
            { terms: ratio(number + 0.05), least: -1e9, most: 0 },
            { terms: ratio(number - 0.05), least: 0, most: 1e9 },
          ];
        }
        return terms.flatMap((names, index) =>
          truths[index] === number
            ? [{ terms: new Map(names.map((name) => [name, 1] as const)), least: number, most: number }]
            : [],
        );
      });
    });
}
