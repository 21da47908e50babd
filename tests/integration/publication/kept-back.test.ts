import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { datasets } from '#server/domain/data/datasets.ts';
import { readDataFile } from '#tests/support/data-file.ts';
import type { Fixed } from '#tests/support/random-report.ts';
import { createSeason, type Season, states } from './season.ts';

/** What must not be anywhere in what the public reads: looked for in every column of every public table. */
let season: Season;
/** Numbers that nothing else has; the reporter of each has kept it back. */
const secretNumbers = [977_777_713, 988_888_817];
const internalAccount = 'An account for the peers only.';

beforeAll(async () => {
  season = await createSeason(4711);
  const secret: Fixed = {
    'I-C7': () => [{ by: {}, state: 'reported', value: secretNumbers[0]! }],
    'I-D8': () => [{ by: {}, state: 'reported', text: internalAccount }],
    'I-C2': () => [{ by: {}, state: 'reported', value: 55 }],
  };
  for (const round of ['2024-H2', '2025-H1', '2025-H2']) {
    await season.open(round);
    for (const reporter of [...states.slice(0, 5), 'ACWC', 'SOMTC'])
      await season.report(round, reporter, { fixed: secret });
    if (round === '2025-H2') await season.report(round, 'TL');
    // One that lets nothing of an indicator out, with a number that stands out.
    await season.report(round, 'VN', { until: 'draft', fixed: secret });
    const { focal, clearing } = await season.team('VN');
    const key = { round, reporter: 'VN' };
    await focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value: secretNumbers[1]! }],
      note: 'A note that stays.',
      release: 'withheld',
      version: 1,
    });
    const cleared = await clearing.caller.submission.clear({ ...key, version: 1 });
    const submitted = await focal.caller.submission.submit({ ...key, version: cleared.version });
    const returned = await season.secretariat.caller.review.return({
      ...key,
      version: submitted.version,
      reason: 'A reason between the two of us.',
      scope: 'all',
      queries: [
        { subject: 'indicator', code: 'I-C2', field: 'total', question: 'A question between the two of us?' },
      ],
    });
    const entry = await focal.caller.submission.indicator({ ...key, indicator: 'I-C2' });
    const query = entry.queries[0]!;
    await focal.caller.submission.answerQuery({
      ...key,
      query: query.id,
      answer: 'An answer between the two of us.',
      version: query.version,
    });
    const again = await clearing.caller.submission.clear({ ...key, version: returned.version });
    const resubmitted = await focal.caller.submission.submit({ ...key, version: again.version });
    await season.secretariat.caller.review.accept({ ...key, version: resubmitted.version });
    await season.report(round, 'TH', { until: 'submitted', mark: 'what was not accepted' });
    await season.compileAndPublish(round);
  }
});
afterAll(() => season?.world.close());

