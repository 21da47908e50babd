import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#server/domain/access/can.rules.ts';
import { hashLinkToken } from '#server/auth/link-token.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { connectAs, passOf, refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import type { Person } from '#tests/support/world.ts';
import { findLeaks } from '../publication/attacker.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';
const [asked = '', second = ''] = states;

beforeAll(async () => {
  season = await createSeason(9173);
  await season.open(round);
  for (const reporter of [...states.slice(0, 7), 'ACWC']) await season.report(round, reporter);
  await season.compileAndPublish(round);
});
afterAll(() => season?.world.close());

const caller = () => season.secretariat.caller;
const matrix = async (reporter: string) =>
  (await caller().consent.matrix({ round })).rows.find(({ code }) => code === reporter)?.cells ?? [];
const listClosed = async (reporter: string) =>
  (await matrix(reporter))
    .filter(({ release, isAskable }) => isAskable && release !== 'national')
    .map(({ indicator }) => indicator);
/** The question to which the newest mail leads. */
const readQuestion = async () => {
  const [mail] = await season.world.owner<{ body: string }[]>`
    select body from tracker.mail where kind = 'consent_request' order by id desc limit 1`;
  return Number(/\/workspace\/consent\/(\d+)\n/.exec(mail?.body ?? '')?.[1]);
};
/** Somebody who works for a reporter, with one of these roles. */
const join = (reporter: string, role: Role) => season.world.createPerson([{ role, reporter }]);
const countAnswers = async () => {
  const [row] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from tracker.consent_answer`;
  return row?.n ?? 0;
};
const listQuestions = async (reporter: string) => {
  const rows = await season.world.owner<{ id: number }[]>`
    select q.id from tracker.consent_request q join tracker.submission s on s.id = q.submission_id
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter} order by q.id`;
  return rows.map(({ id }) => id);
};
const readReleases = async (reporter: string) => {
  const rows = await season.world.owner<{ code: string; release: string }[]>`
    select i.code, ir.release from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    join tracker.submission s on s.id = ir.submission_id join tracker.reporter p on p.id = s.reporter_id
    where p.code = ${reporter} order by i.code`;
  return JSON.stringify(rows);
};

let focal: Person;
let clearing: Person;

test('a question goes by mail to those who answer for the state, leads to the workspace, and holds no figure', async () => {
  focal = await join(asked, 'focal_point');
  clearing = await join(asked, 'clearing_officer');
  const closed = await listClosed(asked);
  expect(closed.length).toBeGreaterThan(4);
  const none = await refusalOfCall(caller().consent.request({ round, reporter: asked, indicators: [] }));
  expect(none.fields.map(({ path }) => path)).toEqual(['indicators']);
  const late = await refusalOfCall(
    caller().consent.request({ round, reporter: states[9] ?? '', indicators: closed }),
  );
  expect(late.code).toBe('NOT_ALLOWED_NOW');
  const requestId = '22222222-2222-4222-8222-222222222222';
  const input = { round, reporter: asked, indicators: closed, message: 'For the 25th SOMTC.', requestId };
  const sent = await caller().consent.request(input);
  await expect(caller().consent.request(input)).resolves.toEqual(sent);
  // The season's own focal point and clearing officer, and the two of this test.
  expect(sent.recipients).toBe(4);
  const [links] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from tracker.consent_link`;
  expect(links?.n).toBe(0);
  const question = await focal.caller.consent.get({ question: await readQuestion() });
  expect(question).toMatchObject({ isOpen: true, isCurrent: true, message: 'For the 25th SOMTC.' });
  expect(question.indicators.map(({ code, answers }) => [code, answers])).toEqual(
    closed.map((code) => [code, []]),
  );
  expect(JSON.stringify(question)).not.toMatch(/"value"|"cells"/);
  // The plan declares which figures are asked twice; the stricter choice counts, and that is said to everybody.
  const askedAlso = (list: readonly { code: string; askedAlso: string[] }[]) =>
    Object.fromEntries(list.map(({ code, askedAlso: others }) => [code, others]));
  const shared = askedAlso((await caller().consent.matrix({ round })).indicators);
  expect(shared).toMatchObject({
    'I-B2': ['I-B1'],
    'I-B3': ['I-B4', 'I-B5'],
    'I-B4': ['I-B3'],
    'I-B8': [],
    'I-C2': ['I-C5'],
  });
  expect(shared).toMatchObject(askedAlso(question.indicators));
  for (const { code } of question.indicators) {
    const key = { round, reporter: asked, indicator: code };
    expect((await focal.caller.submission.indicator(key)).askedAlso).toEqual(shared[code]);
  }
  const entry = await focal.caller.submission.indicator({ round, reporter: asked, indicator: 'I-B4' });
  expect(entry.equalFigures).toMatchObject([
    { key: 'total', figure: 'value', other: expect.stringMatching(/^I-B3 for “/) },
  ]);
  // Two open questions about one figure could be answered in opposite ways.
  const again = await refusalOfCall(
    caller().consent.request({ round, reporter: asked, indicators: closed.slice(0, 1) }),
  );
  expect(again.fields).toMatchObject([{ path: 'indicators', message: expect.stringMatching(/already/) }]);
});

