import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
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
  (await matrix(reporter)).filter(({ release }) => release !== 'national').map(({ indicator }) => indicator);
/** The secret parts of the links that went out, newest first. */
const listTokens = async () => {
  const rows = await season.world.owner<{ body: string }[]>`
    select body from tracker.mail where kind = 'consent_request' order by id desc`;
  return rows.map(({ body }) => /\/consent\/([\w-]+)/.exec(body)?.[1] ?? '');
};
const answer = (token: string, answers: Record<string, boolean>) =>
  season.world.anonymous.consent.answer({ token, answers });
const readReleases = async (reporter: string) => {
  const rows = await season.world.owner<{ code: string; release: string }[]>`
    select i.code, ir.release from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    join tracker.submission s on s.id = ir.submission_id join tracker.reporter p on p.id = s.reporter_id
    where p.code = ${reporter} order by i.code`;
  return JSON.stringify(rows);
};

test('a question goes by mail to those who answer for the state, with a link each and no figure', async () => {
  const closed = await listClosed(asked);
  expect(closed.length).toBeGreaterThan(5);
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
  expect(sent.recipients).toBe(2);
  const stored = await season.world.owner<{ n: number; hash: string }[]>`
    select count(*)::integer as n, min(token_hash) as hash from tracker.consent_link`;
  expect(stored[0]?.n).toBe(2);
  for (const token of await listTokens()) {
    expect(stored[0]?.hash).not.toContain(token);
    const question = await season.world.anonymous.consent.get({ token });
    expect(question.indicators.map(({ code, agreed }) => [code, agreed])).toEqual(
      closed.map((code) => [code, null]),
    );
    expect(JSON.stringify(question)).not.toMatch(/"value"|"cells"/);
  }
});

test('an answer is kept once with who gave it, can be changed, and leaves the report as it was', async () => {
  season.world.setTime('2025-01-21T08:00:00Z');
  const before = await readReleases(asked);
  const [token = ''] = await listTokens();
  const closed = await listClosed(asked);
  const all = Object.fromEntries(closed.map((code) => [code, true]));
  expect((await refusalOfCall(answer(token, { 'I-X': true }))).code).toBe('BAD_INPUT');
  expect((await refusalOfCall(answer('not a link', all))).code).toBe('NOT_FOUND');
  const first = await answer(token, { ...all, [closed[0] ?? '']: false });
  await expect(answer(token, { ...all, [closed[0] ?? '']: false })).resolves.toEqual(first);
  const [count] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from tracker.consent_answer`;
  expect(count?.n).toBe(closed.length);
  await answer(token, { [closed[0] ?? '']: true });
  expect(await listClosed(asked)).toEqual([]);
  expect(await readReleases(asked)).toBe(before);
  const { events, since } = await caller().consent.matrix({ round });
  expect(since).toBe(closed.length + 1);
  expect(events[0]?.answers.at(-1)).toMatchObject({ indicator: closed[0], agreed: true });
  const refused = season.world.owner`update tracker.consent_answer set agreed = true`;
  await expect(refused).rejects.toThrow(/never change/);
});

test('the next compilation takes it up: own figures show, and nothing else follows from them', async () => {
  const own = (publication: number) =>
    season.world.owner<{ n: number }[]>`select count(*)::integer as n from published.figure
      where publication = ${publication} and scope = ${asked} and state = 'reported'`;
  await expect(season.compileAndPublish(round)).resolves.toBe(2);
  const [[before], [after]] = [await own(1), await own(2)];
  expect(after!.n).toBeGreaterThan(before!.n);
  const { determined, pinned, shown } = await findLeaks(season);
  expect(shown.size).toBeGreaterThan(50);
  expect(determined).toEqual([]);
  expect(pinned).toEqual([]);
});

test('a no, an old link, a role that ended and a report written anew all leave it at what the report says', async () => {
  const closed = await listClosed(second);
  await caller().consent.request({ round, reporter: second, indicators: closed });
  const [token = '', other = ''] = await listTokens();
  await answer(token, Object.fromEntries(closed.map((code, at) => [code, at > 0])));
  expect(await listClosed(second)).toEqual(closed.slice(0, 1));
  // The report is written anew: what was agreed to was another report.
  await season.correct(round, second);
  const again = await matrix(second);
  expect(again.every(({ release, reported }) => release === reported)).toBe(true);
  expect((await refusalOfCall(answer(other, { [closed[0] ?? '']: true }))).code).toBe('NOT_FOUND');
  const open = await listClosed(second);
  await caller().consent.request({ round, reporter: second, indicators: open });
  const [fresh = ''] = await listTokens();
  await season.world.owner`update tracker.assignment set revoked_at = now()
    where reporter_id = (select id from tracker.reporter where code = ${second})`;
  expect((await refusalOfCall(season.world.anonymous.consent.get({ token: fresh }))).code).toBe('NOT_FOUND');
  await season.world.owner`update tracker.assignment set revoked_at = null
    where reporter_id = (select id from tracker.reporter where code = ${second})`;
  await expect(season.world.anonymous.consent.get({ token: fresh })).resolves.toBeTruthy();
  season.world.setTime('2025-03-20T08:00:00Z');
  expect((await refusalOfCall(season.world.anonymous.consent.get({ token: fresh }))).code).toBe('NOT_FOUND');
});
