import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { reportJob } from '#db/schema/edition.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import {
  approvalParts,
  documentParts,
  editionKeys,
  reviewParts,
} from '#server/domain/report/edition.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const draftFile = z.object({
  format: z.enum(reportFormats),
  sizeBytes: z.number(),
  sha256: z.string(),
  /** Whether it carries all signatures; one that does not is drawn again when it is opened, and by the job. */
  isCurrent: z.boolean(),
});

const draftEdition = z.object({
  edition: z.string(),
  scope: z.string(),
  scopeName: z.string(),
  sha256: z.string(),
  /** The newest of each format. */
  files: z.array(draftFile),
});

const draftJob = z.object({
  state: z.enum(reportJob.state.enumValues),
  done: z.number(),
  total: z.number(),
  fault: z.string(),
});
const draft = z.object({
  number: z.number(),
  meeting: z.string(),
  meetingOn: z.string().nullable(),
  hasEmblem: z.boolean(),
  /** The parts that were chosen, by edition. */
  parts: z.partialRecord(z.enum(editionKeys), z.array(z.enum([...documentParts, ...reviewParts]))),
  /** What has to be mended before anybody signs. */
  problems: z.array(
    z.object({ section: z.string(), title: z.string(), line: z.number().nullable(), message: z.string() }),
  ),
  note: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  sha256: z.string(),
  compilation: z.number(),
  approvals: z.array(
    z.object({
      part: z.enum(approvalParts),
      by: z.string(),
      personId: z.string(),
      at: z.string(),
      sha256: z.string(),
      note: z.string(),
    }),
  ),
  editions: z.array(draftEdition),
  /** Sections of the text that were changed since the draft was made. */
  changedSections: z.number(),
  /** The newest that was asked for; null before the first. */
  job: draftJob.nullable(),
});

const draftListShape = {
  round: z.object({ code: z.string(), title: z.string() }),
  /** The newest; null where the round is not compiled. */
  compilation: z.number().nullable(),
  /** What is not settled in the round, for whoever signs. */
  open: z.object({
    /** Names of the reporters whose report is not accepted, of how many. */
    reports: z.array(z.string()),
    of: z.number(),
    /** Threads about the text of the report that nobody has resolved. */
    comments: z.number(),
    /** Requests for consent that can still be answered and are not, in full. */
    consents: z.number(),
  }),
  /** Newest first. */
  drafts: z.array(draft),
};

export type DraftList = RowOf<typeof draftListShape>;

/** The drafts of a round's report with their editions, files and signatures. Throws NOT_FOUND. */
export function listDrafts(context: OperationContext, input: { round: string }): Promise<DraftList> {
  return runOperation(context, { permission: 'edition.read' }, {}, async ({ tx }) => {
    const [found] = await readRows(
      tx,
      draftListShape,
      sql`select json_build_object('code', r.code, 'title', r.title) as round,
        (select max(k.number) from tracker.compilation k where k.round_id = r.id) as compilation,
        json_build_object(
          'reports', array(select coalesce(m.name, b.acronym) from tracker.submission s
            join tracker.reporter q on q.id = s.reporter_id
            left join tracker.member_state m on m.id = q.state_id
            left join tracker.sectoral_body b on b.id = q.body_id
            where s.round_id = r.id and s.status <> 'accepted' order by q.kind desc, 1),
          'of', (select count(*) from tracker.submission s where s.round_id = r.id),
          'comments', (select count(*) from tracker.report_comment c
            where c.round_id = r.id and c.answers_id is null and c.resolved_at is null),
          'consents', (select count(*) from tracker.consent_request c
            join tracker.submission s on s.id = c.submission_id and s.times_submitted = c.snapshot_number
            where s.round_id = r.id and c.expires_at > ${context.now().toISOString()}::timestamptz
              and exists (select from unnest(c.indicators) i(id) where not exists (
                select from tracker.consent_answer a where a.request_id = c.id and a.indicator_id = i.id)))) as open,
        coalesce((select json_agg(json_build_object('number', d.number, 'meeting', d.meeting, 'note', d.note,
            'meetingOn', d.meeting_on, 'hasEmblem', d.emblem is not null, 'parts', coalesce(d.parts, '{}'),
            'problems', coalesce(d.problems, '[]'),
            'changedSections', (select count(*) from tracker.report_section n
              where n.round_id = d.round_id and n.changed_at > d.made_at),
            'madeBy', p.name, 'madeAt', d.made_at, 'sha256', d.sha256, 'compilation', k.number,
            'approvals', coalesce((select json_agg(json_build_object('part', a.part, 'by', x.name, 'personId', x.id,
                'at', a.approved_at, 'sha256', a.sha256, 'note', a.note) order by a.approved_at, a.part)
              from tracker.report_approval a join auth.person x on x.id = a.person_id where a.draft_id = d.id), '[]'),
            'job', (select json_build_object('state', j.state, 'done', j.done, 'total', j.total, 'fault', j.fault)
              from tracker.report_job j where j.draft_id = d.id order by j.id desc limit 1),
            'editions', (select json_agg(json_build_object('edition', e.edition, 'scope', e.scope, 'scopeName',
                e.scope_name, 'sha256', e.sha256, 'files', coalesce((select json_agg(json_build_object('format', f.format,
                    'sizeBytes', f.size_bytes, 'sha256', f.sha256, 'isCurrent', f.approvals = (select count(*)
                      from tracker.report_approval a where a.draft_id = d.id)) order by f.format)
                  from (select distinct on (y.format) y.* from tracker.report_file y where y.draft_id = e.draft_id
                    and y.edition = e.edition and y.scope = e.scope order by y.format, y.approvals desc) f), '[]'))
                order by e.position)
              from tracker.report_edition e where e.draft_id = d.id)) order by d.number desc)
          from tracker.report_draft d
          join tracker.compilation k on k.id = d.compilation_id
          join auth.person p on p.id = d.made_by
          where d.round_id = r.id), '[]') as drafts
      from tracker.round r where r.code = ${input.round}`,
    );
    if (!found) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    return found;
  });
}