test('only those who may submit the report see the question and answer it, signed in; an old link gives no right', async () => {
  const question = await readQuestion();
  const [indicator = ''] = await listClosed(asked);
  const link = 'a link that was mailed long ago';
  await season.world.owner`
    insert into tracker.consent_link (token_hash, request_id, person_id)
    values (${hashLinkToken(link)}, ${question}, ${focal.id})`;
  const outsiders = {
    anonymous: season.world.anonymous,
    contributor: (await join(asked, 'contributor')).caller,
    elsewhere: (await join(second, 'focal_point')).caller,
    secretariat: caller(),
    administrator: (await season.world.createPerson([{ role: 'administrator' }])).caller,
  };
  for (const [who, one] of Object.entries(outsiders)) {
    const expected = who === 'anonymous' ? 'UNAUTHENTICATED' : 'NOT_FOUND';
    for (const attempt of [
      () => one.consent.get({ question }),
      () => one.consent.find({ token: link }),
      () => one.consent.answer({ question, answers: { [indicator]: true } }),
      () => one.consent.change({ question, indicator, agreed: true, insteadOf: 1, reason: 'Because.' }),
    ]) {
      expect((await refusalOfCall(attempt())).code, who).toBe(expected);
    }
    if (who !== 'anonymous') expect(await one.consent.listOpen(), who).toEqual([]);
  }
  expect(await countAnswers()).toBe(0);
  expect(await focal.caller.consent.find({ token: link })).toEqual({ question });
  expect((await refusalOfCall(focal.caller.consent.find({ token: 'another' }))).code).toBe('NOT_FOUND');
  expect(await clearing.caller.consent.listOpen()).toMatchObject([{ question, reporter: { code: asked } }]);
});

test('past the application too nobody answers but those, and nothing is written by hand', async () => {
  const question = await readQuestion();
  const answers = JSON.stringify({ [(await listClosed(asked))[0] ?? '']: true });
  const app = connectAs(season.world, 'bohol_app');
  const auth = connectAs(season.world, 'bohol_auth');
  const outsider = await join(asked, 'contributor');
  const tryAs = (who: Person, work: (tx: Tx) => Promise<unknown>) =>
    refusalOf(tryWith(app, passOf(who.id), work));
  const call = (tx: Tx) => tx`select tracker.answer_consent(${question}, ${answers}::text::jsonb, now())`;
  // By the real clock it is too late: the database looks at that too.
  expect(await tryAs(focal, call)).toBe('BT002');
  expect(await tryAs(outsider, call)).toBe('42501');
  expect(await tryAs(season.secretariat, call)).toBe('42501');
  expect(await refusalOf(tryWith(auth, null, call))).toBe('42501');
  for (const who of [focal, season.secretariat]) {
    expect(
      await tryAs(
        who,
        (
          tx,
        ) => tx`insert into tracker.consent_answer (request_id, indicator_id, agreed, answered_by, answered_at)
          select id, indicators[1], true, ${who.id}, now() from tracker.consent_request`,
      ),
    ).toBe('42501');
    expect(await tryAs(who, (tx) => tx`insert into tracker.consent_change values (2, 1, 'By hand.')`)).toBe(
      '42501',
    );
  }
  await app.end();
  await auth.end();
});

