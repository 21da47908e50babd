import type { Page } from '@playwright/test';
import type { Sql } from '#db/sql.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import { call } from '#tests/support/people.ts';

export type Sheet = {
  areas: { code: string; title: string }[];
  activities: { code: string; status: string | null; copiedFrom: string | null }[];
  indicators: {
    code: string;
    area: string;
    measure: string;
    state: string | null;
    copiedFrom: string | null;
  }[];
};
/** An indicator with what was reported of it in the last round. */
export type Definition = IndicatorDefinition & { last: Cell[] };

export const readReport = (page: Page, key: { round: string; reporter: string }): Promise<Sheet> =>
  call<Sheet>(page.request, 'submission.get', key, 'query');

/** Puts a report back to the day on which its round opened: nobody has written anything. */
export async function clearReport(owner: Sql, key: { round: string; reporter: string }): Promise<void> {
  await owner.begin(async (tx) => {
    const [row] = await tx<{ id: number }[]>`
      select s.id from tracker.submission s
      join tracker.round r on r.id = s.round_id and r.code = ${key.round}
      join tracker.reporter p on p.id = s.reporter_id and p.code = ${key.reporter}`;
    const id = row?.id ?? 0;
    await tx`delete from tracker.readiness where submission_id = ${id}`;
    await tx`delete from tracker.warning_reason where submission_id = ${id}`;
    await tx`delete from tracker.indicator_value where submission_id = ${id}`;
    await tx`
      update tracker.activity_report set status_code = null, achievements = '', challenges = '', next_steps = '',
        obstacles = '{}', help_wanted = '{}',
        version = 0, updated_by = null, updated_at = null, copied_from = null
      where submission_id = ${id}`;
    await tx`
      update tracker.indicator_report set note = '', version = 0, updated_by = null, updated_at = null,
        copied_from = null
      where submission_id = ${id}`;
    await tx`select tracker.refresh_progress(array[${id}]::integer[])`;
  });
}
