import type { CoverageState } from '../../plan/coverage.calculations.ts';
import type { PlanStatusDocuments } from '../../plan/plan-status.calculations.ts';
import type { DocumentBody, Lists, PublishedIndicator, PublishedValue } from '../../publication/documents.ts';
import type { PublicRound, RoundFigure } from '../../finding/public-figure.types.ts';
import type { ComparabilityNote } from '../build-indicator-time-series.ts';
import type { ReporterInput } from '../build-indicator-parts.ts';
import type { FigureDefinition, FigureRow } from '../figure.types.ts';

/** The documents from which figures are defined. */
export type FigureSource = PlanStatusDocuments & {
  lists: Lists;
  coverage: DocumentBody<'coverage'>;
  indicators: readonly PublishedIndicator[];
  comparability: DocumentBody<'comparability'>;
  library: DocumentBody<'library'>;
  /** Returns the values that the publication shows of an indicator in a round. */
  valuesOf: (indicator: string, round: string) => readonly PublishedValue[];
};

/** What in the figures of the previous publication is still the same. */
export type SameFigures = {
  /** Whether the figures of the plan, its areas, objectives and activities are all the same. */
  plan: boolean;
  /** Codes of the indicators whose figures are all the same. */
  indicators: ReadonlySet<string>;
  /** Titles of figures by id. */
  titles: ReadonlyMap<string, string>;
  /** Rows of participants' figures, by the id of the figure and the code of the indicator. */
  rows: ReadonlyMap<string, ReadonlyMap<string, FigureRow>>;
};

export const noneSame: SameFigures = {
  plan: false,
  indicators: new Set(),
  titles: new Map(),
  rows: new Map(),
};

/** The input of figures of indicators, participants and lenses. */
export type PublicFigures = {
  about: FigureDefinition['publication'];
  /** Oldest first. */
  rounds: PublicRound[];
  /** In the order of the plan. */
  indicators: (PublishedIndicator & { notes: ComparabilityNote[] })[];
  /** States by name, then bodies by acronym. */
  reporters: (Omit<ReporterInput, 'figures'> & { tile: { row: number; column: number } | null })[];
  /** Returns the figures of one cell, oldest round first; empty if the publication has none. */
  figuresOf: (
    indicator: string,
    scope: string,
    dimension?: string | null,
    category?: string | null,
  ) => RoundFigure[];
};

const keyOf = (scope: string, dimension: string | null, category: string | null) =>
  `${scope}\n${dimension ?? ''}\n${category ?? ''}`;

/** Returns what a figure states about its publication. */
export function buildFigurePublication({
  publication,
  rounds,
}: Pick<FigureSource, 'publication' | 'rounds'>): FigureDefinition['publication'] {
  const { round, title, number, publishedAt } = publication;
  const roundTitle = rounds.find(({ code }) => code === round)?.title ?? round;
  return { round, title, number, roundTitle, publishedAt };
}

export function buildPublicFigures(source: FigureSource): PublicFigures {
  const { rounds, lists, coverage, indicators, comparability, valuesOf } = source;
  const nameOf = new Map(
    lists.reporters.map(({ code, kind, name }) => [code, kind === 'state' ? name : code]),
  );
  const notes = Map.groupBy(comparability, ({ indicator }) => indicator);
  // Breakdowns of single reporters are in the data files and on receipts; no figure draws them.
  const cells = new Map<string, Map<string, RoundFigure[]>>();
  const cellsOf = (indicator: string) => {
    const known = cells.get(indicator);
    if (known) return known;
    const found = new Map<string, RoundFigure[]>();
    for (const { code: round } of rounds) {
      for (const { scope, dimension, category, ...figure } of valuesOf(indicator, round)) {
        if (scope !== 'region' && dimension !== null) continue;
        const key = keyOf(scope, dimension, category);
        const list = found.get(key);
        if (list) list.push({ round, ...figure });
        else found.set(key, [{ round, ...figure }]);
      }
    }
    cells.set(indicator, found);
    return found;
  };
  return {
    about: buildFigurePublication(source),
    rounds: rounds.map(({ code, title, periodStart, periodEnd }) => ({
      code,
      title,
      periodStart,
      periodEnd,
    })),
    indicators: indicators.map((indicator) => ({
      ...indicator,
      notes: (notes.get(indicator.code) ?? []).map(({ reporter, round, kind, note }) => ({
        reporter: reporter === null ? null : (nameOf.get(reporter) ?? reporter),
        round,
        kind,
        note,
      })),
    })),
    reporters: lists.reporters.map(({ code, kind, name, tile }) => ({
      code,
      kind,
      name,
      tile,
      coverage: (coverage[code] ?? {}) as Record<string, CoverageState>,
    })),
    figuresOf: (indicator, scope, dimension = null, category = null) =>
      cellsOf(indicator).get(keyOf(scope, dimension, category)) ?? [],
  };
}
