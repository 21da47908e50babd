import { sql, and, eq } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { person } from '#db/schema/auth.ts';
import { reportSection } from '#db/schema/report.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type SectionHeading,
  buildSectionHeadings,
  type ReportSection,
} from '#server/domain/report/report-sections.rules.ts';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { objectiveRowSchema } from '#server/domain/plan/plan-file.schema.ts';

/** What is stored of a section; version 0 and nobody before the first save. */
export type StoredSection = {
  text: string;
  facts: Record<string, string>;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
};

/** The section of a round's report that has this key. Throws NOT_FOUND. */
export async function findSection(
  tx: Transaction,
  { round, key }: { round: string; key: string },
): Promise<SectionHeading & { roundId: number }> {
  const [found] = await tx.select({ id: roundTable.id }).from(roundTable).where(eq(roundTable.code, round));
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
  const [stored] = await tx
    .select({
      text: reportSection.text,
      facts: reportSection.facts,
      version: reportSection.version,
      changedBy: person.name,
      changedAt: reportSection.changedAt,
    })
    .from(reportSection)
    .innerJoin(person, eq(person.id, reportSection.changedBy))
    .where(and(eq(reportSection.roundId, roundId), eq(reportSection.key, key)));
  return stored ?? { text: '', facts: {}, version: 0, changedBy: null, changedAt: null };
}

const reportSectionsShape = {
  areas: z.array(z.object({ code: z.string(), title: z.string() })),
  objectives: z.array(objectiveRowSchema),
  lenses: z.array(z.object({ code: z.string(), title: z.string() })),
  written: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      facts: z.record(z.string(), z.string()),
      version: z.number(),
    }),
  ),
};

/**
 * The sections of a round's report in their order, with what is written so far: those of the plan as it reads in that
 * round. Throws NOT_FOUND.
 */
export async function listReportSections(tx: Transaction, round: string): Promise<ReportSection[]> {
  const [row] = await readRows(
    tx,
    reportSectionsShape,
    sql`select
      (select coalesce(json_agg(json_build_object('code', a.code, 'title', a.title) order by a.position), '[]')
        from tracker.thematic_area a where a.plan_id = r.plan_id) as areas,
      (select coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'area', a.code)
          order by o.position), '[]')
        from tracker.objective o join tracker.thematic_area a on a.id = o.area_id
        where a.plan_id = r.plan_id) as objectives,
      (select coalesce(json_agg(json_build_object('code', l.code, 'title', l.title) order by l.code), '[]')
        from tracker.lens l where exists (
          select from tracker.activity_links_in(r.id) x join tracker.activity a on a.id = x.activity_id
          where x.kind = 'lenses' and x.key = l.code and tracker.is_in_force(a.added_round_id, null, r.id)) or exists (
          select from tracker.lens_indicator x join tracker.indicator i on i.id = x.indicator_id
          where x.lens_code = l.code and i.plan_id = r.plan_id
            and tracker.is_in_force(i.added_round_id, null, r.id))) as lenses,
      (select coalesce(json_agg(json_build_object('key', s.key, 'text', s.text, 'facts', s.facts,
          'version', s.version)), '[]')
        from tracker.report_section s where s.round_id = r.id) as written
    from tracker.round r where r.code = ${round}`,
  );
  if (!row) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  const written = new Map(row.written.map((section) => [section.key, section]));
  return buildSectionHeadings(row).map((heading) => ({
    ...heading,
    text: written.get(heading.key)?.text ?? '',
    facts: written.get(heading.key)?.facts ?? {},
    version: written.get(heading.key)?.version ?? 0,
  }));
}
