import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Header } from '#server/domain/publication/documents.ts';
import type { FigureInput } from '#server/domain/publication/decide-figures.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import {
  type EarlierPublication,
  filterWholeFamilies,
  listDecidedAgain,
  listSameDefinitions,
  listUnchangedValues,
  type Reuse,
} from '#server/domain/publication/unchanged-figures.rules.ts';
import { buildPublishedSupport, isPublic } from '#server/domain/support/published-support.rules.ts';
import { loadExchangeRates, loadSupports } from '#server/loaders/support/load-support.ts';
import { decideOnce } from '#server/publications/remembered-decisions.ts';
import {
  type CompiledRound,
  listCompiledIndicators,
  listCompiledReports,
  listCompiledStatuses,
  listCompiledSubmissions,
} from './load-compiled.ts';
import { listEqualitiesOfRound } from '#server/loaders/plan/list-equalities-of-round.ts';
import { listEarlierFigures } from './load-earlier-figures.ts';
import { loadPlanContent } from './load-plan-content.ts';
import { loadReportingContent } from './load-reporting-content.ts';
import { type CompiledPublication, loadReusablePublication, loadReuse } from './load-reuse.ts';
import { listSupersededRounds } from './load-superseded.ts';

/** What the secretariat says of a publication; a title is made where none is given. */
export type PublicationWords = {
  title?: string | undefined;
  /** The meeting to which it is presented. */
  meeting?: string | undefined;
  note?: string | undefined;
};

const publicationInputShape = {
  number: z.number(),
  /** That the plan is illustrative; empty where it is not. */
  notice: z.string(),
  /** The newest round. */
  round: z.string(),
  title: z.string(),
  planId: z.number(),
  plan: z.object({ code: z.string(), title: z.string(), startsOn: z.string(), endsOn: z.string() }),
};

/**
 * Reads all that a publication of these rounds is built from, under the number that it would get. `of` is the
 * compilation that it publishes. Reads what is compiled, and no report that is still being worked on; of support what partners have said by now, so that
 * consent that was withdrawn since the round was compiled counts. With `reuse`, what
 * has not changed since the newest publication of the plan is taken over: what comes of it is the same, in less time.
 */
export async function loadPublicationInput(
  tx: Transaction,
  rounds: CompiledRound[],
  of: CompiledRound,
  { title, meeting, note, publishedAt }: PublicationWords & { publishedAt: Date },
  { reuse = false }: { reuse?: boolean } = {},
): Promise<PublicationInput> {
  const newest = rounds.at(-1) ?? of;
  const [row] = await readRows(
    tx,
    publicationInputShape,
    sql`select (select coalesce(max(number), 0) + 1 from published.publication) as number, p.id as "planId",
      json_build_object('code', p.code, 'title', p.title, 'startsOn', p.starts_on, 'endsOn', p.ends_on) as plan,
      case when p.illustrative then p.notice else '' end as notice, r.code as round,
      coalesce(${title?.trim() || null}::text, 'Progress in ' || r.title) as title
    from tracker.round r join tracker.plan p on p.id = r.plan_id where r.code = ${newest.code}`,
  );
  if (!row) throw new DomainError('NOT_FOUND', `There is no round ${newest.code}.`);
  const publication: Header = {
    number: row.number,
    plan: row.plan,
    notice: row.notice,
    round: row.round,
    title: row.title,
    meeting: meeting?.trim() ?? '',
    note: note?.trim() ?? '',
    publishedAt: publishedAt.toISOString(),
    compilationSha256: of.sha256,
  };
  const supports = await loadSupports(tx, { plan: row.planId });
  const plan = await loadPlanContent(
    tx,
    newest.code,
    rounds.map(({ code }) => code),
    supports.filter(isPublic).map(({ partner }) => partner.code),
  );
  const content = {
    publication,
    ...plan,
    support: buildPublishedSupport(supports, await loadExchangeRates(tx), plan.plan),
    ...(await loadReportingContent(
      tx,
      newest.code,
      rounds.map(({ compilationId }) => compilationId),
    )),
  };
  const earlier = reuse ? await loadReusablePublication(tx, publication.plan.code) : null;
  if (earlier === null) return { ...content, figures: await loadFigureInput(tx, rounds) };
  const changed = await loadChangedFigures(tx, rounds, content.indicators, earlier);
  const input = { ...content, figures: changed.figures };
  return { ...input, reuse: await loadReuse(tx, input, changed.earlier, changed.unchanged) };
}

