import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const everything = { why: null, kind: null, round: null };
let world: World;
let office: Person;
let colleague: Person;
const sent: { round: string; reporter: string; version: number }[] = [];

async function submit(round: string, reporter: string) {
  const key = { round, reporter };
  const team = await createTeam(world, reporter);
  await startReport(team, key);
  const { version } = await team.clearing.caller.submission.clear({ ...key, version: 1 });
  const moved = await team.focal.caller.submission.submit({ ...key, version });
  return { ...key, version: moved.version };
}

/** Two plans, each with an open round: a round of the plan that comes with the tracker is given to another plan. */
beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound('2024-H2');
  await office.caller.round.open({ round: '2025-H1' });
  colleague = await world.createPerson([{ role: 'secretariat_officer' }]);
  sent.push(await submit('2024-H2', 'BN'), await submit('2024-H2', 'KH'), await submit('2025-H1', 'LA'));
  await world.owner`insert into tracker.plan (code, title, starts_on, ends_on, illustrative, notice)
    values ('NEXT', 'The next plan', '2029-01-01', '2034-12-31', false, '')`;
  await world.owner`update tracker.round set plan_id = (select id from tracker.plan where code = 'NEXT')
    where code = '2025-H1'`;
});
afterAll(() => world.close());

const keyOf = (at: number) => ({ round: sent[at]?.round ?? '', reporter: sent[at]?.reporter ?? '' });

describe('two plans at the desk', () => {
  test('each is counted by itself, and its rounds and queue are its own', async () => {
    const { plans } = await office.caller.desk.frame();
    expect(plans.map(({ code, waiting }) => [code, waiting])).toEqual([
      ['NEXT', 1],
      ['BOHOL-2', 2],
    ]);
    const next = await office.caller.round.list({ plan: 'NEXT' });
    expect(next.map(({ code, plan }) => [code, plan])).toEqual([['2025-H1', 'NEXT']]);
    const queue = await office.caller.review.queue({ plan: 'BOHOL-2' });
    expect(queue.map(({ reporter }) => reporter.code).toSorted()).toEqual(['BN', 'KH']);
    expect(new Set(queue.map(({ round }) => round.plan))).toEqual(new Set(['BOHOL-2']));
  });

  test('are never accepted together: nothing is accepted', async () => {
    await expect(
      refusalOfCall(office.caller.review.acceptMany({ filter: everything, reports: sent })),
    ).resolves.toMatchObject({ code: 'BAD_INPUT' });
    expect(await office.caller.review.queue()).toHaveLength(3);
  });

  test('a plan whose rounds are only planned changes neither the review of roles nor the learning in view', async () => {
    const [days] = await world.owner<{ from: string; to: string }[]>`
      select period_start::text as from, period_end::text as to from tracker.round where code = '2025-H1'`;
    await world.owner`update tracker.round set state = 'planned', period_start = '2031-01-01',
      period_end = '2031-06-30' where code = '2025-H1'`;
    expect((await office.caller.access.reminder()).round).toBe('2024-H2');
    expect((await office.caller.access.reminder({ plan: 'NEXT' })).round).toBe('2025-H1');
    expect((await office.caller.learning.review({})).plan.code).toBe('BOHOL-2');
    expect((await office.caller.learning.review({ plan: 'NEXT' })).plan.code).toBe('NEXT');
    expect((await office.caller.desk.frame()).plans.map(({ code }) => code)).toEqual(['BOHOL-2', 'NEXT']);
    await world.owner`update tracker.round set state = 'open', period_start = ${days!.from}::date,
      period_end = ${days!.to}::date where code = '2025-H1'`;
  });
});

