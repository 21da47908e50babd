import { sql } from 'drizzle-orm';
import { copyAsViewer } from '#db/as-viewer.ts';
import { escapeCellInSql } from '#server/domain/data/csv-cell.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';

/**
 * Every column of words is escaped: titles and names come from uploaded files, and are as hostile as what reporters
 * write. What many rows share is escaped once.
 */
const statement = (round: string) => `copy (
  with report as materialized (
    select s.id, s.status, p.code, ${escapeCellInSql('r.code')} as round, ${escapeCellInSql('p.code')} as reporter,
      ${escapeCellInSql('coalesce(m.name, b.name)')} as reporter_name
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = '${round}'
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
  ), item as materialized (
    select i.id, i.position, ${escapeCellInSql('i.code')} as indicator, ${escapeCellInSql('i.title')} as indicator_title,
      ${escapeCellInSql('i.unit')} as unit
    from tracker.indicator i join tracker.round r on r.plan_id = i.plan_id and r.code = '${round}'
  )
  select q.round, q.reporter, q.reporter_name, q.status as report_status, i.indicator, i.indicator_title, i.unit,
    ${escapeCellInSql('v.dimension_code')} as dimension, ${escapeCellInSql('v.category_code')} as category,
    coalesce(v.state, 'not_yet_reported') as state,
    trim_scale(v.value) as value, trim_scale(v.numerator) as numerator, trim_scale(v.denominator) as denominator,
    ${escapeCellInSql('v.choice_code')} as choice, ${escapeCellInSql('v.text_value')} as text, ir.release,
    ${escapeCellInSql('ir.note')} as note
  from report q
  join tracker.indicator_report ir on ir.submission_id = q.id
  join item i on i.id = ir.indicator_id
  left join tracker.indicator_value v on v.submission_id = q.id and v.indicator_id = i.id
  order by q.code, i.position, v.dimension_code nulls first, v.category_code
) to stdout with (format csv, header)`;

/**
 * Every indicator value of a round that the secretariat may read, as CSV in UTF-8, in pieces as the database
 * delivers them: memory stays flat however long the round is, and a reader that is slow slows the database down,
 * not the server. The database writes the CSV, so other requests go on. Throws FORBIDDEN or NOT_FOUND before the
 * first piece.
 */
export async function streamRoundValues(
  context: OperationContext,
  input: { round: string },
): Promise<AsyncGenerator<Uint8Array>> {
  const { personId } = requirePermission(context, 'review.read');
  const [known] = await context.database.execute(sql`select from tracker.round where code = ${input.round}`);
  // COPY takes no parameters; a code of this form cannot carry anything else.
  if (!known || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/.test(input.round)) {
    throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
  }
  const viewer = { personId, viewerSecret: context.viewerSecret };
  return copyAsViewer(context.database, viewer, statement(input.round));
}