/**
 * What figures are decided from: what was compiled, and what earlier publications have shown. What the database answers
 * first is taken apart here while it looks for the rest. `known` is the frame where it is read already.
 */
export async function loadFigureInput(
  tx: Transaction,
  rounds: CompiledRound[],
  known?: FigureFrame,
): Promise<FigureInput> {
  const [frame, earlier, reports, superseded] = await Promise.all([
    known ?? loadFigureFrame(tx, rounds),
    listEarlierFigures(
      tx,
      rounds.map(({ code }) => code),
    ),
    listCompiledReports(tx, rounds),
    listSupersededRounds(tx, rounds),
  ]);
  return { ...frame, earlier, reports, superseded };
}

/** What the plan says of figures, and who reported when: the part that an amendment can change. */
type FigureFrame = Omit<FigureInput, 'reports' | 'earlier' | 'superseded'>;

/** Reads the frame of these rounds. */
export async function loadFigureFrame(tx: Transaction, rounds: CompiledRound[]): Promise<FigureFrame> {
  const codes = rounds.map(({ code }) => code);
  const newest = codes.at(-1) ?? '';
  const [equalities, indicators, submissions, statuses] = await Promise.all([
    listEqualitiesOfRound(tx, { code: newest }),
    listCompiledIndicators(tx, newest),
    listCompiledSubmissions(tx, rounds),
    listCompiledStatuses(tx, rounds),
  ]);
  return { rounds: codes, remember: decideOnce, equalities, indicators, submissions, statuses };
}

/** The same as far as it differs from what an earlier publication was built from. */
async function loadChangedFigures(
  tx: Transaction,
  rounds: CompiledRound[],
  published: PublicationInput['indicators'],
  known: CompiledPublication,
): Promise<{ figures: FigureInput; earlier: EarlierPublication; unchanged: Reuse['unchanged'] }> {
  const frame = await loadFigureFrame(tx, rounds);
  const definitions = filterWholeFamilies(
    listSameDefinitions(known, published),
    frame.indicators,
    frame.equalities,
  );
  const again = listDecidedAgain(frame.indicators, definitions);
  const isKnown = ({ code, compilationId }: CompiledRound) => known.compilations.get(code) === compilationId;
  const same = rounds.filter(isKnown);
  const compiledAgain = rounds.filter((round) => !isKnown(round));
  const reports = await listCompiledReports(tx, compiledAgain);
  for (const [id, list] of await listCompiledReports(tx, same, again)) {
    reports.set(id, [...list, ...(reports.get(id) ?? [])]);
  }
  const superseded = [
    ...(await listSupersededRounds(tx, compiledAgain)),
    ...(await listSupersededRounds(tx, same, again)),
  ];
  const earlier: EarlierPublication = {
    ...known,
    reports: new Map<string, 'same' | FigureInput['reports']>([
      ...same.map(({ code }) => [code, 'same'] as const),
      ...superseded.flatMap(({ round, publications, reports: then }) =>
        publications.includes(known.number) ? [[round, then] as const] : [],
      ),
    ]),
  };
  const unchanged = listUnchangedValues(earlier, definitions, frame.indicators, reports, frame.equalities);
  const shown = await listEarlierFigures(tx, frame.rounds, unchanged);
  return { figures: { ...frame, reports, superseded, earlier: shown }, earlier, unchanged };
}
