import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '#server/log/create-log.ts';
import { readError, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { draftCanary } from '#tests/support/test-log.ts';
import { createWorld, type World } from '#tests/support/world.ts';

const token = 'q3J4Zk1vT2xQ8sW7uYb0NcD5eFgHiJkLmNoPqRsTuVw';
const key = { round: '2024-H2', reporter: 'TH' };
let world: World;
let lines: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  world.base.log = createLog('debug', { write: (line: string) => void lines.push(line) });
});
afterAll(() => world.close());
beforeEach(() => {
  lines = [];
});

/** What was logged meanwhile, none of which may hold what a line never holds. */
function readLines(): Record<string, unknown>[] {
  expect(lines.join('')).not.toMatch(new RegExp(`${draftCanary}|${token}|\\[object |@example`));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a save that the database fails is logged without a word of it', async () => {
  await world.openRound(key.round);
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  // As a full disk or a fault of a trigger would: an error of no kind that we know, which quotes everything.
  await world.owner.script(`
    create function tracker.fail_loudly() returns trigger language plpgsql as $$ begin
      raise exception 'cannot keep %', new.achievements using detail = new.achievements, hint = new.achievements;
    end $$;
    create trigger fail_loudly before insert or update on tracker.activity_report
      for each row execute function tracker.fail_loudly();`);
  const server = await serveWorld(world);
  try {
    const cookie = await server.signIn(focal);
    const { activities } = await focal.caller.submission.get(key);
    const activity = activities[0]!.code;
    lines = [];
    const answer = await server.mutate(
      'submission.saveActivityReport',
      { ...key, activity, status: 'on_track', achievements: `The ${draftCanary} programme.`, version: 0 },
      { cookie },
    );
    expect(answer.status).toBe(500);
    const { sentence, reference } = readError(answer);
    expect(sentence).toBe('Something went wrong on our side. Nothing was saved.');
    const failed = readLines().find(({ msg }) => msg === 'procedure failed');
    expect(failed).toMatchObject({
      level: 50,
      requestId: reference,
      procedure: 'submission.saveActivityReport',
    });
    const said = JSON.stringify(failed);
    expect(said).toContain('"code":"P0001"');
    expect(said).toContain('select tracker.write_activities(');
  } finally {
    await server.stop();
    await world.owner.script('drop function tracker.fail_loudly() cascade');
  }
});

test('a request that fails is logged by the shape of its address', async () => {
  const server = await serveWorld(world);
  try {
    for (const path of [
      `/invitation/${token}`,
      `/reset?token=${token}`,
      `/consent/${token}?q=${draftCanary}`,
    ]) {
      const answer = await server.send({
        path,
        headers: { cookie: `bohol.session_token=${token}.${token}` },
      });
      expect(answer.status).toBe(500);
    }
    expect(readLines().map(({ msg, url, err }) => [msg, url, err])).toEqual([
      ['request failed', '/invitation/:token', expect.objectContaining({ type: 'Error' })],
      ['request failed', '/reset?token', expect.objectContaining({ type: 'Error' })],
      ['request failed', '/consent/:token?q', expect.objectContaining({ type: 'Error' })],
    ]);
  } finally {
    await server.stop();
  }
});

test('what a page refuses is no fault, and an answer that was thrown is not written as "[object Object]"', async () => {
  const server = await serveWorld(world, { loadBuild: loadPublicPages });
  try {
    for (const [method, path, headers] of [
      ['POST', `/about?q=${draftCanary}`, { 'content-type': 'application/json' }],
      ['POST', '/about', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['GET', `/no/such/page/${token}`, {}],
    ] as const) {
      const answer = await server.send({
        method,
        path,
        headers,
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    const logged = readLines().filter(({ msg }) => String(msg).startsWith('page'));
    expect(logged.length).toBeGreaterThan(0);
    for (const line of logged) {
      expect(line).toMatchObject({ level: 20, msg: 'page refused a request', requestId: expect.any(String) });
      expect((line['err'] as { status: number }).status).toBeGreaterThanOrEqual(400);
    }
  } finally {
    await server.stop();
  }
});

test('a page that fails is logged once it is met, with its reference and without its words', async () => {
  const build = await loadPublicPages();
  const about = Object.values(build.routes).find((route) => route?.path === 'about');
  if (!about) throw new Error('There is no page about the tracker.');
  const server = await serveWorld(world, {
    loadBuild: () =>
      Promise.resolve({
        ...build,
        routes: {
          ...build.routes,
          [about.id]: {
            ...about,
            module: {
              ...about.module,
              loader: () => {
                throw new Error(`The ${draftCanary} of ana@example.org`);
              },
            },
          },
        },
      }),
  });
  try {
    const answer = await server.send({ path: '/about' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(draftCanary);
    expect(readLines().filter(({ msg }) => msg === 'page failed')).toMatchObject([
      { level: 50, url: '/about', method: 'GET', err: { type: 'Error' } },
    ]);
  } finally {
    await server.stop();
  }
});
