import { sql, and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { reportSectionRevision } from '#db/schema/report.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type InsertableGroup, listInsertables } from '#server/domain/report/insertable-references.ts';
import {
  parseNarrative,
  resolveNarrative,
  type ResolvedBlock,
} from '#server/domain/report/narrative.rules.ts';
import {
  type SectionHeading,
  groupVersions,
  type SectionSitting,
} from '#server/domain/report/report-sections.rules.ts';
import { buildSectionFindings } from '#server/domain/report/section-findings.ts';
import { findSection, loadSection, type StoredSection } from '#server/loaders/report/load-section.ts';
import { lookAtText, type SectionLook } from '#server/domain/report/section-problems.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type CompilerNote, listCompilerNotes } from './list-compiler-notes.query.ts';
import { listReportSections } from '#server/loaders/report/list-report-sections.ts';
import { loadDeskMaterial } from './load-desk-material.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SectionComment = {
  id: number;
  text: string;
  by: string;
  at: string;
  resolved: { by: string; at: string } | null;
  answers: { id: number; text: string; by: string; at: string }[];
};

export type DraftFinding = { id: string; text: string; shown: ResolvedBlock[]; isTaken: boolean };

export type ReportSectionPage = {
  section: SectionHeading;
  /** The number of the compilation that the numbers come from; null before the first. */
  compilation: number | null;
  stored: Omit<StoredSection, 'facts'>;
  preview: ResolvedBlock[];
  problems: SectionLook['problems'];
  references: InsertableGroup[];
  findings: DraftFinding[];
  /** What reviewers left for whoever writes. */
  notes: CompilerNote[];
  comments: SectionComment[];
  sittings: SectionSitting[];
  before: SectionHeading | null;
  after: SectionHeading | null;
};

/** A section with all that helps to write it. Throws NOT_FOUND. */
export function getReportSection(
  context: OperationContext,
  input: { round: string; key: string },
): Promise<ReportSectionPage> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const { roundId, ...section } = await findSection(tx, input);
    const stored = await loadSection(tx, roundId, section.key);
    const material = await loadDeskMaterial(tx, input.round);
    const headings = (await listReportSections(tx, input.round)).map(({ key, kind, code, title }) => ({
      key,
      kind,
      code,
      title,
    }));
    const at = headings.findIndex(({ key }) => key === section.key);
    const { facts: saved, ...rest } = stored;
    return {
      section,
      compilation: material?.compilation.number ?? null,
      stored: rest,
      ...lookAtText(stored.text, material?.facts ?? null, saved),
      references: material
        ? listInsertables(
            section,
            material.indicators,
            material.facts,
            material.rounds.map(({ code }) => code),
          )
        : [],
      findings: material
        ? buildSectionFindings(section, material).map((finding) => ({
            ...finding,
            shown: resolveNarrative(parseNarrative(finding.text).blocks, material.facts).blocks,
            isTaken: stored.text.includes(finding.text),
          }))
        : [],
      notes: await listCompilerNotes(tx, roundId, section),
      comments: await listComments(tx, roundId, section.key),
      sittings: groupVersions(await listVersions(tx, roundId, section.key)),
      before: headings[at - 1] ?? null,
      after: headings[at + 1] ?? null,
    };
  });
}

export type VersionComparison = {
  section: SectionHeading;
  earlier: { version: number; text: string; by: string; at: string };
  later: { version: number; text: string; by: string; at: string };
  newest: number;
};

const versionShape = {
  version: z.number(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  newest: z.number(),
};

/** Two versions of a section, to be compared. Throws NOT_FOUND. */
export function compareSectionVersions(
  context: OperationContext,
  input: { round: string; key: string; earlier: number; later: number },
): Promise<VersionComparison> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const { roundId, ...section } = await findSection(tx, input);
    const rows = await readRows(
      tx,
      versionShape,
      sql`select v.version, v.text, p.name as by, to_json(v.changed_at)#>>'{}' as at,
        (select max(x.version) from tracker.report_section_revision x
          where x.round_id = v.round_id and x.key = v.key) as newest
      from tracker.report_section_revision v join auth.person p on p.id = v.changed_by
      where v.round_id = ${roundId} and v.key = ${section.key}
        and v.version in (${input.earlier}, ${input.later})`,
    );
    const find = (version: number) => rows.find((row) => row.version === version);
    const [earlier, later] = [find(input.earlier), find(input.later)];
    if (!earlier || !later) throw new DomainError('NOT_FOUND', 'The section has no such version.');
    return { section, earlier, later, newest: later.newest };
  });
}

function listVersions(tx: Transaction, roundId: number, key: string) {
  return tx
    .select({ version: reportSectionRevision.version, by: person.name, at: reportSectionRevision.changedAt })
    .from(reportSectionRevision)
    .innerJoin(person, eq(person.id, reportSectionRevision.changedBy))
    .where(and(eq(reportSectionRevision.roundId, roundId), eq(reportSectionRevision.key, key)))
    .orderBy(desc(reportSectionRevision.version));
}

const commentShape = {
  id: z.number(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  answersId: z.number().nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
};

async function listComments(tx: Transaction, roundId: number, key: string): Promise<SectionComment[]> {
  const rows = await readRows(
    tx,
    commentShape,
    sql`select c.id, c.text, p.name as by, to_json(c.written_at)#>>'{}' as at, c.answers_id as "answersId",
      q.name as "resolvedBy", to_json(c.resolved_at)#>>'{}' as "resolvedAt"
    from tracker.report_comment c
    join auth.person p on p.id = c.written_by
    left join auth.person q on q.id = c.resolved_by
    where c.round_id = ${roundId} and c.key = ${key} order by c.id`,
  );
  return rows
    .filter(({ answersId }) => answersId === null)
    .map(({ id, text, by, at, resolvedBy, resolvedAt }) => ({
      id,
      text,
      by,
      at,
      resolved: resolvedBy && resolvedAt ? { by: resolvedBy, at: resolvedAt } : null,
      answers: rows
        .filter(({ answersId }) => answersId === id)
        .map((answer) => ({ id: answer.id, text: answer.text, by: answer.by, at: answer.at })),
    }));
}
