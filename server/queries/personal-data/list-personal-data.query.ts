import { sql } from 'drizzle-orm';
import {
  findPersonalData,
  type PersonalDataKind,
} from '#server/domain/personal-data/find-personal-data.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type TextRow = {
  reporter: { code: string; name: string };
  subject: 'activity' | 'indicator';
  code: string;
  field: string;
  text: string;
  /** Whether the reporter has released it for publication. */
  released: boolean;
  /** Whether it stands in the newest compilation of the round, word for word. */
  compiled: boolean;
  /** Whether it stands in the report as the secretariat has it now. */
  current: boolean;
};

export type PersonalDataEntry = Omit<TextRow, 'text'> & { kinds: PersonalDataKind[]; excerpt: string };
export type PersonalDataList = {
  round: { code: string; title: string };
  /** How many texts were read. */
  texts: number;
  entries: PersonalDataEntry[];
};

/**
 * Texts of a round that look like personal data, with what could identify somebody hidden: of reports that the
 * secretariat has in its hands, and of the newest compilation, which is what a publication is drawn from. Looked
 * for when asked: no copy of any text is kept. Null for a round that is not there.
 */
export function listPersonalData(
  context: OperationContext,
  input: { round: string },
): Promise<PersonalDataList | null> {
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx }) => {
    const [round] = await tx.execute<{ code: string; title: string }>(sql`
      select code, title from tracker.round where code = ${input.round}`);
    if (!round) return null;
    const texts = await tx.execute<TextRow>(sql`
      with held as (
        select s.id, s.reporter_id from tracker.submission s join tracker.round r on r.id = s.round_id
        where r.code = ${input.round} and s.status in ('submitted', 'accepted')
      ), compiled as (
        select max(c.id) as id from tracker.compilation c join tracker.round r on r.id = c.round_id
        where r.code = ${input.round}
      ), written as (
        select h.reporter_id, ar.activity_id, null::integer as indicator_id, x.field, x.text, ar.narrative_released,
          true as current, false as compiled
        from held h join tracker.activity_report ar on ar.submission_id = h.id
        cross join lateral (values ('achievements', ar.achievements), ('challenges', ar.challenges),
          ('nextSteps', ar.next_steps)) x (field, text)
        union all
        select c.reporter_id, c.activity_id, null, x.field, x.text, c.narrative_released, false, true
        from compiled k join tracker.compiled_activity_report c on c.compilation_id = k.id
        cross join lateral (values ('achievements', c.achievements), ('challenges', c.challenges),
          ('nextSteps', c.next_steps)) x (field, text)
        union all
        select h.reporter_id, null, ir.indicator_id, 'note', ir.note, false, true, false
        from held h join tracker.indicator_report ir on ir.submission_id = h.id
        union all
        select h.reporter_id, null, v.indicator_id, 'total', v.text_value, false, true, false
        from held h join tracker.indicator_value v on v.submission_id = h.id
        union all
        select h.reporter_id, q.activity_id, q.indicator_id, q.field, q.answer, false, true, false
        from held h join tracker.query q on q.submission_id = h.id
        union all
        select h.reporter_id, w.activity_id, w.indicator_id, w.field, w.reason, false, true, false
        from held h join tracker.warning_reason w on w.submission_id = h.id
      )
      select json_build_object('code', p.code, 'name', coalesce(m.name, b.name)) as reporter,
        case when w.activity_id is null then 'indicator' else 'activity' end as subject,
        coalesce(a.code, i.code) as code, w.field, w.text, bool_or(w.narrative_released) as released,
        bool_or(w.compiled) as compiled, bool_or(w.current) as current
      from written w
      join tracker.reporter p on p.id = w.reporter_id
      left join tracker.member_state m on m.id = p.state_id
      left join tracker.sectoral_body b on b.id = p.body_id
      left join tracker.activity a on a.id = w.activity_id
      left join tracker.indicator i on i.id = w.indicator_id
      where w.text <> ''
      group by p.id, m.name, b.name, a.id, i.id, w.activity_id, w.field, w.text
      order by coalesce(m.name, b.name), a.position, i.position, w.field`);
    return {
      round,
      texts: texts.length,
      entries: texts.flatMap(({ text, ...place }) =>
        findPersonalData(text).map(({ kinds, excerpt }) => ({ ...place, kinds, excerpt })),
      ),
    };
  });
}
