import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type FigureChange,
  listFigureChanges,
} from '#server/domain/publication/figure-changes.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { ApprovedReportStatus } from '#server/domain/publication/approved-report.rules.ts';
import { buildPublication } from '#server/domain/publication/build-publication.ts';
import type { DecidedFigures, TracedFigure } from '#server/domain/publication/decide-figures.ts';
import { compareWithApprovedReport, listApprovedDrafts } from './compare-with-approved-report.ts';
import { type CompiledRound, listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { type FigureWords, loadCurrentPublication, loadFigureWords } from './load-current-publication.ts';
import { loadPublicationInput } from '#server/loaders/publication/load-publication-input.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { loadDecidedFigures } from './load-decided-figures.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type HeldBackFigure = Pick<
  TracedFigure,
  'indicator' | 'round' | 'scope' | 'dimension' | 'category' | 'state' | 'range' | 'reasons'
>;

export type PublicationPreview = {
  round: string;
  compilation: {
    number: number;
    createdAt: string;
    createdBy: string;
    sha256: string;
    published: number | null;
  };
  rounds: string[];
  /** Figures of this round that will be public, and all of them in the publication. */
  shownNow: number;
  shown: number;
  figures: TracedFigure[];
  heldBack: HeldBackFigure[];
  /** What earlier publications let people work out already. */
  alreadyPublic: {
    indicator: string;
    round: string;
    scope: string;
    dimension: string | null;
    category: string | null;
  }[];
  narratives: { released: number; kept: number };
  /** Pieces of evidence of this round that are marked public. */
  documents: number;
  /** Entries of the library that go along, and those that are not released. */
  library: { released: number; waiting: number };
  /** The number that the next publication gets, whatever its plan. */
  number: number;
  /** The plan's publication that is newest now; null before the first. */
  current: {
    number: number;
    round: string;
    /** Whether it holds figures of this round. */
    holdsRound: boolean;
    /** Whether its newest round is later than this one. */
    isLater: boolean;
  } | null;
  /** Where the numbers of rounds that the current publication holds too would differ from it. */
  changes: FigureChange[];
  /** How the approved report stands to it; null where none is approved, or where it is published already. */
  report: ApprovedReportStatus | null;
  words: FigureWords;
};

/** What a publication of this round would show and what it would hold back, and why. Writes nothing. */
export function previewPublication(
  context: OperationContext,
  input: { round: string },
): Promise<PublicationPreview> {
  return runOperation(context, { permission: 'publication.preview' }, input, async ({ tx }) => {
    const rounds = await listCompiledRounds(tx, input.round);
    const compilationId = rounds.find(({ code }) => code === input.round)?.compilationId ?? 0;
    const [compilation] = await readRows(
      tx,
      {
        number: z.number(),
        createdAt: z.string(),
        createdBy: z.string(),
        sha256: z.string(),
        published: z.number().nullable(),
      },
      sql`
      select k.number, to_json(k.created_at)#>>'{}' as "createdAt", p.name as "createdBy", k.sha256,
        (select e.publication_number from tracker.publication_event e where e.compilation_id = k.id) as published
      from tracker.compilation k join auth.person p on p.id = k.created_by where k.id = ${compilationId}`,
    );
    const [narratives] = await readRows(
      tx,
      { released: z.number(), kept: z.number() },
      sql`
      select count(*) filter (where narrative_released)::integer as released,
        count(*) filter (where not narrative_released)::integer as kept
      from tracker.compiled_activity_report
      where compilation_id = ${compilationId} and (achievements || challenges || next_steps <> '' or cardinality(obstacles) + cardinality(help_wanted) > 0)`,
    );
    const [beside] = await readRows(
      tx,
      { documents: z.number(), released: z.number(), waiting: z.number() },
      sql`
      select (select count(*) from tracker.compiled_evidence where compilation_id = ${compilationId})::integer as documents,
        count(*) filter (where released)::integer as released, count(*) filter (where not released)::integer as waiting
      from tracker.library_item`,
    );
    const [next] = await readRows(
      tx,
      { number: z.number() },
      sql`
      select coalesce(max(number), 0) + 1 as number from published.publication`,
    );
    if (!compilation || !narratives || !beside || !next) throw new Error('A compilation has a row.');
    const [current, words, { figures, alreadyPublic, report }] = await Promise.all([
      loadCurrentPublication(tx, input.round),
      loadFigureWords(tx, input.round),
      decide(context, tx, rounds, input.round, compilation),
    ]);
    const now = figures.filter((figure) => figure.round === input.round);
    const inTime = rounds.map(({ code }) => code);
    return {
      round: input.round,
      compilation,
      rounds: inTime,
      number: next.number,
      shownNow: now.filter(({ show }) => show).length,
      shown: figures.filter(({ show }) => show).length,
      figures: now.filter(({ show }) => show),
      heldBack: now
        .filter(({ show }) => !show)
        .map(({ indicator, round, scope, dimension, category, state, range, reasons }) => ({
          indicator,
          round,
          scope,
          dimension,
          category,
          state,
          range,
          reasons,
        })),
      alreadyPublic,
      narratives,
      documents: beside.documents,
      library: { released: beside.released, waiting: beside.waiting },
      current: current && {
        number: current.number,
        round: current.round,
        holdsRound: current.figures.some(({ round }) => round === input.round),
        isLater: inTime.indexOf(current.round) > inTime.indexOf(input.round),
      },
      changes: current
        ? listFigureChanges(current.figures, figures, (figure) => ({ ...figure, ...figure.range }))
        : [],
      report,
      words,
    };
  });
}

type Decided = Pick<DecidedFigures, 'figures' | 'alreadyPublic'> & Pick<PublicationPreview, 'report'>;

/** The whole of it is built only where there is an approved report to hold it against. */
async function decide(
  context: OperationContext,
  tx: Transaction,
  rounds: CompiledRound[],
  round: string,
  { published }: PublicationPreview['compilation'],
): Promise<Decided> {
  const chosen = rounds.find(({ code }) => code === round);
  const approved = chosen && published === null ? await listApprovedDrafts(tx, chosen.compilationId) : [];
  if (!chosen || approved.length === 0) {
    return { ...(await loadDecidedFigures(tx, rounds)), report: null };
  }
  const input = await loadPublicationInput(tx, rounds, chosen, { publishedAt: context.now() });
  await decideInThread(input.figures);
  const built = buildPublication(input);
  return { ...built.decided, report: compareWithApprovedReport(approved, built) };
}
