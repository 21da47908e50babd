import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSeason, type Season } from '../publication/season.ts';
import { editWorkbook } from './plan-workbooks.ts';
import { fingerprintPublication } from './published-rows.ts';

/** An activity is reworded, another merged into it and a third taken out, in the middle of the plan. */
describe('an amendment in the middle of a plan', () => {
  let season: Season;
  let before: string;
  let oldTitle = '';
  let third = '';
  beforeAll(async () => {
    season = await createSeason(5);
    await season.open('2024-H2');
    for (const reporter of ['TH', 'VN', 'SOMTC']) await season.report('2024-H2', reporter);
    await season.compileAndPublish('2024-H2');
    // One of several that its body leads, and that no indicator belongs to.
    const [row] = await season.world.owner`
      select a.code from tracker.activity a join tracker.activity_body b on b.activity_id = a.id and b.part = 'lead'
      where a.code not like 'A1%' and exists (select from tracker.activity_report r where r.activity_id = a.id)
        and not exists (select from tracker.indicator i where i.activity_id = a.id)
        and b.body_id in (select body_id from tracker.activity_body where part = 'lead' group by 1 having count(*) > 3)
      order by a.position desc limit 1`;
    third = row?.['code'] as string;
    before = await fingerprintPublication(season.world.owner, 1);
    const { caller } = season.secretariat;
    const { content } = await caller.plan.workbook({ plan: 'BOHOL-2' });
    const changed = await editWorkbook(content, (sheets) => {
      oldTitle = sheets.activities('A1.1')['title'] ?? '';
      sheets.activities('A1.1')['title'] = 'Reworded in the middle';
      Object.assign(sheets.activities('A1.2'), { ended_from: '2025-H1', merged_into: 'A1.1' });
      sheets.remove('activities', third);
    });
    const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content: changed }] });
    const { compared } = await caller.plan.preview({ upload });
    expect(compared?.changes.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'A1.1 changed',
      'A1.2 ended',
      `${third} ended`,
    ]);
    expect(compared?.touched).toEqual(['activities/A1.1', 'activities/A1.2', `activities/${third}`]);
    expect(compared?.rounds.map(({ code }) => code)).toEqual(['2025-H1', '2025-H2', '2026-H1']);
    const input = { upload, stand: compared?.stand ?? '' };
    await expect(caller.plan.accept(input)).rejects.toMatchObject({ cause: { code: 'BAD_INPUT' } });
    await caller.plan.accept({
      ...input,
      amendment: { effectiveRound: '2025-H1', title: 'First amendment', reason: 'The meeting said so.' },
    });
  }, 240_000);
  afterAll(() => season?.world.close());

  test('leaves what was published as it is, to the byte, and old reports in their old words', async () => {
    expect(await fingerprintPublication(season.world.owner, 1)).toBe(before);
    const { focal } = await season.team('TH');
    const sheet = await focal.caller.submission.get({ round: '2024-H2', reporter: 'TH' });
    const titles = new Map(sheet.activities.map(({ code, title }) => [code, title]));
    expect(titles.get('A1.1')).toBe(oldTitle);
    expect([...titles.keys()]).toEqual(expect.arrayContaining(['A1.2']));
  });

  test('is what later rounds ask and later publications tell', async () => {
    await season.open('2025-H1');
    const { focal } = await season.team('TH');
    const sheet = await focal.caller.submission.get({ round: '2025-H1', reporter: 'TH' });
    const titles = new Map(sheet.activities.map(({ code, title }) => [code, title]));
    expect(titles.get('A1.1')).toBe('Reworded in the middle');
    expect(titles.has('A1.2')).toBe(false);
    expect(titles.has(third)).toBe(false);
    for (const reporter of ['TH', 'VN', 'SOMTC']) await season.report('2025-H1', reporter);
    await season.compileAndPublish('2025-H1');
    expect(await fingerprintPublication(season.world.owner, 1)).toBe(before);

    const { dashboard } = season.world.anonymous;
    const reworded = await dashboard.activity({ code: 'A1.1' });
    expect(reworded.activity.title).toBe('Reworded in the middle');
    expect(reworded.amendments).toEqual([
      {
        kind: 'reworded',
        round: '2025-H1',
        roundTitle: 'First half of 2025',
        before: oldTitle,
        mergedInto: null,
      },
    ]);
    const merged = await dashboard.activity({ code: 'A1.2' });
    expect(merged.amendments).toMatchObject([{ kind: 'merged', round: '2025-H1', mergedInto: 'A1.1' }]);
    expect(merged.rounds.at(-1)).toMatchObject({ code: '2025-H1', status: null, due: false });
    expect((await dashboard.activity({ code: third })).amendments).toMatchObject([{ kind: 'ended' }]);
    const old = await dashboard.activity({ code: 'A1.1', publication: 1 });
    expect(old.activity.title).toBe(oldTitle);
    expect(old.amendments).toEqual([]);
  });

  test('comes out in the workbook again, and is listed', async () => {
    const { caller } = season.secretariat;
    const { content } = await caller.plan.workbook({ plan: 'BOHOL-2' });
    const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content }] });
    expect((await caller.plan.preview({ upload })).compared?.changes).toEqual([]);
    const [amendment] = await caller.plan.amendments({ plan: 'BOHOL-2' });
    expect(amendment).toMatchObject({ number: 1, title: 'First amendment', effectiveRound: '2025-H1' });
    expect(amendment?.changes).toHaveLength(3);
  });
});
