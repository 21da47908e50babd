import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCalendar } from '#seeds/load-calendar.ts';
import { loadLibrary } from '#seeds/load-library.ts';
import { buildCalendarContext } from '#server/jobs/run-calendar.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import { publishScheduled } from '#server/use-cases/publication/publish-scheduled.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTestLog } from '#tests/support/test-log.ts';
import type { Person } from '#tests/support/world.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

/** Publications of one round, which follow on each other from test to test. */
const round = '2024-H2';
const log = createTestLog();

let season: Season;
let second: Person;
let server: HttpServer;
let hours = 0;
/** The draft that was approved last. */
let draft: number;

beforeAll(async () => {
  season = await createSeason(176);
  const { world } = season;
  world.setTime('2025-02-20T02:00:00Z');
  await loadCalendar(world.owner);
  second = await world.createPerson([{ role: 'secretariat_officer' }]);
  await season.open(round);
  for (const reporter of states.slice(0, 4)) await season.report(round, reporter);
  const pages = await loadAllPages();
  server = await serveWorld(world, { loadBuild: () => Promise.resolve(pages) });
});
afterAll(async () => {
  await server?.stop();
  await season?.world.close();
});

const caller = () => season.secretariat.caller;
const preview = async () => (await caller().publication.preview({ round })).report;

/** Makes a draft, has it signed by two, and draws its public edition. */
async function approve(): Promise<void> {
  const { number, sha256 } = await caller().edition.createDraft({ round, meeting: 'The 20th meeting' });
  for (const [person, part] of [
    [season.secretariat, 'compiled'],
    [season.secretariat, 'checked'],
    [second, 'approved'],
  ] as const) {
    await approveDraft({ ...season.world.base, viewer: person.viewer }, { round, number, part, sha256 });
  }
  await season.world.owner`
    update tracker.report_job set editions = '[{"edition": "public", "scope": ""}]', total = 3 where state = 'waiting'`;
  await renderRequestedFiles({ ...season.world.base, viewer: season.secretariat.viewer });
  draft = number;
}

/** Compiles the round again and approves a report of that compilation. */
async function begin(): Promise<void> {
  await caller().compilation.create({ round });
  await approve();
}

let notes = 0;
/** Notes down what makes a figure hard to compare, after the report was approved. */
async function note(): Promise<void> {
  notes += 1;
  await caller().report.saveComparabilityNote({
    id: null,
    version: 0,
    plan: round,
    indicator: 'I-B3',
    reporter: states[notes] ?? null,
    from: null,
    until: null,
    kind: 'source',
    note: `Taken from court records, as note ${notes} says.`,
    withdrawn: false,
  });
}

/** A minute that is still to come, and the clock moved to just after it. */
function chooseMinute() {
  hours += 1;
  season.world.setTime(`2025-03-${String(hours).padStart(2, '0')}T02:00:00Z`);
  const minute = { round, date: `2025-03-${String(hours).padStart(2, '0')}`, time: '09:30', version: 0 };
  const wait = () => season.world.setTime(`2025-03-${String(hours).padStart(2, '0')}T02:30:10Z`);
  return { minute, wait };
}
const run = () => publishScheduled(buildCalendarContext(season.world.base), log);
const listReports = async (publication: number) =>
  (await season.world.anonymous.dashboard.reports({ publication })).map(({ format, draft }) => [
    format,
    draft,
  ]);

test('what was approved goes out with its report', async () => {
  await caller().compilation.create({ round });
  expect(await preview()).toBeNull();
  await approve();
  expect(await preview()).toEqual({ draft, goesAlong: true, changes: [] });
  const { number } = await caller().publication.publish({ round });
  expect(await listReports(number)).toEqual([
    ['docx', draft],
    ['pdf', draft],
    ['xlsx', draft],
  ]);
  // It is out: there is nothing left to hold against it.
  expect(await preview()).toBeNull();
});