/** Every row of every public table as text, with its table in front. */
async function readEverything(): Promise<string> {
  const { owner } = season.world;
  const tables = await owner<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'published'`;
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await owner<
      { line: string }[]
    >`select to_jsonb(t)::text as line from published.${identifier(name)} t`;
    lines.push(...rows.map(({ line }) => `${name}: ${line}`));
  }
  return lines.join('\n');
}

test('internal indicators, kept words, notes, questions, people and kept numbers are in no public table', async () => {
  const everything = await readEverything();
  expect(everything).toContain('Released words of');
  const people = await season.world.owner<
    { name: string; email: string; id: string }[]
  >`select id, name, email from auth.person`;
  const titles = await season.world.owner<{ code: string; title: string }[]>`
    select code, title from tracker.indicator where disclosure_class = 'internal'`;
  expect(titles.map(({ code }) => code).sort()).toEqual(['I-C7', 'I-D8']);
  for (const text of [
    ...titles.flatMap(({ code, title }) => [`"${code}"`, title]),
    ...people.flatMap(({ email, id }) => [email, `"${id}"`]),
    ...secretNumbers.map(String),
    internalAccount,
    'Kept words of',
    'Note of',
    'A note that stays',
    'Account of TL',
    'between the two of us',
    'what was not accepted',
  ]) {
    const at = everything.indexOf(text);
    expect([text, at < 0 ? '' : everything.slice(Math.max(0, at - 100), at + 100)]).toEqual([text, '']);
  }
});

test('nor in any answer to the public', async () => {
  const { dashboard } = season.world.anonymous;
  const answers = JSON.stringify(
    await Promise.all([
      dashboard.overview({}),
      dashboard.plan({}),
      dashboard.indicators({}),
      dashboard.dataOverview({}),
      ...datasets.map(({ name }) => readDataFile(season.world, `${name}.csv`)),
      ...datasets.map(({ name }) => readDataFile(season.world, `${name}.json`)),
      readDataFile(season.world, 'openapi.json'),
      dashboard.stateValues({ state: 'VN' }),
      dashboard.state({ iso2: 'VN' }),
      dashboard.body({ acronym: 'SOMTC' }),
      dashboard.indicator({ code: 'I-C2' }),
      dashboard.lens({ code: 'online-scams' }),
      dashboard.publications({}),
      dashboard.publication({ number: 3 }),
    ]),
  );
  expect(answers.length).toBeGreaterThan(10_000);
  for (const text of [
    '"I-C7"',
    '"I-D8"',
    ...secretNumbers.map(String),
    'Kept words',
    'Note of',
    'between the two',
    'not accepted',
  ]) {
    const at = answers.indexOf(text);
    expect([text, at < 0 ? '' : answers.slice(Math.max(0, at - 100), at + 100)]).toEqual([text, '']);
  }
  for (const code of ['I-C7', 'I-D8']) {
    await expect(dashboard.indicator({ code })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a reporter that lets nothing out is in no total and has no line of its own', async () => {
  const own = await season.world.owner`
    select f.round_code, f.scope, f.state from rows.figure f where f.indicator_code = 'I-C2' and f.scope = 'VN'`;
  expect([...own]).toEqual([]);
  const totals = await season.world.owner<
    { round: string; value: number; contributing: number; who: string[] }[]
  >`
    select f.round_code as round, f.value::float8 as value, f.contributing, s.contributing as who from rows.figure f
    join rows.figure_source s on s.publication_number = f.publication and s.indicator_code = f.indicator_code
      and s.round_code = f.round_code and s.scope = f.scope and s.dimension_code is null
    where f.publication = 3 and f.indicator_code = 'I-C2' and f.scope = 'region' and f.dimension_code is null`;
  expect(totals).toHaveLength(3);
  for (const { value, contributing, who } of totals) {
    expect(who).not.toContain('VN');
    // Fifty-five for each of those who did, unless the total is held to protect one of them.
    if (value !== null) expect(value).toBe(55 * contributing);
  }
});

test('coverage says who has reported, and asks nothing of a state before it was a member', async () => {
  const rows = await season.world.owner<{ reporter: string; round: string; state: string }[]>`
    select reporter_code as reporter, round_code as round, state from rows.coverage where publication = 3`;
  const of = (reporter: string) =>
    Object.fromEntries(
      rows.filter((row) => row.reporter === reporter).map(({ round, state }) => [round, state]),
    );
  expect(of('TL')).toEqual({ '2024-H2': 'not_due', '2025-H1': 'not_due', '2025-H2': 'reported' });
  expect(of('VN')).toEqual({ '2024-H2': 'reported', '2025-H1': 'reported', '2025-H2': 'reported' });
  expect(of('TH')).toEqual({
    '2024-H2': 'not_reported',
    '2025-H1': 'not_reported',
    '2025-H2': 'not_reported',
  });
  expect(of('SOMTC')).toEqual({ '2024-H2': 'reported', '2025-H1': 'reported', '2025-H2': 'reported' });
  // Nothing was ever expected of it in a total of an earlier round either.
  const [expected] = await season.world.owner<{ earlier: number; later: number }[]>`
    select max(expected) filter (where round_code = '2025-H1')::integer as earlier,
      max(expected) filter (where round_code = '2025-H2')::integer as later
    from rows.figure where publication = 3 and indicator_code = 'I-C2' and scope = 'region'`;
  expect([expected!.earlier, expected!.later]).toEqual([10, 11]);
});

test('an earlier publication knows nothing of later rounds', async () => {
  for (const table of ['round', 'figure', 'coverage', 'activity_status', 'activity_narrative']) {
    const { owner } = season.world;
    const column = table === 'round' ? 'code' : 'round_code';
    const rows = await owner<{ publication: number; rounds: string[] }[]>`
      select publication, array_agg(distinct ${identifier(column)} order by ${identifier(column)}) as rounds
      from rows.${identifier(table)} group by 1 order by 1`;
    expect([table, rows.map(({ rounds }) => rounds.at(-1))]).toEqual([
      table,
      ['2024-H2', '2025-H1', '2025-H2'],
    ]);
  }
});
