import { sql } from 'drizzle-orm';
import type { SectionHeading } from '#server/domain/report/report-sections.rules.ts';
import { listSectionProblems, type SavedFacts } from '#server/domain/report/section-problems.rules.ts';
import { loadNewestFacts } from '#server/loaders/report/load-report-facts.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listReportSections } from '#server/loaders/report/list-report-sections.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type DeskSection = SectionHeading & {
  /** Words that are written; 0 for an empty section. */
  words: number;
  version: number;
  changedAt: string | null;
  changedBy: string | null;
  problems: number;
  openComments: number;
};

export type ReportDesk = {
  round: { code: string; title: string };
  isCompiled: boolean;
  sections: DeskSection[];
};

/** The sections of a round's report and where each stands. Throws NOT_FOUND. */
export function getReportDesk(context: OperationContext, input: { round: string }): Promise<ReportDesk> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const sections = await listReportSections(tx, input.round);
    const [round] = await tx.execute<ReportDesk['round']>(sql`
      select code, title from tracker.round where code = ${input.round}`);
    const stored = await tx.execute<{
      key: string;
      facts: SavedFacts;
      changedAt: string;
      changedBy: string;
    }>(sql`
      select s.key, s.facts, to_json(s.changed_at)#>>'{}' as "changedAt", p.name as "changedBy"
      from tracker.report_section s
      join tracker.round r on r.id = s.round_id
      join auth.person p on p.id = s.changed_by
      where r.code = ${input.round}`);
    const comments = await tx.execute<{ key: string; open: number }>(sql`
      select c.key, count(*)::integer as open
      from tracker.report_comment c join tracker.round r on r.id = c.round_id
      where r.code = ${input.round} and c.answers_id is null and c.resolved_at is null group by c.key`);
    const facts = await loadNewestFacts(tx, input.round);
    const byKey = new Map(stored.map((row) => [row.key, row]));
    const openByKey = new Map(comments.map(({ key, open }) => [key, open]));
    return {
      round: round ?? { code: input.round, title: input.round },
      isCompiled: facts !== null,
      sections: sections.map(({ text, ...section }) => {
        const row = byKey.get(section.key);
        return {
          ...section,
          words: text.split(/\s+/).filter(Boolean).length,
          changedAt: row?.changedAt ?? null,
          changedBy: row?.changedBy ?? null,
          problems: listSectionProblems(text, facts, row?.facts).length,
          openComments: openByKey.get(section.key) ?? 0,
        };
      }),
    };
  });
}
