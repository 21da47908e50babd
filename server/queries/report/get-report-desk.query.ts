import { and, count, eq, isNull } from 'drizzle-orm';
import { person } from '#db/schema/auth.ts';
import { reportComment, reportSection } from '#db/schema/report.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import type { SectionHeading } from '#server/domain/report/report-sections.rules.ts';
import { listSectionProblems } from '#server/domain/report/section-problems.rules.ts';
import { loadNewestFacts } from '#server/loaders/report/load-report-facts.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listReportSections } from '#server/loaders/report/load-section.ts';
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
    const [round] = await tx
      .select({ code: roundTable.code, title: roundTable.title })
      .from(roundTable)
      .where(eq(roundTable.code, input.round));
    const stored = await tx
      .select({
        key: reportSection.key,
        facts: reportSection.facts,
        changedAt: reportSection.changedAt,
        changedBy: person.name,
      })
      .from(reportSection)
      .innerJoin(roundTable, eq(roundTable.id, reportSection.roundId))
      .innerJoin(person, eq(person.id, reportSection.changedBy))
      .where(eq(roundTable.code, input.round));
    const comments = await tx
      .select({ key: reportComment.key, open: count() })
      .from(reportComment)
      .innerJoin(roundTable, eq(roundTable.id, reportComment.roundId))
      .where(
        and(
          eq(roundTable.code, input.round),
          isNull(reportComment.answersId),
          isNull(reportComment.resolvedAt),
        ),
      )
      .groupBy(reportComment.key);
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