test('a draft from before documents were kept is refused without naming what has changed', async () => {
  await begin();
  await note();
  const { owner } = season.world;
  const write = (documents: string | null) =>
    owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update tracker.report_draft set public_documents = ${documents}::jsonb where number = ${draft}`;
    });
  const [kept] = await owner<{ documents: string }[]>`
    select public_documents::text as documents from tracker.report_draft where number = ${draft}`;
  await write(null);
  expect(await preview()).toEqual({ draft, goesAlong: false, changes: [] });
  expect((await refusalOfCall(caller().publication.publish({ round }))).code).toBe('NOT_ALLOWED_NOW');
  await write(kept?.documents ?? '');
});

test('a note that changed since is named, and nothing goes out before somebody has said that the report does not', async () => {
  await loadLibrary(season.world.owner, { demo: true, until: '2024-12-31' });
  const changes = ['Notes on comparability', 'Library', 'Recommendations and responses'];
  expect(await preview()).toEqual({ draft, goesAlong: false, changes });
  const { publish, schedule } = caller().publication;
  const { minute } = chooseMinute();
  for (const call of [() => publish({ round }), () => schedule(minute)]) {
    const refusal = await refusalOfCall(call());
    expect([refusal.code, refusal.fields.map(({ path }) => path)]).toEqual([
      'NOT_ALLOWED_NOW',
      ['withoutReport'],
    ]);
    expect(refusal.message).toContain(
      'Changed since: Notes on comparability, Library, Recommendations and responses.',
    );
    expect(refusal.current).toEqual({ draft, goesAlong: false, changes });
  }
  const { number } = await publish({ round, withoutReport: true });
  expect(await listReports(number)).toEqual([]);
});

test('a new draft that is approved sets it right, and the confirmation is then of no effect', async () => {
  await begin();
  await note();
  expect(await preview()).toMatchObject({ goesAlong: false });
  await approve();
  expect(await preview()).toEqual({ draft, goesAlong: true, changes: [] });
  const { number } = await caller().publication.publish({ round, withoutReport: true });
  expect((await listReports(number)).map(([, of]) => of)).toEqual([draft, draft, draft]);
});

test('a minute that was set fails where something has changed by then, and says what', async () => {
  await begin();
  const { minute, wait } = chooseMinute();
  await caller().publication.schedule(minute);
  await note();
  wait();
  await expect(run()).resolves.toEqual({ published: [], failed: [round] });
  await expect(caller().publication.getSchedule({ round })).resolves.toMatchObject({
    state: 'failed',
    failure: expect.stringContaining('Changed since: Notes on comparability.'),
  });
});

test('a minute carries the confirmation', async () => {
  const { minute, wait } = chooseMinute();
  await caller().publication.schedule({ ...minute, withoutReport: true });
  await expect(caller().publication.getSchedule({ round })).resolves.toMatchObject({ withoutReport: true });
  wait();
  const { published, failed } = await run();
  expect([published.length, failed]).toEqual([1, []]);
  expect(await listReports(published[0] ?? 0)).toEqual([]);
});

test('the page names the changes, asks for the box, and asks again before it publishes', async () => {
  await begin();
  await note();
  const cookie = await server.signIn(season.secretariat);
  const path = `/secretariat/publish/${round}`;
  const send = (fields: Record<string, string>) =>
    server.send({
      method: 'POST',
      path,
      headers: {
        cookie,
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    });
  const box = /<input[^>]*name="withoutReport"[^>]*>/g;
  const page = await server.send({ path, headers: { cookie, accept: 'text/html' } });
  expect(page.text).toContain('<li>Notes on comparability</li>');
  expect(page.text).toContain(`href="/secretariat/compile/${round}/editions"`);
  // One in each form.
  expect(page.text.match(box)).toHaveLength(2);

  const asked = await send({ intent: 'check', title: 'Corrected' });
  expect(asked.text).not.toContain('id="confirm"');
  expect(asked.text).toContain('href="#withoutReport"');
  expect(asked.text).toContain('value="Corrected"');

  const ticked = await send({ intent: 'check', title: 'Corrected', withoutReport: 'on' });
  expect(ticked.text).toContain('id="confirm"');
  expect(ticked.text).toContain('does not go along.');
  expect(ticked.text).toContain('<input type="hidden" name="withoutReport" value="on"/>');

  const refused = await send({ intent: 'publish', title: 'Corrected' });
  expect(refused.status).toBe(412);
  expect(refused.text).toContain('href="#withoutReport"');
  const { minute } = chooseMinute();
  const schedule = { intent: 'schedule', ...minute, version: '0' };
  const unset = await send(schedule);
  expect(unset.status).toBe(412);
  expect(unset.text).toContain('href="#scheduled-withoutReport"');
  expect((await send({ ...schedule, withoutReport: 'on' })).status).toBe(303);
  const set = await server.send({ path, headers: { cookie, accept: 'text/html' } });
  expect(set.text.match(box)?.filter((input) => input.includes('checked'))).toHaveLength(1);
  await caller().publication.cancelSchedule({ round, version: 1 });

  const done = await send({ intent: 'publish', title: 'Corrected', withoutReport: 'on' });
  expect(done.status).toBe(303);
  expect(done.headers['location']).toMatch(/published=\d+/);
});