describe('the pages of the desk with two plans, without scripts', () => {
  let server: HttpServer;
  let cookie: string;
  const get = async (path: string, more = '') => {
    const answer = await server.send({ path, headers: { cookie: `${cookie}${more}` } });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  /** What the page says, without the frame's choice of plan. */
  const contentOf = (text: string) => text.slice(text.indexOf('<h1'));
  const shownPlan = (text: string) => /data-plan="([^"]*)"/.exec(text)?.[1] ?? null;
  beforeAll(async () => {
    server = await serveWorld(world, { loadBuild: loadAllPages });
    cookie = await server.signIn(office);
  }, 60_000);
  afterAll(() => server.stop());

  test.each([
    '/secretariat/review',
    '/secretariat/rounds',
    '/secretariat/publish',
    '/secretariat/personal-data',
    '/secretariat/learning',
    '/secretariat/people',
    '/secretariat/people/review',
  ])('%s names its plan, and shows its rounds only', async (path) => {
    for (const [plan, other] of [
      ['BOHOL-2', '2025-H1'],
      ['NEXT', '2024-H2'],
    ]) {
      const { text, headers } = await get(`${path}?plan=${plan}`);
      expect(shownPlan(text)).toBe(plan);
      expect(contentOf(text)).not.toContain(other);
      // What was opened last is what the next page shows.
      const kept = [headers['set-cookie'] ?? []].flat().find((line) => line.startsWith('desk_plan='));
      expect(kept).toContain(`desk_plan=${plan};`);
      expect(shownPlan((await get(path, `; desk_plan=${plan}`)).text)).toBe(plan);
    }
  });

  test('a page of a round is of the plan of that round, and the first page is of all', async () => {
    const tree = (await get('/secretariat/plan', '; desk_plan=NEXT')).text;
    expect([shownPlan(tree), /<h1[^>]*>.*?The next plan/s.test(tree)]).toEqual(['NEXT', true]);
    const { text } = await get('/secretariat/review/2024-H2/BN/decide', '; desk_plan=NEXT');
    expect(shownPlan(text)).toBe('BOHOL-2');
    const home = (await get('/secretariat', '; desk_plan=NEXT')).text;
    expect(shownPlan(home)).toBeNull();
    expect(home).toContain('/secretariat/review/2024-H2/BN');
    expect(home).toContain('/secretariat/review/2025-H1/LA');
  });

  test('all that is confirmed is of one plan, and of the chosen reports where some were chosen', async () => {
    const all = (await get('/secretariat/review/accept?plan=BOHOL-2')).text;
    expect(all).toMatch(/Accept 2 reports of [^<]*\?/);
    expect(all).not.toContain('2025-H1');
    const one = `2024-H2/KH/${sent[1]?.version}`;
    const chosen = (await get(`/secretariat/review/accept?plan=BOHOL-2&report=${encodeURIComponent(one)}`))
      .text;
    expect(chosen).toContain(`value="${one}"`);
    expect(chosen).not.toContain('2024-H2/BN/');
  });

  test('a form of the queue leads on with what was chosen, or says what is missing', async () => {
    const post = (fields: string[][]) =>
      server.send({
        method: 'POST',
        path: '/secretariat/review?plan=BOHOL-2',
        headers: {
          cookie,
          origin: server.origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields).toString(),
      });
    const report = ['report', `2024-H2/KH/${sent[1]?.version}`];
    const led = await post([['intent', 'accept'], report]);
    expect([led.status, led.headers.location]).toEqual([
      303,
      `/secretariat/review/accept?plan=BOHOL-2&report=2024-H2%2FKH%2F${sent[1]?.version}#confirm`,
    ]);
    const none = await post([['intent', 'accept']]);
    expect([none.status, none.text.includes('Choose at least one report.')]).toEqual([400, true]);
    const nobody = await post([['intent', 'assign'], report, ['assignee', '']]);
    expect(nobody.text).toContain('Choose who reviews the reports.');
    const assigned = await post([['intent', 'assign'], report, ['assignee', office.id]]);
    expect(assigned.headers.location).toBe('/secretariat/review?plan=BOHOL-2&done=assign&assigned=1');
    await office.caller.review.assign({ reports: [keyOf(1)], reviewer: null });
    const named = await post([
      ['intent', 'saveView'],
      ['title', 'Everything'],
    ]);
    expect(named.headers.location).toBe('/secretariat/review?plan=BOHOL-2&done=saveView');
    const [view] = await office.caller.review.views();
    expect(view).toMatchObject({ title: 'Everything', query: '?plan=BOHOL-2' });
    await office.caller.review.deleteView({ id: view?.id ?? 0 });
  });

  test('a reviewer is chosen on the page of the review too', async () => {
    const path = '/secretariat/review/2024-H2/BN?item=A1.1';
    const post = (assignee: string) =>
      server.send({
        method: 'POST',
        path,
        headers: { cookie, origin: server.origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ intent: 'assign', assignee }).toString(),
      });
    expect((await post(colleague.id)).headers.location).toBe(`${path}&done=assign`);
    const { text } = await get(path);
    expect(text).toMatch(new RegExp(`Reviewer: (<!-- -->)?${colleague.viewer.name}`));
    const refused = await post('somebody');
    expect([refused.status, refused.text.includes('href="#assignee"')]).toEqual([400, true]);
    expect((await post('nobody')).headers.location).toBe(`${path}&done=unassign`);
  });
});

