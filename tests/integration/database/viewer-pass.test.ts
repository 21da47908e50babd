import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passOf, refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { type ReportsStage, setReportsStage } from './reports-stage.ts';

let stage: ReportsStage;
beforeAll(async () => {
  stage = await setReportsStage();
});
afterAll(() => stage?.close());

const sign = (person: string, expires: number | string, secret = testSecrets.viewerSecret) =>
  `${person}|${expires}|${createHash('sha256').update(`${secret}|${person}|${expires}|${secret}`).digest('hex')}`;
const soon = () => Math.floor(Date.now() / 1000) + 300;

test('a true pass opens one report, so that the refusals below mean something', async () => {
  const counts = await stage.countRows(sign(stage.teams.LA.focal.id, soon()));
  expect(counts).toMatchObject({ submission: 1, indicator_value: 1, evidence: 2 });
});

test.each<[string, () => string | null]>([
  ['no pass', () => null],
  ['an empty one', () => ''],
  ['bars only', () => '||'],
  ['a pass without an end', () => `${stage.secretariat.id}|${soon()}`],
  ['a wrong signature', () => `${stage.secretariat.id}|${soon()}|${'0'.repeat(64)}`],
  ['no signature', () => `${stage.secretariat.id}|${soon()}|`],
  ['a pass that has ended', () => sign(stage.secretariat.id, Math.floor(Date.now() / 1000) - 1)],
  ['an end that is no number', () => sign(stage.secretariat.id, 'never')],
  ['an end too long to be a number', () => sign(stage.secretariat.id, '9'.repeat(16))],
  ['a negative end', () => sign(stage.secretariat.id, '-1')],
  ['another secret', () => sign(stage.secretariat.id, soon(), 'a guess')],
  ['no secret', () => sign(stage.secretariat.id, soon(), '')],
  [
    'the signature of another person',
    () => sign(stage.teams.TH.focal.id, soon()).replace(/^[^|]+/, stage.secretariat.id),
  ],
  [
    'a later end under the same signature',
    () => sign(stage.secretariat.id, soon()).replace(/\|\d+\|/, `|${soon() + 900}|`),
  ],
  ['a person who is not there', () => sign('person-nobody', soon())],
  ['upper case', () => sign(stage.secretariat.id, soon()).toUpperCase()],
  ['bars in the name', () => sign(`x|${stage.secretariat.id}`, soon())],
])('%s opens nothing', async (_, pass) => {
  await expect(stage.countRows(pass())).resolves.toEqual(stage.nothing());
});

test('a pass ends with its transaction', async () => {
  await tryWith(stage.app, passOf(stage.secretariat.id), (tx) => tx`select 1`);
  await expect(stage.countRows(null)).resolves.toEqual(stage.nothing());
});

test('the secret is not to be read, nor signed with', async () => {
  for (const statement of [
    'select * from tracker.viewer_secret',
    'select secret from tracker.viewer_secret',
    "select tracker.viewer_signature('a', '1')",
    'update tracker.viewer_secret set secret = null',
    "insert into tracker.viewer_secret (secret) values ('mine')",
    'create view public.peek as select * from tracker.viewer_secret',
    'alter function tracker.viewer_signature(text, text) security invoker',
    "create or replace function tracker.viewer_id() returns text language sql as $$ select 'person-1' $$",
  ]) {
    await expect(refusalOf(stage.app.script(statement)).then((code) => [statement, code])).resolves.toEqual([
      statement,
      '42501',
    ]);
  }
  const [shown] = await stage.app`
      select string_agg(pg_get_functiondef(p.oid), ' ') as text
      from pg_proc p where p.pronamespace = 'tracker'::regnamespace and p.prokind = 'f'`;
  expect(shown?.text).not.toContain(testSecrets.viewerSecret);
});

