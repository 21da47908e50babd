import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { readDataFile } from '#tests/support/data-file.ts';
import { createSeason, type Season, states } from './season.ts';

let season: Season;
const round = '2024-H2';
beforeAll(async () => {
  season = await createSeason(77);
  await season.open(round);
  for (const reporter of [...states.slice(0, 6), 'SOMTC']) await season.report(round, reporter);
});
afterAll(() => season?.world.close());

/** All that publication 1 consists of, table by table, as one checksum each. */
async function readPublication(number: number): Promise<Record<string, string>> {
  const { owner } = season.world;
  const tables = await owner<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'published' and (column_name = 'publication' or table_name = 'publication')
    group by 1 order by 1`;
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const key = name === 'publication' ? 'number' : 'publication';
    const rows = await owner<{ line: string }[]>`
      select to_jsonb(t)::text as line from published.${identifier(name)} t where t.${identifier(key)} = ${number} order by 1`;
    sums[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map(({ line }) => line).join('\n'))
      .digest('hex')}`;
  }
  const sources = await owner<{ line: string }[]>`
    select to_jsonb(t)::text as line from rows.figure_source t where publication_number = ${number} order by 1`;
  sums.figure_source = createHash('sha256')
    .update(sources.map(({ line }) => line).join('\n'))
    .digest('hex');
  return sums;
}

const publish = () => season.secretariat.caller.publication.publish({ round });
const compile = () => season.secretariat.caller.compilation.create({ round });

test('nothing is published that is not compiled, nor compiled that is not accepted, nor published twice', async () => {
  const { caller } = season.secretariat;
  expect((await refusalOfCall(publish())).code).toBe('NOT_ALLOWED_NOW');
  expect((await refusalOfCall(caller.publication.preview({ round }))).code).toBe('NOT_ALLOWED_NOW');
  expect((await refusalOfCall(caller.compilation.create({ round: '2025-H1' }))).code).toBe('NOT_ALLOWED_NOW');
  expect((await refusalOfCall(caller.compilation.create({ round: '2099-H1' }))).code).toBe('NOT_FOUND');
  await compile();
  await expect(publish()).resolves.toMatchObject({ number: 1, round });
  const before = await readPublication(1);
  const again = await refusalOfCall(publish());
  expect([again.code, again.message]).toEqual(['NOT_ALLOWED_NOW', expect.stringContaining('publication 1')]);
  expect(await readPublication(1)).toEqual(before);
});

test('a preview writes nothing and says what publishing then shows', async () => {
  await season.report(round, states[6]!);
  await compile();
  const preview = await season.secretariat.caller.publication.preview({ round });
  const [count] = await season.world.owner<
    { n: number }[]
  >`select count(*)::integer as n from published.publication`;
  expect(count!.n).toBe(1);
  const published = await publish();
  expect(published.number).toBe(2);
  const stored = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from rows.figure where publication = 2 and state = 'reported'`;
  expect(stored[0]!.n).toBe(preview.figures.filter(({ state }) => state === 'reported').length);
});

test('a correction is a new publication, and the old one stays as it was to the last letter', async () => {
  const first = await readPublication(1);
  const second = await readPublication(2);
  const anonymous = season.world.anonymous;
  const ask = (publication: number) =>
    Promise.all([
      anonymous.dashboard.overview({ publication }),
      anonymous.dashboard.indicators({ publication }),
      readDataFile(season.world, `values.csv?publication=${publication}`),
      readDataFile(season.world, `publications.json?publication=${publication}`),
      anonymous.dashboard.plan({ publication }),
    ]);
  const asked = JSON.stringify(await ask(1)).replaceAll('"newest":2', '"newest":3');

  // Reopened, and not yet accepted again: a compilation of this moment has one report less.
  const reporter = states[0]!;
  const { focal } = await season.team(reporter);
  await season.correct(round, reporter);
  expect(await readPublication(1)).toEqual(first);
  await compile();
  await expect(publish()).resolves.toMatchObject({ number: 3 });
  expect(await readPublication(1)).toEqual(first);
  expect(await readPublication(2)).toEqual(second);
  expect(JSON.stringify(await ask(1))).toBe(asked);

  const numbers = await season.world.owner<{ number: number; sha: string; content: string }[]>`
    select number, compilation_sha256 as sha, content_sha256 as content from published.publication order by 1`;
  expect(new Set(numbers.map(({ sha }) => sha)).size).toBe(3);
  expect(new Set(numbers.map(({ content }) => content)).size).toBe(3);
  // The corrected report is what the new one was made of: its values are traced to what is stored now.
  const [traced] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from rows.figure_source f
    where f.publication_number = 3 and ${reporter} = any (f.contributing)`;
  expect(traced!.n).toBeGreaterThan(0);
  const { decisions } = await focal.caller.submission.history({ round, reporter });
  expect(decisions.map(({ transition }) => transition).slice(0, 4)).toEqual([
    'accept',
    'submit',
    'clear',
    'reopen',
  ]);
});

test('every public figure is traced to the very values that are behind it', async () => {
  const [loose] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from rows.figure f
    join rows.indicator i on i.publication = f.publication and i.code = f.indicator_code and i.reported_by <> 'register'
    left join rows.figure_source s on s.publication_number = f.publication and s.indicator_code = f.indicator_code
      and s.round_code = f.round_code and s.scope = f.scope and s.dimension_code is not distinct from f.dimension_code
      and s.category_code is not distinct from f.category_code
    where f.state = 'reported' and s.reasons::text not like '%kept_as_published%'
      and cardinality(s.value_ids) is distinct from f.contributing`;
  expect(loose!.n).toBe(0);
  const [wrong] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from rows.figure_source s
    join tracker.publication_event e on e.publication_number = s.publication_number
    cross join lateral unnest(s.value_ids) as v (id)
    where not exists (select from tracker.compiled_value c join tracker.indicator i on i.id = c.indicator_id
      where c.compilation_id = e.compilation_id and c.value_id = v.id and i.code = s.indicator_code
        and c.dimension_code is not distinct from s.dimension_code and c.state = 'reported')
      and s.reasons::text not like '%kept_as_published%'`;
  expect(wrong!.n).toBe(0);
});