test('an answer is kept once, under the name of whoever gave it, and leaves the report as it was', async () => {
  season.world.setTime('2025-01-21T08:00:00Z');
  const before = await readReleases(asked);
  const question = await readQuestion();
  const closed = await listClosed(asked);
  const [first = ''] = closed;
  const answers = { ...Object.fromEntries(closed.map((code) => [code, true])), [first]: false };
  expect((await refusalOfCall(focal.caller.consent.answer({ question, answers: {} }))).code).toBe(
    'BAD_INPUT',
  );
  expect(
    (await refusalOfCall(focal.caller.consent.answer({ question, answers: { 'I-X': true } }))).code,
  ).toBe('BAD_INPUT');
  const kept = await focal.caller.consent.answer({ question, answers });
  expect(kept.indicators[0]?.answers).toMatchObject([
    { agreed: false, by: focal.viewer.name, reason: null, usedIn: null },
  ]);
  // The same once more, by the same or by somebody else, is no second answer.
  await expect(focal.caller.consent.answer({ question, answers })).resolves.toEqual(kept);
  await expect(clearing.caller.consent.answer({ question, answers })).resolves.toEqual(kept);
  expect(await countAnswers()).toBe(closed.length);
  // The opposite is no answer either, but a change.
  const refusal = await refusalOfCall(
    clearing.caller.consent.answer({ question, answers: { ...answers, [first]: true } }),
  );
  expect(refusal).toMatchObject({ code: 'CONFLICT', current: { id: question } });
  expect(await countAnswers()).toBe(closed.length);
  expect(await readReleases(asked)).toBe(before);
});

