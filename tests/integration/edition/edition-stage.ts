import { bodies, createSeason, type Season, states } from '../publication/season.ts';

export const round = '2024-H2';

export type Wording = {
  reporter: string;
  activity: string;
  isBody: boolean;
  isReleased: boolean;
  /** The reporter's own words, and those of the secretariat. */
  kept: string;
  said: string;
};
/** The secretariat words anew what two bodies and a state wrote, of each something that is released and something not. */
async function writeBeside({ world, secretariat }: Season): Promise<Wording[]> {
  const wordings: Wording[] = [];
  const rows = await world.owner<Omit<Wording, 'said'>[]>`
    select distinct on (p.kind, ar.narrative_released) p.code as reporter, a.code as activity, p.kind = 'body' as "isBody",
      ar.narrative_released as "isReleased", ar.achievements as kept
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.reporter p on p.id = s.reporter_id and p.code in ('KH', 'SOMTC', 'ACWC')
    join tracker.activity_report ar on ar.submission_id = s.id
    join tracker.activity a on a.id = ar.activity_id
    where p.kind = 'state' or exists (select from tracker.activity_body b
      where b.activity_id = a.id and b.part = 'lead' and b.body_id = p.body_id)
    order by p.kind, ar.narrative_released, p.code desc, a.position`;
  for (const row of rows) {
    const said = `In other words on ${row.activity}, by ${row.reporter}.`;
    wordings.push({ ...row, said });
    await secretariat.caller.review.saveEditorialText({
      round,
      reporter: row.reporter,
      subject: 'activity',
      code: row.activity,
      field: 'achievements',
      words: said,
      withdrawn: false,
      version: 0,
    });
  }
  return wordings;
}

/** A round that is reported on, with wordings of the secretariat, something learned, and a first draft of its report. */
export async function setEditionStage(): Promise<{ season: Season; wordings: Wording[] }> {
  const season = await createSeason(5);
  const { compilation, edition, learning } = season.secretariat.caller;
  await season.open(round);
  for (const reporter of [...states.slice(0, 6), ...bodies.slice(0, 3)]) await season.report(round, reporter);
  const wordings = await writeBeside(season);
  await compilation.create({ round });
  await learning.save({
    kind: 'question',
    version: 0,
    fields: {
      question: 'Are victims found earlier?',
      criterion: 'effectiveness',
      rating: 'in_part',
      judgement: 'In four states.\n\nElsewhere little is known.',
      evidence: 'Victims identified | /indicators/I-B3',
    },
  });
  await learning.save({
    kind: 'action',
    version: 0,
    fields: { action: 'Agree on one form.', owner: 'KH', dueOn: '2025-01-01', state: 'open', note: '' },
  });
  await edition.createDraft({ round, meeting: 'The 20th meeting' });
  return { season, wordings };
}
