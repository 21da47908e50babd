import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRandomReport, createRandom } from '#tests/support/random-report.ts';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { writeSheets } from './plan-workbooks.ts';
import { describeTwoPlans } from './two-plans.ts';
import { buildUnseenPlan, planCode, reporters, rounds, statuses } from './unseen-plan.ts';

/** A plan that the tracker has never seen goes all the way, from a workbook to the public pages, by data alone. */
describe('a plan never seen before', () => {
  const [round = ''] = rounds;
  let world: World;
  let secretariat: Person;
  const sheets = buildUnseenPlan({ activities: 120, indicators: 80 });

  beforeAll(async () => {
    world = await createWorld();
    secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
    world.setTime('2032-01-05T08:00:00Z');
    const { upload } = await secretariat.caller.plan.upload({
      files: [{ name: 'seas.xlsx', content: await writeSheets(sheets) }],
    });
    const { problems, compared } = await secretariat.caller.plan.preview({ upload });
    expect(problems).toEqual([]);
    expect(compared?.plan).toMatchObject({ code: planCode, isNew: true });
    await secretariat.caller.plan.accept({ upload, stand: compared?.stand ?? '' });
    await secretariat.caller.round.open({ round });
    const random = createRandom(7);
    for (const reporter of [...reporters.states, ...reporters.bodies]) {
      await report(reporter, random);
    }
    await secretariat.caller.compilation.create({ round });
    await secretariat.caller.publication.publish({ round });
  });
  afterAll(() => world.close());

  async function report(reporter: string, random: ReturnType<typeof createRandom>, versions?: number) {
    const { focal, clearing } = await createTeam(world, reporter);
    const key = { round, reporter };
    const { definitions } = await focal.caller.submission.check(key);
    let sheet = await focal.caller.submission.get(key);
    if (sheet.header.status === 'accepted') {
      const { version } = sheet.header;
      await secretariat.caller.review.reopen({ ...key, version, reason: 'New figures.' });
      sheet = await focal.caller.submission.get(key);
    }
    const activities = sheet.activities.map(({ code }) => code);
    const written = buildRandomReport(random, definitions, activities, {
      mark: reporter,
      statuses,
      release: 'national',
      ...(versions === undefined ? {} : { versions }),
    });
    // Its word is another one later, which a page of an activity with it tells.
    for (const one of written.activities) if (one.activity === 'act.1') one.status = 'dreaming';
    await focal.caller.submission.saveReport({ ...key, ...written });
    const cleared = await clearing.caller.submission.clear({ ...key, version: sheet.header.version });
    const sent = await focal.caller.submission.submit({ ...key, version: cleared.version });
    await secretariat.caller.review.accept({ ...key, version: sent.version });
  }

  test('comes out as it went in', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan: planCode });
    const { upload } = await secretariat.caller.plan.upload({ files: [{ name: 'seas.xlsx', content }] });
    expect((await secretariat.caller.plan.preview({ upload })).compared?.changes).toEqual([]);
  });

  test('is asked of those who are in it, in its own words', async () => {
    const asked = await world.owner`
      select count(*)::integer as n from tracker.submission s join tracker.round r on r.id = s.round_id
      where r.code = ${round}`;
    expect(asked[0]?.['n']).toBe(15);
    const { focal } = await createTeam(world, 'OCEAN');
    const [first] = (await focal.caller.submission.get({ round, reporter: 'OCEAN' })).activities;
    const entry = await focal.caller.submission.activity({
      round,
      reporter: 'OCEAN',
      activity: first?.code ?? '',
    });
    expect(entry.statuses.map(({ code }) => code)).toEqual(statuses);
  });

  test('is what the public reads', async () => {
    const { dashboard } = world.anonymous;
    const overview = await dashboard.overview({});
    if (overview.publication === null) throw new Error('Nothing is published.');
    expect(overview.counts.total).toBe(120);
    const words = overview.statuses.map(({ code }) => code);
    expect(words).toEqual(statuses);
    for (const code of Object.keys(overview.counts.byStatus)) expect(statuses).toContain(code);
    expect(overview.areas.map(({ code }) => code)).toEqual(sheets['areas']?.map(({ code }) => code));
    for (const { code } of overview.areas) {
      expect((await dashboard.area({ code })).area.code).toBe(code);
    }
    expect((await dashboard.activity({ code: 'act.1' })).activity.title).toBe(
      '=Activity 1 of the unseen plan',
    );
    expect((await dashboard.indicator({ code: 'sea_1' })).indicator.title).toBe('Indicator 1 of the seas');
    const lens = await dashboard.lens({ code: 'currents', language: 'th' });
    expect(lens.activities.length).toBeGreaterThan(0);
    // Nothing of it is in the code: the plan brought it, in English alone.
    expect(lens.told).toEqual({
      language: 'en',
      paragraphs: ['It has moved since 2031.', 'Nobody knows why.'],
      drivers: [{ tag: 'deep', name: 'Deep', text: 'It begins in the deep.' }],
    });
    expect((await dashboard.scope({})).menu).toContainEqual({ code: 'currents', label: 'Below' });
    const { indicators } = await dashboard.indicators({});
    expect(indicators.length).toBe(80);
    for (const { figures } of indicators.filter(({ measure }) => measure !== 'text')) {
      expect(figures.map(({ round: of }) => of)).toEqual([round]);
    }
  });

  describeTwoPlans(() => ({ world, secretariat, report }));
});
