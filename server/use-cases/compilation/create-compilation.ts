import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type ChangedRelease, listChangedReleases } from '#server/loaders/consent/load-consent.ts';
import { compileEvidence, listEvidenceRows } from './compile-evidence.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { round as roundTable, submission } from '#db/schema/submission.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type CreatedCompilation = { id: number; round: string; number: number; included: number; due: number };

/**
 * Freezes a round: copies everything that is accepted, lists everything that was due, and seals it with a
 * checksum. A later compilation of the same round is a new one beside it; nothing is ever changed.
 */
export function createCompilation(
  context: OperationContext,
  input: { round: string },
): Promise<CreatedCompilation> {
  return runOperation(context, { permission: 'compilation.create' }, input, async ({ tx, personId }) => {
    // Held against reports that are being moved: what is accepted now is what is frozen.
    const [round] = await tx
      .select({ id: roundTable.id })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const reports = await tx
      .select({ id: submission.id, status: submission.status })
      .from(submission)
      .where(eq(submission.roundId, round.id))
      .orderBy(submission.id)
      .for('share');
    const included = reports.filter(({ status }) => status === 'accepted').length;
    if (included === 0) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `No report of ${input.round} has been accepted, so there is nothing to compile.`,
      );
    }
    // What a reporter has agreed to since it reported counts as released; its report stays as it was accepted.
    const releases = await listChangedReleases(tx, round.id);
    const [made] = await readRows(
      tx,
      { id: z.number(), number: z.number() },
      sql`
      insert into tracker.compilation (round_id, number, created_by, created_at, sha256)
      select ${round.id}, coalesce(max(c.number), 0) + 1, ${personId},
        ${context.now().toISOString()}::timestamptz, ${await readChecksum(tx, round.id, releases)}
      from tracker.compilation c where c.round_id = ${round.id}
      returning id, number`,
    );
    if (!made) throw new Error('An insert of one row returns one row.');
    await tx.execute(sql`
      insert into tracker.compiled_submission (compilation_id, submission_id, reporter_id, status, included,
        due_on, first_submitted_at, snapshot_number, due_activities, due_indicators)
      select ${made.id}, s.id, s.reporter_id, s.status, s.status = 'accepted', s.due_on, s.first_submitted_at,
        case when s.times_submitted > 0 then s.times_submitted end, d.activities, d.indicators
      from tracker.submission s
      join tracker.list_due_items(${round.id}) d on d.submission_id = s.id
      where s.round_id = ${round.id}`);
    await tx.execute(sql`
      insert into tracker.compiled_activity_report (compilation_id, submission_id, reporter_id, activity_id,
        status_code, achievements, challenges, obstacles, help_wanted, next_steps, narrative_released)
      select ${made.id}, s.id, s.reporter_id, ar.activity_id, ar.status_code, ar.achievements, ar.challenges,
        ar.obstacles, ar.help_wanted, ar.next_steps, ar.narrative_released
      from tracker.submission s join tracker.activity_report ar on ar.submission_id = s.id
      where s.round_id = ${round.id} and s.status = 'accepted'`);
    await tx.execute(sql`
      insert into tracker.compiled_indicator_report (compilation_id, submission_id, reporter_id, indicator_id,
        note, release)
      select ${made.id}, s.id, s.reporter_id, ir.indicator_id, ir.note, coalesce(g.release, ir.release)
      from tracker.submission s join tracker.indicator_report ir on ir.submission_id = s.id
      left join ${asRows(releases)} on g.submission = s.id and g.indicator = ir.indicator_id
      where s.round_id = ${round.id} and s.status = 'accepted'`);
    await tx.execute(sql`
      insert into tracker.compiled_value (compilation_id, submission_id, indicator_id, value_id, reporter_id,
        dimension_code, category_code, state, value, numerator, denominator, choice_code, text_value)
      select ${made.id}, s.id, v.indicator_id, v.id, s.reporter_id, v.dimension_code, v.category_code, v.state,
        v.value, v.numerator, v.denominator, v.choice_code, v.text_value
      from tracker.submission s join tracker.indicator_value v on v.submission_id = s.id
      where s.round_id = ${round.id} and s.status = 'accepted'`);
    await compileEvidence(tx, made.id, round.id);
    return { ...made, round: input.round, included, due: reports.length };
  });
}

const asRows = (releases: readonly ChangedRelease[]) =>
  sql`json_to_recordset(${JSON.stringify(releases)}::text::json) as g (submission integer, indicator integer, release text)`;

/**
 * A checksum over everything that is frozen, row by row in a fixed order: what was due, words, figures, the notes on
 * them, consent, and evidence.
 */
async function readChecksum(
  tx: Transaction,
  roundId: number,
  releases: readonly ChangedRelease[],
): Promise<string> {
  const [row] = await readRows(
    tx,
    { sha256: z.string() },
    sql`
    select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')),
      'hex') as sha256
    from (
      select concat_ws('|', 'a', p.code, a.code, ar.status_code, ar.narrative_released, md5(ar.achievements),
        md5(ar.challenges), md5(ar.next_steps), nullif(concat_ws('/', nullif(array_to_string(ar.obstacles, ','), ''),
        nullif(array_to_string(ar.help_wanted, ','), '')), '')) as line
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id
      join tracker.activity_report ar on ar.submission_id = s.id
      join tracker.activity a on a.id = ar.activity_id
      where s.round_id = ${roundId} and s.status = 'accepted'
      union all
      select concat_ws('|', 'v', p.code, i.code, coalesce(g.release, ir.release), v.dimension_code, v.category_code, v.state,
        trim_scale(v.value), trim_scale(v.numerator), trim_scale(v.denominator), v.choice_code,
        md5(v.text_value)) as line
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id
      join tracker.indicator_report ir on ir.submission_id = s.id
      left join ${asRows(releases)} on g.submission = s.id and g.indicator = ir.indicator_id
      join tracker.indicator i on i.id = ir.indicator_id
      join tracker.indicator_value v on v.submission_id = s.id and v.indicator_id = i.id
      where s.round_id = ${roundId} and s.status = 'accepted'
      union all
      select concat_ws('|', 'n', p.code, i.code, coalesce(g.release, ir.release), md5(ir.note)) as line
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id
      join tracker.indicator_report ir on ir.submission_id = s.id
      left join ${asRows(releases)} on g.submission = s.id and g.indicator = ir.indicator_id
      join tracker.indicator i on i.id = ir.indicator_id
      where s.round_id = ${roundId} and s.status = 'accepted'
      union all
      select concat_ws('|', 's', p.code, s.status, s.due_on, s.first_submitted_at, s.times_submitted,
        array_to_string(d.activities, ','), array_to_string(d.indicators, ',')) as line
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id
      join tracker.list_due_items(${roundId}) d on d.submission_id = s.id
      where s.round_id = ${roundId}
      union all
      ${listEvidenceRows(roundId)}
    ) lines`,
  );
  return row?.sha256 ?? '';
}
