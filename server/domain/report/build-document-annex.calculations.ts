import { getAnswerKind, isAnsweredInWords } from '../value/measures.ts';
import { formatCoverage } from '../finding/figure-words.ts';
import {
  type ScopedFacts,
  type Composer,
  buildColumn,
  buildFigureCell,
  buildTextCell,
} from './document-composer.ts';
import type { DocumentRow } from './document.types.ts';
import type { DocumentPart } from './edition.rules.ts';

/** The number of newest rounds that fit on a wide page. */
const roundsShown = 10;

/**
 * Returns what adds the tables at the end, from which everything before can be checked; they are also the
 * sheets of the workbook. The first that is added gets the heading of the annex before it.
 */
export function createAnnex(
  composer: Composer,
  facts: ScopedFacts,
): Partial<Record<DocumentPart, () => void>> {
  let begun = false;
  const adding = (add: (composer: Composer, facts: ScopedFacts) => void) => () => {
    composer.turn('landscape');
    if (!begun) composer.heading(1, 'annex', 'Annex: tables');
    begun = true;
    add(composer, facts);
  };
  return {
    annexRounds: adding(addRounds),
    annexStates: adding(addStates),
    annexParts: adding(addParts),
  };
}

/** Groups rows of indicators under their areas. */
function groupByArea(
  { areas, indicators }: ScopedFacts,
  build: (indicator: ScopedFacts['indicators'][number]) => DocumentRow[],
): DocumentRow[] {
  return areas.flatMap(({ code, title }) => {
    const rows = indicators
      .filter(({ area, measure }) => area === code && getAnswerKind(measure) !== 'text')
      .flatMap((indicator) => build(indicator));
    return rows.length === 0 ? [] : [{ group: `${code} ${title}` }, ...rows];
  });
}

function addRounds(composer: Composer, facts: ScopedFacts): void {
  const rounds = facts.rounds.slice(-roundsShown);
  composer.heading(2, 'annex-rounds', 'Totals of the region, round by round');
  composer.table({
    id: 'table-annex-rounds',
    sheet: 'Region by round',
    title: 'Indicators by round, totals of the region',
    columns: [
      buildColumn('code', 'Code', 0.9),
      buildColumn('indicator', 'Indicator', 4),
      buildColumn('unit', 'Unit', 1.2),
      ...rounds.map(({ code }) => buildColumn(code, code, 1.3, 'right')),
    ],
    rows: groupByArea(facts, (indicator) => [
      {
        cells: [
          buildTextCell(indicator.code, { strong: true }),
          buildTextCell(indicator.title),
          buildTextCell(indicator.unit),
          ...rounds.map(({ code }) =>
            buildFigureCell(
              indicator,
              indicator.region.find((figure) => figure.round === code),
            ),
          ),
        ],
      },
    ]),
  });
}

/** Adds what single states have released as a long table: most cells of a matrix would be empty. */
function addStates(composer: Composer, facts: ScopedFacts): void {
  const states = facts.reporters.filter(({ kind }) => kind === 'state');
  const nameOf = new Map(
    facts.reporters.map(({ code, kind, name }) => [code, kind === 'state' ? name : code]),
  );
  const rows = groupByArea(facts, (indicator) =>
    indicator.national
      .filter(({ figure }) => figure.state !== 'not_yet_reported')
      .map(({ reporter, figure }) => ({
        cells: [
          buildTextCell(indicator.code, { strong: true }),
          buildTextCell(indicator.title),
          buildTextCell(nameOf.get(reporter) ?? reporter, { strong: true }),
          buildFigureCell(indicator, figure),
          // "Yes" counts no states.
          buildTextCell(isAnsweredInWords(indicator.measure) ? '' : indicator.unit),
        ],
      })),
  );
  composer.heading(2, 'annex-states', `Figures that single reporters have released, ${facts.round.code}`);
  if (rows.length === 0 || states.length === 0) {
    composer.say('No reporter has released a figure of its own for this round.');
    return;
  }
  composer.table({
    id: 'table-annex-states',
    sheet: 'Single reporters',
    title: `Figures of single reporters, ${facts.round.code}`,
    columns: [
      buildColumn('code', 'Code', 0.9),
      buildColumn('indicator', 'Indicator', 4),
      buildColumn('reporter', 'Reporter', 2),
      buildColumn('value', 'Figure', 1.6, 'right'),
      buildColumn('unit', 'Unit', 1.4),
    ],
    rows,
    notes: ['Where a reporter has not released its own figure, it is in no row. Nothing is ranked.'],
  });
}

/** Groups the parts of every total under its name: most totals have many, and each would repeat it. */
function addParts(composer: Composer, facts: ScopedFacts): void {
  const rows = facts.indicators.flatMap((indicator): DocumentRow[] => {
    const parts = indicator.dimensions.flatMap((dimension) =>
      dimension.categories.flatMap((category): DocumentRow[] => {
        const part = indicator.parts.find(
          ({ figure, ...each }) =>
            each.dimension === dimension.code &&
            each.category === category.code &&
            figure.round === facts.round.code,
        );
        if (!part) return [];
        return [
          {
            cells: [
              buildTextCell(indicator.code, { strong: true }),
              buildTextCell(`${dimension.name}: ${category.name}`),
              buildFigureCell(indicator, part.figure),
              buildTextCell(indicator.unit),
              buildTextCell(
                formatCoverage(indicator.reportedBy, part.figure)?.replace(' reporting', '') ?? '',
              ),
            ],
          },
        ];
      }),
    );
    return parts.length === 0 ? [] : [{ group: `${indicator.code} ${indicator.title}` }, ...parts];
  });
  composer.heading(2, 'annex-parts', `Parts of the totals, ${facts.round.code}`);
  if (rows.length === 0) {
    composer.say('No total of this round is reported in parts.');
    return;
  }
  composer.table({
    id: 'table-annex-parts',
    sheet: 'Parts of totals',
    title: `Totals of the region in parts, ${facts.round.code}`,
    columns: [
      buildColumn('code', 'Code', 0.9),
      buildColumn('part', 'Part', 4.4),
      buildColumn('value', 'Figure', 1.8, 'right'),
      buildColumn('unit', 'Unit', 1.4),
      buildColumn('coverage', 'Coverage', 2.2),
    ],
    rows,
  });
}
