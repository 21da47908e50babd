import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Header } from '#server/domain/publication/documents.ts';
import type { FigureInput } from '#server/domain/publication/decide-figures.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import {
  type CompiledRound,
  listCompiledIndicators,
  listCompiledReports,
  listCompiledStatuses,
  listCompiledSubmissions,
} from './load-compiled.ts';
import { listEarlierFigures } from './load-earlier-figures.ts';
import { loadPlanContent } from './load-plan-content.ts';
import { loadReportingContent } from './load-reporting-content.ts';
import { listSupersededRounds } from './load-superseded.ts';

/** What the secretariat says of a publication; a title is made where none is given. */
export type PublicationWords = {
  title?: string | undefined;
  /** The meeting to which it is presented. */
  meeting?: string | undefined;
  note?: string | undefined;
};

/**
 * Reads all that a publication of these rounds is built from, under the number that it would get. `of` is the
 * compilation that it publishes. Reads what is compiled, and no report that is still being worked on.
 */
export async function loadPublicationInput(
  tx: Transaction,
  rounds: CompiledRound[],
  of: CompiledRound,
  { title, meeting, note, publishedAt }: PublicationWords & { publishedAt: Date },
): Promise<PublicationInput> {
  const newest = rounds.at(-1) ?? of;
  const [row] = await tx.execute<Omit<Header, 'note' | 'meeting' | 'publishedAt' | 'compilationSha256'>>(sql`
    select (select coalesce(max(number), 0) + 1 from published.publication) as number,
      json_build_object('code', p.code, 'title', p.title, 'startsOn', p.starts_on, 'endsOn', p.ends_on) as plan,
      case when p.illustrative then p.notice else '' end as notice, r.code as round,
      coalesce(${title?.trim() || null}::text, 'Progress in ' || r.title) as title
    from tracker.round r join tracker.plan p on p.id = r.plan_id where r.code = ${newest.code}`);
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
  return {
    publication,
    ...(await loadPlanContent(
      tx,
      newest.code,
      rounds.map(({ code }) => code),
    )),
    ...(await loadReportingContent(
      tx,
      newest.code,
      rounds.map(({ compilationId }) => compilationId),
    )),
    figures: await loadFigureInput(tx, rounds),
  };
}

/** What figures are decided from: what was compiled, and what earlier publications have shown. */
export async function loadFigureInput(tx: Transaction, rounds: CompiledRound[]): Promise<FigureInput> {
  const codes = rounds.map(({ code }) => code);
  return {
    rounds: codes,
    indicators: await listCompiledIndicators(tx, codes.at(-1) ?? ''),
    reports: await listCompiledReports(tx, rounds),
    submissions: await listCompiledSubmissions(tx, rounds),
    statuses: await listCompiledStatuses(tx, rounds),
    earlier: await listEarlierFigures(tx, codes),
    superseded: await listSupersededRounds(tx, rounds),
  };
}