describe('the first page', () => {
  test('has the reports of the viewer first, what is due and overdue, and what others did since', async () => {
    await office.caller.review.assign({ reports: [keyOf(2)], reviewer: office.id });
    world.setTime('2025-06-02T08:00:00Z');
    const home = await office.caller.desk.home();
    expect(home.waiting.map(({ reporter, reviewer, total }) => [reporter.code, reviewer?.id, total])).toEqual(
      [
        ['LA', office.id, 3],
        ['BN', undefined, 3],
        ['KH', undefined, 3],
      ],
    );
    expect(
      home.deadlines.filter(({ state }) => state === 'open').map(({ round, plan }) => [round, plan]),
    ).toEqual(
      expect.arrayContaining([
        ['2024-H2', 'BOHOL-2'],
        ['2025-H1', 'NEXT'],
      ]),
    );
    expect(home.deadlines.find(({ round }) => round === '2024-H2')).toMatchObject({ received: 2 });
    expect(home.overdue[0]).toMatchObject({ round: '2024-H2' });
    expect(home.overdue[0]?.total).toBeGreaterThan(home.overdue.length);
    // A visit begins what is new afresh; what one did oneself is no news.
    world.setTime('2025-06-02T12:00:00Z');
    await colleague.caller.review.accept({ ...keyOf(1), version: sent[1]?.version ?? 0 });
    world.setTime('2025-06-02T13:00:00Z');
    const again = await office.caller.desk.home();
    expect(new Date(again.since).toISOString()).toBe('2025-06-02T08:00:00.000Z');
    expect(again.news.map(({ kind, event, reporter }) => [kind, event, reporter])).toContainEqual([
      'decision',
      'accept',
      'KH',
    ]);
    expect((await colleague.caller.desk.home()).news.map(({ by }) => by)).not.toContain(
      colleague.viewer.name,
    );
  });

  test('has answers to questions and files that are ready, until they are settled', async () => {
    await world.owner`insert into tracker.query (submission_id, indicator_id, field, question, raised_by, raised_at,
        times_submitted, sent_at, answer, answered_by, answered_at)
      select s.id, i.indicator_id, 'total', 'Is it known?', ${office.id}, now(), 1, now(), answer, answered_by, answered_at
      from tracker.submission s join tracker.reporter p on p.id = s.reporter_id and p.code = 'LA'
      join lateral (select indicator_id from tracker.indicator_report where submission_id = s.id limit 1) i on true
      cross join (values ('It is.', ${office.id}, now()), (null, null, null)) a (answer, answered_by, answered_at)
      where s.status = 'submitted'`;
    expect((await office.caller.desk.home()).answered).toMatchObject([
      { round: '2025-H1', plan: 'NEXT', reporter: { code: 'LA' }, answered: 1, open: 1 },
    ]);
    await world.owner`update tracker.query set resolved_by = ${office.id}, resolved_at = now()`;
    expect((await office.caller.desk.home()).answered).toEqual([]);

    await office.caller.compilation.create({ round: '2024-H2' });
    await world.owner`insert into tracker.report_draft (round_id, compilation_id, number, made_by, made_at, sha256,
        public_content_sha256)
      select round_id, id, 1, ${office.id}, now(), sha256, sha256 from tracker.compilation`;
    const job = (
      state: string,
    ) => world.owner`insert into tracker.report_job (draft_id, editions, state, total, asked_by,
        asked_at, changed_at) select id, '[]', ${state}, 1, ${office.id}, now(), now() from tracker.report_draft`;
    await job('running');
    expect((await office.caller.desk.home()).drafts).toEqual([]);
    await job('done');
    expect((await office.caller.desk.home()).drafts).toMatchObject([
      { round: '2024-H2', plan: 'BOHOL-2', number: 1, state: 'done', signed: 0 },
    ]);
  });
});

