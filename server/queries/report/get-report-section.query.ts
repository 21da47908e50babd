import { sql, and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
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
  type ScopedIndicator,
} from '#server/domain/report/report-sections.rules.ts';
import { buildSectionFindings, type FindingMaterial } from '#server/domain/report/section-findings.ts';
import {
  findSection,
  loadSection,
  type StoredSection,
  listReportSections,
} from '#server/loaders/report/load-section.ts';
import { checkSectionText, type SectionLook } from '#server/domain/report/section-problems.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { activityStatus, comparabilityNote, indicator } from '#db/schema/plan.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { buildFacts } from '#server/domain/report/build-facts.calculations.ts';
import { buildAddedFilter } from '#server/loaders/plan/words-of-round.ts';
import { listDimensionsOf, dimensionsSchema } from '#server/loaders/plan/list-indicator-definitions.ts';
import { findNewestCompilation, loadFactSource } from '#server/loaders/report/load-report-facts.ts';
import { reportedByKinds } from '#server/domain/plan/plan-file.schema.ts';
import { measures, aggregations } from '#server/domain/value/measures.ts';

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
  /** Names of the officers whom a comment can mention, beside the viewer. */
  mentionable: string[];
  sittings: SectionSitting[];
  before: SectionHeading | null;
  after: SectionHeading | null;
};

/** A section with all that helps to write it. Throws NOT_FOUND. */
export function getReportSection(
  context: OperationContext,
  input: { round: string; key: string },
): Promise<ReportSectionPage> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx, personId }) => {
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
      ...checkSectionText(stored.text, material?.facts ?? null, saved),
      references: material
        ? listInsertables(
            section,
            material.indicators,
            material.facts,
            material.rounds.map(({ code }) => code),
            material.statuses,
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
      mentionable: await listMentionable(tx, personId),
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

async function listMentionable(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await readRows(
    tx,
    { name: z.string() },
    sql`select name from tracker.list_officers_to_tell() where person_id <> ${personId} order by name`,
  );
  return rows.map(({ name }) => name);
}

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

const compilerNoteShape = {
  id: z.number(),
  reporter: z.string(),
  item: z.string().nullable(),
  words: z.string(),
  by: z.string(),
  at: z.string(),
};

/** What a reviewer left for whoever writes the report. */
type CompilerNote = RowOf<typeof compilerNoteShape>;

/**
 * Notes of the review on the items of a section, as the plan reads in the round; those on reports as a whole stand in the
 * summary with all others.
 */
async function listCompilerNotes(
  tx: Transaction,
  roundId: number,
  section: SectionHeading,
): Promise<CompilerNote[]> {
  if (section.kind === 'method' || section.kind === 'lessons' || section.kind === 'decisions') return [];
  const { kind, code } = section;
  return readRows(
    tx,
    compilerNoteShape,
    sql`select n.id, p.code as reporter, coalesce(a.code, i.code) as item, n.words, w.name as by,
      to_json(n.changed_at)#>>'{}' as at
    from tracker.compiler_note n
    join tracker.submission s on s.id = n.submission_id
    join tracker.reporter p on p.id = s.reporter_id
    join auth.person w on w.id = n.changed_by
    left join tracker.indicators_in(${roundId}) i on i.id = n.indicator_id
    left join tracker.activity a on a.id = n.activity_id
    left join tracker.activities_in(${roundId}) m on m.id = coalesce(n.activity_id, i.activity_id)
    left join tracker.objective o on o.id = m.objective_id
    left join tracker.thematic_area ta on ta.id = coalesce(o.area_id, i.area_id)
    where s.round_id = ${roundId} and n.ended_at is null and case ${kind}::text
      when 'summary' then true
      when 'area' then ta.code = ${code}
      when 'objective' then o.code = ${code}
      else exists (select from tracker.activity_links_in(${roundId}) x
          where x.activity_id = m.id and x.kind = 'lenses' and x.key = ${code})
        or exists (select from tracker.lens_indicator x where x.indicator_id = i.id and x.lens_code = ${code}) end
    order by p.code, n.id`,
  );
}

export type DeskMaterial = FindingMaterial & { compilation: { id: number; number: number } };

/** All that the desk offers of the newest compilation of a round: facts, figures, breaks. Null before the first one. */
async function loadDeskMaterial(tx: Transaction, round: string): Promise<DeskMaterial | null> {
  const compilation = await findNewestCompilation(tx, round);
  if (!compilation) return null;
  const source = await loadFactSource(tx, { compilation: compilation.id, audience: 'restricted' });
  const rounds = await tx
    .select({ code: roundTable.code, title: roundTable.title })
    .from(roundTable)
    .where(inArray(roundTable.code, source.rounds))
    .orderBy(roundTable.periodStart);
  const breaks = await tx
    .select({ indicator: indicator.code, kind: comparabilityNote.kind })
    .from(comparabilityNote)
    .innerJoin(indicator, eq(indicator.id, comparabilityNote.indicatorId))
    .innerJoin(
      roundTable,
      and(eq(roundTable.id, comparabilityNote.roundId), eq(roundTable.planId, indicator.planId)),
    )
    .where(
      and(
        eq(roundTable.code, round),
        isNull(comparabilityNote.reporterId),
        eq(comparabilityNote.withdrawn, false),
      ),
    )
    .orderBy(comparabilityNote.kind);
  return {
    compilation,
    facts: buildFacts(source),
    statuses: await tx
      .select({ code: activityStatus.code, label: activityStatus.label, isOnTrack: activityStatus.isOnTrack })
      .from(activityStatus)
      .orderBy(activityStatus.position),
    rounds,
    indicators: await listScopedIndicators(tx, round),
    figures: source.indicators,
    breaks,
  };
}

const scopedIndicatorShape = {
  code: z.string(),
  title: z.string(),
  measure: z.enum(measures),
  unit: z.string(),
  aggregation: z.enum(aggregations),
  reportedBy: z.enum(reportedByKinds),
  personCount: z.boolean(),
  crossBorderOverlap: z.boolean(),
  area: z.string(),
  /** Of the activity that it measures; null where it belongs to the area as a whole. */
  objective: z.string().nullable(),
  /** Lenses that show it, and the part that they show; without one, the whole. */
  lenses: z.array(
    z.object({ code: z.string(), dimension: z.string().nullable(), category: z.string().nullable() }),
  ),
  dimensions: dimensionsSchema,
};

/** The indicators of a plan as it reads in a round, with the sections that they belong to, in the order of the plan. */
export function listScopedIndicators(tx: Transaction, round: string): Promise<ScopedIndicator[]> {
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  return readRows(
    tx,
    scopedIndicatorShape,
    sql`select i.code, i.title, i.measure, i.unit, i.aggregation,
      case when i.derivation is null then i.reported_by else 'register' end as "reportedBy",
      i.person_count as "personCount", i.cross_border_overlap as "crossBorderOverlap", ta.code as area,
      o.code as objective, ${listDimensionsOf(buildAddedFilter('x', roundId))} as dimensions,
      coalesce((select json_agg(json_build_object('code', x.lens_code, 'dimension', x.slice_dimension,
          'category', x.slice_category)) from tracker.lens_indicator x where x.indicator_id = i.id), '[]') as lenses
    from tracker.indicators_in(${roundId}) i
    join tracker.thematic_area ta on ta.id = i.area_id
    left join tracker.activities_in(${roundId}) a on a.id = i.activity_id
    left join tracker.objective o on o.id = a.objective_id
    where i.measure <> 'text' and tracker.is_in_force(i.added_round_id, null, ${roundId})
    order by i.position`,
  );
}
