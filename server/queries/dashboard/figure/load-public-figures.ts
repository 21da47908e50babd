import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  coverage,
  publishedComparabilityNote,
  publishedIndicator,
  publishedReporter,
  publishedRound,
} from '#db/schema/published.ts';
import type { ComparabilityNote } from '#server/domain/figure/build-indicator-course.ts';
import type { ReporterInput } from '#server/domain/figure/build-indicator-parts.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type {
  PublicIndicator,
  PublicRound,
  RoundFigure,
} from '#server/domain/finding/public-figure.types.ts';
import type { CoverageState } from '#server/domain/plan/coverage.types.ts';
import { figureJson } from '../figures/figure-row.ts';
import { listReporters } from '../plan/load-plan.ts';
import type { Publication } from '../scope.ts';

/** One published figure with the place that it belongs to. */
type PlacedFigure = {
  indicator: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  figure: RoundFigure;
};

export type PublicFigures = {
  about: FigureDefinition['publication'];
  /** Oldest first. */
  rounds: PublicRound[];
  /** In plan order. */
  indicators: (PublicIndicator & { area: string; notes: ComparabilityNote[] })[];
  /** States by name, then bodies by acronym. */
  reporters: (Omit<ReporterInput, 'figures'> & { tile: { row: number; column: number } | null })[];
  /** The figures of one cell, oldest round first; empty where the publication has none. */
  figuresOf: (
    indicator: string,
    scope: string,
    dimension?: string | null,
    category?: string | null,
  ) => RoundFigure[];
};

const keyOf = (...parts: (string | null)[]) => parts.map((part) => part ?? '').join('\n');

/** Everything that figures of indicators, participants and lenses are made of: published rows and nothing else. */
export async function loadPublicFigures(database: Reader, publication: Publication): Promise<PublicFigures> {
  const { number } = publication;
  const rounds = await database
    .select({
      code: publishedRound.code,
      title: publishedRound.title,
      periodStart: publishedRound.periodStart,
      periodEnd: publishedRound.periodEnd,
    })
    .from(publishedRound)
    .where(eq(publishedRound.publication, number))
    .orderBy(asc(publishedRound.position));
  const indicators = await database
    .select()
    .from(publishedIndicator)
    .where(eq(publishedIndicator.publication, number))
    .orderBy(asc(publishedIndicator.position));
  const notes = await database
    .select()
    .from(publishedComparabilityNote)
    .where(eq(publishedComparabilityNote.publication, number))
    .orderBy(asc(publishedComparabilityNote.reporterCode), asc(publishedComparabilityNote.kind));
  const reporters = await listReporters(database, number);
  const tiles = await database
    .select({
      code: publishedReporter.code,
      row: publishedReporter.tileRow,
      column: publishedReporter.tileColumn,
    })
    .from(publishedReporter)
    .where(eq(publishedReporter.publication, number));
  const reported = await database
    .select({ reporter: coverage.reporterCode, round: coverage.roundCode, state: coverage.state })
    .from(coverage)
    .where(eq(coverage.publication, number));
  // What single reporters have in parts is in the data files and on receipts; no figure draws it.
  const placed = await database.execute<PlacedFigure>(sql`
    select f.indicator_code as indicator, f.scope, f.dimension_code as dimension, f.category_code as category,
      ${figureJson} as figure
    from published.figure f
    join published.round r on r.publication = f.publication and r.code = f.round_code
    where f.publication = ${number} and (f.scope = 'region' or f.dimension_code is null)
    order by r.position`);

  const cells = new Map<string, RoundFigure[]>();
  for (const { indicator, scope, dimension, category, figure } of placed) {
    const key = keyOf(indicator, scope, dimension, category);
    const found = cells.get(key);
    if (found) found.push(figure);
    else cells.set(key, [figure]);
  }
  const nameOf = new Map(reporters.map(({ code, kind, name }) => [code, kind === 'state' ? name : code]));
  const tileOf = new Map(
    tiles.map(({ code, row, column }) => [code, row !== null && column !== null ? { row, column } : null]),
  );
  const round = rounds.find(({ code }) => code === publication.roundCode);
  return {
    about: {
      number,
      title: publication.title,
      publishedAt: publication.publishedAt,
      round: publication.roundCode,
      roundTitle: round?.title ?? publication.roundCode,
    },
    rounds,
    indicators: indicators.map((indicator) => ({
      ...indicator,
      area: indicator.areaCode,
      notes: notes
        .filter(({ indicatorCode }) => indicatorCode === indicator.code)
        .map(({ reporterCode, roundCode, kind, note }) => ({
          reporter: reporterCode === null ? null : (nameOf.get(reporterCode) ?? reporterCode),
          round: roundCode,
          kind,
          note,
        })),
    })),
    reporters: reporters.map((reporter) => ({
      ...reporter,
      tile: tileOf.get(reporter.code) ?? null,
      coverage: Object.fromEntries(
        reported
          .filter((row) => row.reporter === reporter.code)
          .map((row): [string, CoverageState] => [row.round, row.state]),
      ),
    })),
    figuresOf: (indicator, scope, dimension = null, category = null) =>
      cells.get(keyOf(indicator, scope, dimension, category)) ?? [],
  };
}