describe('a reviewer', () => {
  test('is an officer; each change is kept, and the same again changes nothing', async () => {
    const reports = [keyOf(2)];
    const focal = await world.createPerson([{ role: 'focal_point', reporter: 'LA' }]);
    await expect(
      refusalOfCall(office.caller.review.assign({ reports, reviewer: focal.id })),
    ).resolves.toMatchObject({ code: 'BAD_INPUT' });
    expect(await office.caller.review.assign({ reports, reviewer: colleague.id })).toMatchObject({
      assigned: 1,
    });
    expect(await office.caller.review.assign({ reports, reviewer: colleague.id })).toMatchObject({
      assigned: 0,
    });
    const [row] = await office.caller.review.queue({ plan: 'NEXT' });
    expect(row?.reviewer).toMatchObject({ id: colleague.id, by: office.viewer.name });
    expect((await colleague.caller.desk.frame()).plans.find(({ code }) => code === 'NEXT')?.mine).toBe(1);
    await office.caller.review.assign({ reports, reviewer: null });
    const kept = await world.owner`select reviewer_id from tracker.review_assignment a
      join tracker.submission s on s.id = a.submission_id join tracker.round r on r.id = s.round_id
      where r.code = '2025-H1' order by a.id`;
    expect(kept.map(({ reviewer_id }) => reviewer_id)).toEqual([office.id, colleague.id, null]);
    await expect(
      refusalOfCall(
        office.caller.review.assign({ reports: [{ ...keyOf(2), reporter: 'SG' }], reviewer: null }),
      ),
    ).resolves.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('the database says so too', async () => {
    const focal = await world.createPerson([{ role: 'focal_point', reporter: 'LA' }]);
    const app = connectAs(world, 'bohol_app');
    try {
      const assign = (reviewer: string, by: string) =>
        `insert into tracker.review_assignment (submission_id, reviewer_id, assigned_by, assigned_at)
         select id, '${reviewer}', '${by}', now() from tracker.submission limit 1`;
      for (const [who, statement] of [
        [focal, assign(office.id, focal.id)],
        [office, assign(focal.id, office.id)],
        [office, assign(office.id, colleague.id)],
        [office, `update tracker.review_assignment set reviewer_id = null`],
        [office, `delete from tracker.review_assignment`],
      ] as const) {
        expect(await refusalOf(tryWith(app, passOf(who.id), (tx) => tx.script(statement)))).toMatch(
          /^(42501|BT003)$/,
        );
      }
    } finally {
      await app.end();
    }
  });
});

describe('whom a report is assigned to', () => {
  const toldOf = async (person: Person) =>
    (await person.caller.notification.list({})).notifications
      .filter(({ kind }) => kind === 'assigned')
      .map(({ title }) => title);

  test('is told once, in one mail for several reports; who takes a report themselves is told nothing', async () => {
    const third = await world.createPerson([{ role: 'secretariat_officer' }]);
    const reports = [keyOf(0), keyOf(2)];
    await office.caller.review.assign({ reports, reviewer: third.id });
    await office.caller.review.assign({ reports, reviewer: third.id });
    expect(await toldOf(third)).toEqual(['2 reports are assigned to you']);
    const [mail] = await world.owner`select body from tracker.mail
      where kind = 'assigned' and person_id = ${third.id}`;
    expect(mail?.body).toContain('{origin}/secretariat/review/2024-H2/BN');
    expect(mail?.body).toContain('{origin}/secretariat/review/2025-H1/LA');
    await third.caller.review.assign({ reports: [keyOf(0)], reviewer: null });
    await third.caller.review.assign({ reports: [keyOf(0)], reviewer: third.id });
    expect(await toldOf(third)).toHaveLength(1);
    await third.caller.review.assign({ reports, reviewer: null });
  });
});

describe('saved views', () => {
  test('are one person’s, named once, and gone when deleted', async () => {
    const filter = { why: 'late', kind: 'state', round: null } as const;
    await office.caller.review.saveView({ title: 'Late states', filter });
    const { id } = await office.caller.review.saveView({
      title: ' late  STATES ',
      filter: { ...filter, reviewer: 'me', plan: 'BOHOL-2' },
    });
    const [view, ...others] = await office.caller.review.views();
    expect(others).toEqual([]);
    expect(view).toEqual({
      id,
      title: 'Late states',
      query: '?plan=BOHOL-2&kind=state&why=late&reviewer=me',
    });
    await expect(refusalOfCall(office.caller.review.saveView({ title: ' ', filter }))).resolves.toMatchObject(
      { code: 'BAD_INPUT', fields: [{ path: 'title' }] },
    );
    expect(await colleague.caller.review.views()).toEqual([]);
    expect(await colleague.caller.review.deleteView({ id })).toEqual({ deleted: false });
    expect(await office.caller.review.deleteView({ id })).toEqual({ deleted: true });
    expect(await office.caller.review.views()).toEqual([]);
  });
});
