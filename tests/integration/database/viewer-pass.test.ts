import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
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