describe('the roles that a transaction keeps', () => {
  const keptIn = (tx: Tx) =>
    tx<{ kept: string; seen: number }[]>`
      select (select count(*)::integer from tracker.indicator_value) as seen,
        current_setting('bohol.viewer_roles', true) as kept`.then(([row]) => row!);
  const kept = (pass: string) => tryWith(stage.app, pass, async (tx) => (await keptIn(tx), keptIn(tx)));

  test('are those of whoever asks, as signed', async () => {
    const own = await kept(passOf(stage.teams.LA.focal.id));
    expect(own.seen).toBe(1);
    expect(own.kept).toMatch(/^roles#.*#[0-9a-f]{64}$/);
  });

  test('count neither in another transaction, nor for another person, nor with other words', async () => {
    const office = await kept(passOf(stage.secretariat.id));
    const pass = passOf(stage.teams.LA.focal.id);
    const own = await kept(pass);
    const ids = Object.values(stage.ids).length;
    expect(ids).toBeGreaterThan(1);
    for (const forged of [
      office.kept,
      own.kept,
      own.kept.replaceAll(/\{[\d,]+\}/g, '{1,2,3,4,5,6,7,8,9}'),
      own.kept.replace('focal_point', 'secretariat_officer'),
      `${own.kept}#`,
      own.kept.replaceAll('#', '|'),
    ]) {
      const seen = await tryWith(stage.app, pass, async (tx) => {
        await tx`select set_config('bohol.viewer_roles', ${forged}, true)`;
        return (await keptIn(tx)).seen;
      });
      expect([forged, seen]).toEqual([forged, 1]);
    }
    const nobody = await tryWith(stage.app, null, async (tx) => {
      await tx`select set_config('bohol.viewer_roles', ${own.kept}, true)`;
      return (await keptIn(tx)).seen;
    });
    expect(nobody).toBe(0);
  });

  test('are those of the next person when the pass changes in the same transaction', async () => {
    const seen = await tryWith(stage.app, passOf(stage.secretariat.id), async (tx) => {
      const before = (await keptIn(tx)).seen;
      await tx`select set_config('bohol.viewer', ${passOf(stage.teams.LA.focal.id)}, true)`;
      return [before > 1, (await keptIn(tx)).seen];
    });
    expect(seen).toEqual([true, 1]);
  });

  test('are found anew when a role ends or an account is disabled within the transaction', async () => {
    const { owner } = stage.world;
    const { id } = stage.teams.LA.focal;
    for (const change of [
      `update tracker.assignment set revoked_at = now() where person_id = '${id}'`,
      `update auth.person set disabled_at = now() where id = '${id}'`,
    ]) {
      const held = await tryWith(owner, passOf(id), async (tx) => {
        const ask = () =>
          tx<{ held: boolean }[]>`select tracker.viewer_has_role(array['focal_point']) as held`;
        const [before] = await ask();
        await tx.script(change);
        const [after] = await ask();
        return [before?.held, after?.held];
      });
      expect(held).toEqual([true, false]);
    }
  });

  test('are not to be signed or asked for by hand', async () => {
    await expect(refusalOf(stage.app.script('select tracker.viewer_roles()'))).resolves.toBe('42501');
    await expect(refusalOf(stage.app.script(`select tracker.describe_person('x')`))).resolves.toBe('42501');
  });
});

describe('the reports that a transaction keeps', () => {
  const keptIn = (tx: Tx) =>
    tx<{ kept: string; seen: number }[]>`
      select (select count(*)::integer from tracker.indicator_value) as seen,
        current_setting('bohol.viewer_reports', true) as kept`.then(([row]) => row!);
  const writable = (tx: Tx) =>
    tx<{ ids: number[] }[]>`select tracker.viewer_writable_submission_ids() as ids`.then(([row]) => row?.ids);

  test('count neither for another person, nor in another transaction, nor with other words', async () => {
    const pass = passOf(stage.teams.LA.focal.id);
    const kept = (of: string) => tryWith(stage.app, of, async (tx) => (await keptIn(tx), keptIn(tx)));
    const office = await kept(passOf(stage.secretariat.id));
    const own = await kept(pass);
    expect(own.kept).toMatch(/^reports#.*#[0-9a-f]{64}$/);
    for (const forge of [
      () => office.kept,
      () => own.kept,
      (now: string) => now.replaceAll(/\{[\d,]+\}/g, '{1,2,3,4,5,6,7,8,9}'),
      (now: string) => `${now}#`,
    ]) {
      const seen = await tryWith(stage.app, pass, async (tx) => {
        await keptIn(tx);
        const forged = forge((await keptIn(tx)).kept);
        await tx`select set_config('bohol.viewer_reports', ${forged}, true)`;
        return (await keptIn(tx)).seen;
      });
      expect(seen).toBe(1);
    }
  });

  test('are found anew when a report moves on, by this transaction or by another', async () => {
    const { owner } = stage.world;
    const id = stage.ids.KH;
    const move = (to: string) =>
      `update tracker.submission set status = '${to}', version = version + 1 where id = ${id}`;
    const pass = passOf(stage.teams.KH.focal.id);
    const before = await tryWith(owner, pass, async (tx) => {
      const open = await writable(tx);
      await tx.script(`set local session_replication_role = replica; ${move('cleared')};
        set local session_replication_role = origin`);
      await tx.script(`update tracker.submission set version = version where id = ${id}`);
      return [open, await writable(tx)];
    });
    expect(before).toEqual([[id], []]);
    const meanwhile = await tryWith(stage.app, pass, async (tx) => {
      const open = await writable(tx);
      await owner.script(`set session_replication_role = replica; ${move('cleared')}`);
      const shut = await writable(tx);
      await owner.script(`${move('draft')}; set session_replication_role = origin`);
      return [open, shut, await writable(tx)];
    });
    expect(meanwhile).toEqual([[id], [], [id]]);
  });

  test('are not to be asked for by hand', async () => {
    await expect(refusalOf(stage.app.script('select tracker.viewer_reports()'))).resolves.toBe('42501');
  });
});
