import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import { listStatusPairs } from '#server/domain/submission/submission.workflow.ts';
import { refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { type ReportsStage, setReportsStage } from './reports-stage.ts';

/** What the database refuses even from its owner, past every use-case and every policy. */
let stage: ReportsStage;
const indicatorIds = new Map<string, number>();
beforeAll(async () => {
  stage = await setReportsStage();
  for (const { code, id } of await stage.world.owner<
    { code: string; id: number }[]
  >`select code, id from tracker.indicator`) {
    indicatorIds.set(code, id);
  }
});
afterAll(() => stage?.close());

const asOwner = (work: (tx: Tx) => Promise<unknown>) => refusalOf(tryWith(stage.world.owner, null, work));

type Value = {
  indicator?: string;
  measure?: string;
  dimension_code?: string;
  category_code?: string;
  state?: string;
  value?: string | number;
  numerator?: string | number;
  denominator?: string | number;
  choice_list?: string;
  choice_code?: string;
  text_value?: string;
};
const measureOf: Record<string, string> = {
  'I-B3': 'count',
  'I-C6': 'money',
  'I-B2': 'percentage',
  'I-A4': 'choice',
  'I-D8': 'text',
};

async function insertValue(tx: Tx, { indicator = 'I-B3', ...value }: Value, submission = stage.ids.TH) {
  const row = {
    submission_id: submission,
    indicator_id: indicatorIds.get(indicator)!,
    measure: measureOf[indicator]!,
    state: 'reported',
    ...value,
  };
  await tx`
    insert into tracker.indicator_value (${identifier(...Object.keys(row))})
    select ${identifier(...Object.keys(row))}
    from json_populate_record(null::tracker.indicator_value, ${JSON.stringify(row)}::json)`;
}

const check = '23514';

describe('one value', () => {
  test.each<[string, Value, string]>([
    ['zero is a figure', { value: 0 }, 'allowed'],
    ['a figure beside "not available"', { state: 'not_available', value: 5 }, check],
    ['zero beside "not applicable"', { state: 'not_applicable', value: 0 }, check],
    ['"reported" without a figure', {}, check],
    ['an unknown state', { state: 'suppressed', value: 1 }, check],
    ['a negative count', { value: -1 }, check],
    ['half a person', { value: 1.5 }, check],
    ['more than a million millions', { value: '1000000000001' }, check],
    ['not a number', { value: 'NaN' }, check],
    ['infinity', { value: 'Infinity' }, '22003'],
    ['money with a part', { indicator: 'I-C6', value: '10.25' }, 'allowed'],
    ['negative money', { indicator: 'I-C6', value: '-0.01' }, check],
    ['too much money', { indicator: 'I-C6', value: '1000000000000000.01' }, check],
    ['a numerator above its denominator', { indicator: 'I-B2', numerator: 11, denominator: 10 }, check],
    ['nothing of nothing', { indicator: 'I-B2', numerator: 0, denominator: 0 }, 'allowed'],
    ['a numerator alone', { indicator: 'I-B2', numerator: 1 }, check],
    ['a denominator alone', { indicator: 'I-B2', denominator: 1 }, check],
    ['a share as one number', { indicator: 'I-B2', value: 50 }, check],
    ['a part of a numerator', { indicator: 'I-B2', numerator: 0.5, denominator: 1 }, check],
    ['a negative denominator', { indicator: 'I-B2', numerator: -2, denominator: -1 }, check],
    ['a numerator that is not a number', { indicator: 'I-B2', numerator: 'NaN', denominator: 'NaN' }, check],
    ['an answer', { indicator: 'I-A4', choice_list: 'yes_partly_no', choice_code: 'yes' }, 'allowed'],
    [
      'an answer that is not in the list',
      { indicator: 'I-A4', choice_list: 'yes_partly_no', choice_code: 'maybe' },
      '23503',
    ],
    ['an answer without its list', { indicator: 'I-A4', choice_code: 'yes' }, check],
    ['a number for an answer', { indicator: 'I-A4', value: 1 }, check],
    ['an empty account', { indicator: 'I-D8', text_value: '' }, check],
    [
      'an account of more than 10,000 characters',
      { indicator: 'I-D8', text_value: 'x'.repeat(10_001) },
      check,
    ],
    ['text for a count', { text_value: 'many' }, check],
    ['the measure of another indicator', { measure: 'money', value: 1.5 }, '23503'],
    [
      'a dimension that the indicator has not',
      { dimension_code: 'channel', category_code: 'online', value: 1 },
      '23503',
    ],
    ['a category of another dimension', { dimension_code: 'sex', category_code: 'adult', value: 1 }, '23503'],
    ['a dimension without a category', { dimension_code: 'sex', value: 1 }, check],
    ['an indicator that is not asked', { indicator: 'I-A1', measure: 'count', value: 1 }, '23503'],
  ])('%s', async (_, value, expected) => {
    if (value.indicator === 'I-A1') measureOf['I-A1'] = 'count';
    await expect(asOwner((tx) => insertValue(tx, value))).resolves.toBe(expected);
  });

  test('one cell has one value', async () => {
    for (const cell of [{}, { dimension_code: 'sex', category_code: 'female' }]) {
      await expect(
        asOwner(async (tx) => {
          await insertValue(tx, { ...cell, value: 1 });
          await insertValue(tx, { ...cell, value: 1 });
        }),
      ).resolves.toBe('23505');
    }
  });
});

describe('parts and their total', () => {
  const part = (category: string, value: number): Value => ({
    dimension_code: 'sex',
    category_code: category,
    value,
  });

  test.each<[string, Value[], string]>([
    ['parts that fill the total', [{ value: 10 }, part('female', 6), part('male', 4)], 'allowed'],
    ['parts below it', [{ value: 10 }, part('female', 6)], 'allowed'],
    ['one part above it', [{ value: 10 }, part('female', 11)], 'BT004'],
    ['parts above it together', [{ value: 10 }, part('female', 6), part('male', 5)], 'BT004'],
    [
      'parts first, and then a total below them',
      [part('female', 6), part('male', 5), { value: 10 }],
      'BT004',
    ],
    ['parts of a total that is not available', [{ state: 'not_available' }, part('female', 6)], 'allowed'],
    [
      'a denominator of parts above the total',
      [
        { indicator: 'I-B2', numerator: 1, denominator: 10 },
        { indicator: 'I-B2', dimension_code: 'sex', category_code: 'female', numerator: 0, denominator: 11 },
      ],
      'BT004',
    ],
  ])('%s', async (_, values, expected) => {
    await expect(
      asOwner(async (tx) => {
        for (const value of values) await insertValue(tx, value);
      }),
    ).resolves.toBe(expected);
  });

  test('a change that puts the parts above the total', async () => {
    await expect(
      asOwner(async (tx) => {
        await insertValue(tx, { value: 10 });
        await insertValue(tx, part('female', 10));
        await tx`update tracker.indicator_value set value = 9
          where submission_id = ${stage.ids.TH} and indicator_id = ${indicatorIds.get('I-B3')!} and dimension_code is null`;
      }),
    ).resolves.toBe('BT004');
  });
});

describe('a report', () => {
  const legal = new Set(listStatusPairs().map(([from, to]) => `${from}→${to}`));
  const pairs = submissionStatuses.flatMap((from) =>
    submissionStatuses.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  test.each(pairs)('from %s to %s', async (from, to) => {
    const outcome = await asOwner(async (tx) => {
      // Set where it starts without the guard, then try the move with it.
      await tx`set local session_replication_role = replica`;
      await set(tx, from, 50);
      await tx`set local session_replication_role = origin`;
      await set(tx, to, 51);
    });
    expect(outcome).toBe(legal.has(`${from}→${to}`) ? 'allowed' : 'BT002');
  });

  const set = (tx: Tx, status: string, version: number) => tx`
    update tracker.submission set status = ${status}, version = ${version}, return_scope = 'all', cleared_at = now(),
      submitted_at = now(), accepted_at = case when ${status} = 'accepted' then now() end
    where id = ${stage.ids.TH}`;

  test.each<[string, string, string]>([
    ['a move that leaves the version', `status = 'cleared', cleared_at = now()`, 'BT002'],
    ['another round', 'round_id = (select max(id) from tracker.round)', 'BT002'],
    ['another reporter', `reporter_id = (select id from tracker.reporter where code = 'TL')`, 'BT002'],
    ['an unknown status', `status = 'approved', version = 9`, 'BT002'],
    ['accepted without a day', 'accepted_at = now()', '23514'],
    ['a version of zero', 'version = 0', '23514'],
    ['an unknown scope', `return_scope = 'some'`, '23514'],
    ['submitted before the first time', 'times_submitted = 1', '23514'],
  ])('%s', async (_, change, expected) => {
    await expect(
      asOwner((tx) => tx.script(`update tracker.submission set ${change} where id = ${stage.ids.TH}`)),
    ).resolves.toBe(expected);
  });

  test('is one for each reporter and round', async () => {
    await expect(
      asOwner(
        (tx) => tx`insert into tracker.submission (round_id, reporter_id, due_on, opened_at)
        select round_id, reporter_id, due_on, opened_at from tracker.submission where id = ${stage.ids.TH}`,
      ),
    ).resolves.toBe('23505');
  });

  test.each(['SG', 'PH', 'MY'] as const)(
    'of %s, not being with its writers, changes in nothing',
    async (reporter) => {
      const id = stage.ids[reporter];
      for (const work of [
        (tx: Tx) => tx`update tracker.activity_report set achievements = 'Late.' where submission_id = ${id}`,
        (tx: Tx) => tx`update tracker.indicator_report set note = 'Late.' where submission_id = ${id}`,
        (tx: Tx) => tx`update tracker.indicator_value set value = 1 where submission_id = ${id}`,
        (tx: Tx) => tx`delete from tracker.indicator_value where submission_id = ${id}`,
        (tx: Tx) => insertValue(tx, { value: 1 }, id),
      ]) {
        await expect(asOwner(work)).resolves.toBe('BT003');
      }
    },
  );

  test('that was returned with questions is open where they are and nowhere else', async () => {
    const id = stage.ids.LA;
    const [asked] = await stage.world.owner<{ activity: number; indicator: number }[]>`
      select max(activity_id) as activity, max(indicator_id) as indicator from tracker.query
      where submission_id = ${id} and sent_at is not null`;
    const { activity, indicator } = asked!;
    const write = (tx: Tx, where: string) =>
      tx.script(
        `update tracker.activity_report set achievements = 'More.' where submission_id = ${id} and ${where}`,
      );
    const note = (tx: Tx, where: string) =>
      tx.script(
        `update tracker.indicator_report set note = 'More.' where submission_id = ${id} and ${where}`,
      );
    await expect(asOwner((tx) => write(tx, `activity_id = ${activity}`))).resolves.toBe('allowed');
    await expect(asOwner((tx) => note(tx, `indicator_id = ${indicator}`))).resolves.toBe('allowed');
    await expect(asOwner((tx) => write(tx, `activity_id <> ${activity}`))).resolves.toBe('BT003');
    await expect(asOwner((tx) => note(tx, `indicator_id <> ${indicator}`))).resolves.toBe('BT003');
    // One statement that touches both is refused whole.
    await expect(asOwner((tx) => write(tx, 'true'))).resolves.toBe('BT003');
    // A settled question closes its item again.
    await expect(
      asOwner(async (tx) => {
        await tx`update tracker.query set resolved_at = now() where submission_id = ${id} and activity_id = ${activity}`;
        await write(tx, `activity_id = ${activity}`);
      }),
    ).resolves.toBe('BT003');
  });
});

/** A document as a program would write it, with the checksum that it has. */
const writeDocument = (kind: string, body: string) => `
  insert into published.document (sha256, kind, version, body)
  select encode(sha256(convert_to(x.body, 'UTF8')), 'hex'), '${kind}', 1, x.body
  from (select '{"kind":"${kind}","version":1,"body":${body}}' as body) x`;

describe('the plan and its people', () => {
  test.each<[string, string, string]>([
    ['a second lead', `update tracker.activity_body set part = 'lead'`, '23505'],
    [
      'a second clearing authority',
      `insert into tracker.agency (state_id, acronym, name, is_clearing_authority, from_on)
        select state_id, 'ZZ', 'Another', true, '2025-01-01' from tracker.agency where is_clearing_authority and to_on is null limit 1`,
      '23505',
    ],
    [
      'a state and a body in one',
      `update tracker.reporter set body_id = (select max(id) from tracker.sectoral_body) where kind = 'state'`,
      '23514',
    ],
    [
      'a focal point of nobody',
      `insert into tracker.assignment (person_id, role, assigned_at) select id, 'focal_point', now() from auth.person limit 1`,
      '23514',
    ],
    [
      'an administrator of one state',
      `insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
        select p.id, 'administrator', r.id, now() from auth.person p, tracker.reporter r limit 1`,
      '23514',
    ],
    [
      'the same role twice',
      `insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
        select person_id, role, reporter_id, now() from tracker.assignment where revoked_at is null limit 1`,
      '23505',
    ],
    ['two accounts of one address', `update auth.person set email = 'same@example.test'`, '23505'],
    [
      'an address with capitals',
      `update auth.person set email = 'Someone@example.test' where id = 'person-1'`,
      '23514',
    ],
    [
      'a status without a mark that screens know',
      `update tracker.activity_status set mark = 'star'`,
      '23514',
    ],
    [
      'a public figure with a number that is held',
      writeDocument('values', '[{"scope":"XX","state":"suppressed","value":"3"}]'),
      '23514',
    ],
    [
      'a regional total with a number that is held',
      writeDocument('totals', '{"I-A1":[{"round":"2024-H2","state":"withheld","numerator":"3"}]}'),
      '23514',
    ],
    [
      'an amount of support that is held back',
      writeDocument('support', '{"entries":[{"amounts":"not_shown","lines":[{"amount":"3"}]}],"rates":[]}'),
      '23514',
    ],
    [
      'an internal indicator in public',
      writeDocument('indicators', '[{"code":"I-X","disclosureClass":"internal"}]'),
      '23514',
    ],
    [
      'a document under the checksum of another',
      `insert into published.document (sha256, kind, version, body)
        values (repeat('0', 64), 'plan', 1, '{"kind":"plan","version":1,"body":{}}')`,
      '23514',
    ],
    [
      'a document that calls itself something else',
      `insert into published.document (sha256, kind, version, body)
        select encode(sha256(convert_to(x.body, 'UTF8')), 'hex'), 'lists', 1, x.body
        from (select '{"kind":"plan","version":1,"body":{}}' as body) x`,
      '23514',
    ],
    [
      'a seal whose root is not that of its list',
      `insert into published.seal (publication, number, manifest, root_sha256, key_id, signature, sealed_at)
        select p.number, 9, 'x', repeat('0', 64), k.id, '', now() from published.publication p, published.signing_key k`,
      '23514',
    ],
    ['a link that runs something', `update tracker.evidence set url = 'javascript:alert(1)'`, '23514'],
  ])('%s', async (_, statement, expected) => {
    await expect(asOwner((tx) => tx.script(statement))).resolves.toBe(expected);
  });
});
