import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { SectionHeading } from '#server/domain/report/report-sections.rules.ts';
import type { SavedFacts } from '#server/domain/report/section-problems.rules.ts';
import { listReportSections } from './list-report-sections.ts';

/** What is stored of a section; version 0 and nobody before the first save. */
export type StoredSection = {
  text: string;
  facts: SavedFacts;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
};

/** The section of a round's report that has this key. Throws NOT_FOUND. */
export async function findSection(
  tx: Transaction,
  { round, key }: { round: string; key: string },
): Promise<SectionHeading & { roundId: number }> {
  const [found] = await tx.execute<{ id: number }>(sql`select id from tracker.round where code = ${round}`);
  const heading = (await listReportSections(tx, round)).find((section) => section.key === key);
  if (!found || !heading) throw new DomainError('NOT_FOUND', 'The report has no such section.');
  const { kind, code, title } = heading;
  return { roundId: found.id, key, kind, code, title };
}

/** What is stored of it now. `lock` holds it until the transaction ends, a section that nobody has written too. */
export async function loadSection(
  tx: Transaction,
  roundId: number,
  key: string,
  { lock }: { lock: boolean } = { lock: false },
): Promise<StoredSection> {
  if (lock) {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`report_section/${roundId}/${key}`}, 0))`,
    );
  }
  const [stored] = await tx.execute<StoredSection>(sql`
    select s.text, s.facts, s.version, p.name as "changedBy", to_json(s.changed_at)#>>'{}' as "changedAt"
    from tracker.report_section s join auth.person p on p.id = s.changed_by
    where s.round_id = ${roundId} and s.key = ${key}`);
  return stored ?? { text: '', facts: {}, version: 0, changedBy: null, changedAt: null };
}