test('a changed answer says why, stands beside the one before, and is never changed twice at once', async () => {
  const question = await readQuestion();
  const read = async () => (await focal.caller.consent.get({ question })).indicators[0]!;
  const { code, answers } = await read();
  const insteadOf = answers[0]!.id;
  const change = (by: Person, agreed: boolean, more: { reason?: string; insteadOf?: number } = {}) =>
    by.caller.consent.change({
      question,
      indicator: code,
      agreed,
      insteadOf,
      reason: `By ${by.viewer.name}.`,
      ...more,
    });
  const blank = await refusalOfCall(change(focal, true, { reason: '  ' }));
  expect(blank.fields).toMatchObject([{ path: 'reason' }]);
  // Saying what is said already changes nothing.
  await change(focal, false);
  expect((await read()).answers).toHaveLength(1);
  // Two who change the same answer at the same moment: one record, and both find the same.
  await Promise.all([change(focal, true), change(clearing, true)]);
  const changed = await read();
  expect(changed.answers).toMatchObject([
    { agreed: true, reason: expect.stringMatching(/^By /) },
    { agreed: false, by: focal.viewer.name, reason: null },
  ]);
  // Whoever looked before that is told.
  expect((await refusalOfCall(change(focal, false))).code).toBe('CONFLICT');
  const newest = changed.answers[0]!.id;
  const outcomes = await Promise.allSettled([
    change(focal, false, { insteadOf: newest }),
    change(clearing, false, { insteadOf: newest }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect((await read()).answers.map(({ agreed }) => agreed)).toEqual([false, true, false]);
  await change(focal, true, { insteadOf: (await read()).answers[0]!.id, reason: 'The ministry agrees.' });
  expect(await listClosed(asked)).toEqual([]);
  const { events } = await caller().consent.matrix({ round });
  expect(events[0]?.answers.at(-1)).toMatchObject({
    indicator: code,
    agreed: true,
    by: focal.viewer.name,
    reason: 'The ministry agrees.',
  });
  for (const statement of [
    'update tracker.consent_answer set agreed = true',
    "update tracker.consent_change set reason = 'Another.'",
    'delete from tracker.consent_change',
  ]) {
    await expect(season.world.owner.script(statement)).rejects.toThrow(/never change/);
  }
});

test('two people who answer otherwise at the same moment: one is kept, the other is told', async () => {
  await caller().consent.request({
    round,
    reporter: second,
    indicators: (await listClosed(second)).slice(0, 1),
  });
  const question = await readQuestion();
  const one = await join(second, 'focal_point');
  const other = await join(second, 'clearing_officer');
  const [{ code } = { code: '' }] = (await one.caller.consent.get({ question })).indicators;
  const outcomes = await Promise.allSettled([
    one.caller.consent.answer({ question, answers: { [code]: true } }),
    other.caller.consent.answer({ question, answers: { [code]: false } }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const [{ answers } = { answers: [] }] = (await one.caller.consent.get({ question })).indicators;
  expect(answers).toHaveLength(1);
  // Taken back with a reason, so that the tests below begin without it.
  if (answers[0]?.agreed) {
    const insteadOf = answers[0].id;
    await one.caller.consent.change({ question, indicator: code, agreed: false, insteadOf, reason: 'No.' });
  }
});

test('the next compilation takes it up: own figures show, and nothing else follows from them', async () => {
  const own = (publication: number) =>
    season.world.owner<{ n: number }[]>`select count(*)::integer as n from rows.figure
      where publication = ${publication} and scope = ${asked} and state = 'reported'`;
  // Where one compiles and publishes it is said that answers have come, until they are taken in.
  const listNew = async () =>
    (await caller().compilation.list({ round })).map(({ newAnswers, openQuestions }) => [
      newAnswers,
      openQuestions,
    ]);
  const [[answered = 0] = []] = await listNew();
  expect(answered).toBeGreaterThan(0);
  const server = await serveWorld(season.world, { loadBuild: loadAllPages });
  const cookie = await server.signIn(season.secretariat);
  for (const place of ['compile', 'publish']) {
    const { text } = await server.send({ path: `/secretariat/${place}/${round}`, headers: { cookie } });
    expect([place, /answers? ha(s|ve) come since compilation/.test(text)]).toEqual([place, true]);
  }
  await server.stop();
  await expect(season.compileAndPublish(round)).resolves.toBe(2);
  expect(await listNew()).toEqual([
    [0, 0],
    [answered, 0],
  ]);
  const [[before], [after]] = [await own(1), await own(2)];
  expect(after!.n).toBeGreaterThan(before!.n);
  const { determined, pinned, shown } = await findLeaks(season);
  expect(shown.size).toBeGreaterThan(50);
  expect(determined).toEqual([]);
  expect(pinned).toEqual([]);
  const { indicators } = await focal.caller.consent.get({ question: (await listQuestions(asked))[0] ?? 0 });
  expect(indicators[0]?.answers[0]).toMatchObject({ agreed: true, usedIn: 2 });
});

test('a change after that counts from the next publication: what is out stays as it is', async () => {
  const [question = 0] = await listQuestions(asked);
  const [{ code, answers } = { code: '', answers: [] }] = (await focal.caller.consent.get({ question }))
    .indicators;
  season.world.setTime('2025-02-20T08:00:00Z');
  const after = await focal.caller.consent.change({
    question,
    indicator: code,
    agreed: false,
    insteadOf: answers[0]!.id,
    reason: 'The law has changed.',
  });
  expect(after.isOpen).toBe(false);
  expect(after.indicators[0]?.answers.slice(0, 2)).toMatchObject([
    { agreed: false, usedIn: null },
    { agreed: true, usedIn: 2 },
  ]);
  expect(await listClosed(asked)).toEqual([code]);
});

test('a no, a role that ended, a late answer and a report written anew all leave it at what the report says', async () => {
  const closed = await listClosed(second);
  const one = await join(second, 'focal_point');
  await caller().consent.request({ round, reporter: second, indicators: closed });
  const question = await readQuestion();
  await one.caller.consent.answer({
    question,
    answers: Object.fromEntries(closed.map((code, at) => [code, at > 0])),
  });
  expect(await listClosed(second)).toEqual(closed.slice(0, 1));
  // The report is written anew: what was agreed to was another report.
  await season.correct(round, second);
  const again = await matrix(second);
  expect(again.every(({ release, reported }) => release === reported)).toBe(true);
  const [{ code, answers } = { code: '', answers: [] }] = (await one.caller.consent.get({ question }))
    .indicators;
  const late = { question, indicator: code, agreed: true, insteadOf: answers[0]!.id, reason: 'Late.' };
  expect((await refusalOfCall(one.caller.consent.change(late))).code).toBe('NOT_ALLOWED_NOW');
  const open = await listClosed(second);
  await caller().consent.request({ round, reporter: second, indicators: open });
  const fresh = await readQuestion();
  const answer = { question: fresh, answers: { [open[0] ?? '']: true } };
  await season.world.owner`update tracker.assignment set revoked_at = now() where person_id = ${one.id}`;
  expect((await refusalOfCall(one.caller.consent.answer(answer))).code).toBe('NOT_FOUND');
  await season.world.owner`update tracker.assignment set revoked_at = null where person_id = ${one.id}`;
  await expect(one.caller.consent.get({ question: fresh })).resolves.toMatchObject({ isOpen: true });
  season.world.setTime('2025-04-20T08:00:00Z');
  await expect(one.caller.consent.get({ question: fresh })).resolves.toMatchObject({ isOpen: false });
  expect((await refusalOfCall(one.caller.consent.answer(answer))).code).toBe('NOT_ALLOWED_NOW');
});

test('nobody is asked about figures that are not to be published', async () => {
  const reporter = states[4] ?? '';
  const [withheld = ''] = await listClosed(reporter);
  await join(reporter, 'focal_point');
  // As the accepted report might have said it: nothing of it can be changed any more.
  await season.world.owner.script(`
    set session_replication_role = replica;
    update tracker.indicator_report r set release = 'withheld' from tracker.submission s, tracker.reporter p,
      tracker.indicator i where s.id = r.submission_id and p.id = s.reporter_id and i.id = r.indicator_id
      and p.code = '${reporter}' and i.code = '${withheld}';
    set session_replication_role = origin`);
  expect(await listClosed(reporter)).not.toContain(withheld);
  const refusal = await refusalOfCall(caller().consent.request({ round, reporter, indicators: [withheld] }));
  expect(JSON.stringify(refusal.fields)).toContain('not to publish');
  const asked = await season.world.owner`
    select from tracker.consent_request q join tracker.submission s on s.id = q.submission_id
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}`;
  expect(asked).toHaveLength(0);
});

test('the secretariat is told of answers and of changed answers, without an indicator', async () => {
  const told = await season.world.owner<{ title: string; path: string }[]>`
    select title, path from tracker.notification where kind = 'consent_answered' order by id`;
  expect(told.length).toBeGreaterThan(0);
  expect(told.some(({ title }) => /: \d+ given, \d+ refused$/.test(title))).toBe(true);
  expect(told.some(({ title }) => /: (given|withdrawn)$/.test(title))).toBe(true);
  for (const { title, path } of told) {
    expect(title).not.toContain('I-');
    expect(path).toBe(`/secretariat/publish/${round}/consent`);
  }
});
