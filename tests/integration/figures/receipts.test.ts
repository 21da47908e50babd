import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadComparability } from '#seeds/load-comparability.ts';
import { citeValue } from '#app/features/receipt/citation.tsx';
import { buildValueCsv, buildValueJson } from '#app/features/receipt/receipt-files.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { loadComparabilityNotes } from '#server/queries/dashboard/receipt/get-value-receipt.query.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

type Row = {
  publication: number;
  indicator: string;
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  state: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  contributing: number | null;
  expected: number | null;
  note: string | null;
  keptFrom: number | null;
  least: number | null;
  most: number | null;
};

const [first, second] = ['2024-H2', '2025-H1'];
const redefined = 'I-C2';
let season: Season;
let rows: Row[];

beforeAll(async () => {
  season = await createSeason(93);
  const { owner } = season.world;
  await loadComparability(owner, () => {});
  await season.open(first);
  for (const reporter of [...states.slice(0, 4), 'SOMTC']) await season.report(first, reporter);
  await season.compileAndPublish(first);
  await owner`update tracker.indicator set definition = 'Worded anew.' where code = ${redefined}`;
  await owner`update tracker.activity set title = 'Named anew' where code = 'A1.1'`;
  await season.correct(first, states[0]!, { release: 'national' });
  await season.report(first, states[4]!);
  await season.compileAndPublish(first);
  await season.open(second);
  for (const reporter of states.slice(0, 4)) await season.report(second, reporter);
  await season.compileAndPublish(second);
  rows = await owner<Row[]>`
    select publication, indicator_code as indicator, round_code as round, scope, dimension_code as dimension,
      category_code as category, state, trim_scale(value)::text as value, trim_scale(numerator)::text as numerator,
      trim_scale(denominator)::text as denominator, distribution, choice_code as choice, contributing, expected,
      reason as note, kept_from as "keptFrom", least, most
    from rows.figure order by publication, indicator_code, round_code, scope, dimension_code, category_code`;
});
afterAll(() => season?.world.close());

const place = ({ indicator, round, scope, dimension, category }: Row) =>
  buildReceiptPath({ indicator, round, scope, dimension, category });
const cellOf = ({ dimension, category }: Row) => (dimension === null ? 'total' : `${dimension}=${category}`);
const askFor = (row: Row, publication = row.publication) =>
  season.world.anonymous.dashboard.valueReceipt({
    publication,
    indicator: row.indicator,
    round: row.round,
    scope: row.scope,
    cell: cellOf(row),
  });
/** What a row says, apart from where. */
const said = (row: Omit<Row, 'publication'>) => {
  const { state, value, numerator, denominator, distribution, choice, least, most } = row;
  return {
    state,
    value,
    numerator,
    denominator,
    distribution,
    choice,
    ...(least === null ? {} : { least, most }),
  };
};

test('a receipt says of every kind of cell what is published, as rows in CSV and JSON too', async () => {
  const sample = rows.filter((_, at) => at % 61 === 0);
  const kinds = new Set(sample.map(({ state, scope }) => `${state} ${scope === 'region'}`));
  expect(kinds.size).toBeGreaterThan(5);
  for (const row of sample) {
    const receipt = await askFor(row);
    expect(receipt.figure).toEqual({
      ...said(row),
      round: row.round,
      contributing: row.contributing,
      expected: row.expected,
      note: row.note,
      keptFrom: row.keptFrom,
    });
    const cited = citeValue('https://tracker.test', receipt);
    expect(cited.address).toBe(`https://tracker.test${place(row)}?publication=${row.publication}`);
    const [names = [], line = []] = parse(buildValueCsv(receipt, cited));
    const inCsv = Object.fromEntries(names.map((name, at) => [name, line[at]]));
    const inJson = JSON.parse(buildValueJson(receipt, cited)) as Record<string, unknown>;
    for (const name of ['state', 'value', 'numerator', 'denominator', 'contributing', 'expected'] as const) {
      expect([name, inCsv[name]]).toEqual([name, row[name] === null ? '' : String(row[name])]);
      expect([name, inJson[name]]).toEqual([name, row[name]]);
    }
    expect([inCsv['kept_from'], inJson['kept_from'] ?? null]).toEqual([
      String(row.keptFrom ?? ''),
      row.keptFrom,
    ]);
    expect(inCsv['permanent_link']).toBe(cited.address);
  }
});

test('the history of a cell is what the publications up to the one in view say, and nothing of later ones', async () => {
  const inFirst = new Map(
    rows.filter(({ publication }) => publication === 1).map((row) => [place(row), row]),
  );
  const changed = rows.filter((row) => {
    const before = inFirst.get(place(row));
    return row.publication === 2 && before && JSON.stringify(said(before)) !== JSON.stringify(said(row));
  });
  expect(changed.length).toBeGreaterThan(10);
  for (const row of changed.slice(0, 8)) {
    const receipt = await askFor(row);
    expect(receipt.history.map(({ number, figure }) => [number, said(figure as unknown as Row)])).toEqual(
      rows
        .filter((other) => other.publication <= 2 && place(other) === place(row))
        .map((other) => [other.publication, said(other)]),
    );
    const old = await askFor(row, 1);
    expect(old.history.map(({ number }) => number)).toEqual([1]);
    const newest = rows.find((other) => other.publication === 3 && place(other) === place(row));
    expect([old.newer?.number, old.newer && said(old.newer.figure as unknown as Row)]).toEqual([
      newest ? 3 : 2,
      said(newest ?? row),
    ]);
  }
});

test('what is held back and what does not exist are answered alike', async () => {
  const { anonymous, owner } = season.world;
  const shown = new Set(rows.filter(({ publication }) => publication === 3).map(place));
  const [internal] = await owner<{ code: string }[]>`
    select code from tracker.indicator where disclosure_class = 'internal' limit 1`;
  const [kept] = await owner<{ indicator: string; round: string; scope: string }[]>`
    select s.indicator_code as indicator, s.round_code as round, s.scope
    from tracker.compiled_indicator_report x
    join tracker.indicator i on i.id = x.indicator_id
    join tracker.reporter p on p.id = x.reporter_id
    join lateral (select i.code as indicator_code, ${first} as round_code, p.code as scope) s on true
    where x.release <> 'national' and i.reported_by = 'states' and not exists (
      select from rows.figure f where f.publication = 3 and f.indicator_code = i.code
        and f.round_code = ${first} and f.scope = p.code) limit 1`;
  const held = buildReceiptPath({ ...kept!, dimension: null, category: null });
  expect(shown.has(held)).toBe(false);
  const total = { publication: 3, cell: 'total' };
  const answers = await Promise.all(
    [
      { ...total, ...kept! },
      { ...total, indicator: internal?.code ?? 'I-X9', round: first, scope: 'region' },
      { ...total, indicator: 'I-NONE', round: first, scope: 'region' },
      { ...total, indicator: 'I-C2', round: '2031-H1', scope: 'region' },
      { ...total, indicator: 'I-C2', round: first, scope: 'XX' },
      { ...total, indicator: 'I-C2', round: first, scope: 'region', cell: 'shoe=42' },
      { ...total, indicator: "'; drop", round: '%', scope: '..', cell: '=' },
    ].map((asked) => refusalOfCall(anonymous.dashboard.valueReceipt(asked))),
  );
  expect(new Set(answers.map(({ code, message }) => `${code} ${message}`))).toEqual(
    new Set(['NOT_FOUND Publication 3 shows no figure at this address.']),
  );
  const figure = await refusalOfCall(anonymous.dashboard.figureReceipt({ id: 'no-such-figure' }));
  expect(figure.code).toBe('NOT_FOUND');
});

test('notes on comparability wait for their round, and a changed definition makes one of itself', async () => {
  const { base, owner } = season.world;
  const noted = async (number: number, indicator: string) =>
    (await loadComparabilityNotes(base, { number, planCode: 'BOHOL-2' }))(indicator).map((note) => [
      note.kind,
      note.reporter?.code ?? null,
      note.round?.code ?? null,
      note.publication,
    ]);
  // The first round that is different is in publication 3 only.
  expect(await noted(2, 'I-C1')).toEqual([]);
  expect(await noted(3, 'I-C1')).toEqual([['law', 'PH', second, null]]);
  expect(await noted(1, 'I-B4')).toEqual([['source', null, null, null]]);
  expect(await noted(1, redefined)).toEqual([]);
  expect(await noted(3, redefined)).toEqual([['definition', null, null, 2]]);
  // Loading is done once: what somebody took away stays away.
  await owner`delete from tracker.comparability_note`;
  await loadComparability(owner, () => {});
  const [left] = await owner<{ n: number }[]>`select count(*)::integer as n from tracker.comparability_note`;
  expect(left!.n).toBe(0);
});

test('a comparison counts and lists exactly the figures that differ', async () => {
  const { anonymous } = season.world;
  const differing = (from: number, to: number, indicator?: string) => {
    const of = (publication: number) =>
      new Map(
        rows
          .filter((row) => row.publication === publication && (!indicator || row.indicator === indicator))
          .map((row) => [place(row), JSON.stringify(said(row))]),
      );
    const [a, b] = [of(from), of(to)];
    return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort();
  };
  const pathOf = (row: {
    indicator: string;
    round: string;
    reporter: { code: string } | null;
    dimension: string | null;
    category: string | null;
  }) => buildReceiptPath({ ...row, scope: row.reporter?.code ?? 'region' });
  for (const [from, to] of [
    [1, 2],
    [2, 3],
    [1, 3],
  ] as const) {
    const all = await anonymous.dashboard.compare({ from, to, everything: true });
    expect(all.figures.map(pathOf).sort()).toEqual(differing(from, to));
    expect(all.counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.figures.length);
    for (const row of all.figures) expect(row.reasons[0] === 'new_round').toBe(row.round === second);
    const usual = await anonymous.dashboard.compare({ from, to });
    expect(usual.figures.map(pathOf).sort()).toEqual(
      differing(from, to).filter((path) => path.endsWith('/region/total')),
    );
    expect(usual.counts).toEqual(all.counts);
    expect(usual.details.reduce((sum, { count }) => sum + count, 0)).toBe(
      all.figures.length - usual.figures.length,
    );
    const one = await anonymous.dashboard.compare({ from, to, indicator: redefined });
    expect(one.figures.map(pathOf).sort()).toEqual(differing(from, to, redefined));
  }
});

test('a comparison tells a late report, a release, and new words from a correction', async () => {
  const { anonymous } = season.world;
  const changes = await anonymous.dashboard.compare({ from: 1, to: 2, everything: true });
  expect(changes.coverage).toEqual([
    expect.objectContaining({ reporter: expect.objectContaining({ code: states[4] }), reported: true }),
  ]);
  expect(
    changes.reworded.map(({ code, parts, before }) => [code, parts, before.title === 'Named anew']),
  ).toEqual([['A1.1', ['title'], false]]);
  expect(changes.redefined.map(({ code, parts }) => [code, parts])).toEqual([[redefined, ['definition']]]);
  const ofScope = (code: string) => changes.figures.filter(({ reporter }) => reporter?.code === code);
  // The late one's figures are there with its report, the corrected one's with its consent or put right.
  for (const row of ofScope(states[4]!)) expect(row.reasons[0], row.indicator).toMatch(/coverage|suppressed/);
  const own = new Set(ofScope(states[0]!).map(({ reasons }) => reasons[0]));
  expect([...own]).toEqual(expect.arrayContaining(['consent', 'correction']));
  for (const row of changes.figures) {
    expect(row.reasons.includes('definition'), row.indicator).toBe(row.indicator === redefined);
    if (row.now?.state === 'suppressed') expect(row.reasons[0]).toMatch(/^(suppressed|range)$/);
  }
  const inArea = await anonymous.dashboard.compare({ from: 1, to: 2, area: 'A' });
  expect(inArea.figures.every(({ indicator }) => indicator.startsWith('I-A'))).toBe(true);
  expect(inArea.redefined).toEqual([]);
  const nowhere = await anonymous.dashboard.compare({ from: 1, to: 2, area: 'Q', indicator: 'I-NONE' });
  expect([nowhere.figures, nowhere.counts, nowhere.reworded]).toEqual([[], [], []]);
  const itself = await anonymous.dashboard.compare({ from: 2, to: 2 });
  expect([itself.counts, itself.statuses, itself.reworded, itself.coverage]).toEqual([[], [], [], []]);
});

test('a publication says which later ones put its rounds right', async () => {
  const { anonymous } = season.world;
  const errataOf = async (number: number) =>
    (await anonymous.dashboard.publication({ number })).errata.map((erratum) => [
      erratum.number,
      erratum.rounds.map(({ code }) => code),
    ]);
  expect(await errataOf(1)).toEqual(expect.arrayContaining([[2, [first]]]));
  expect(await errataOf(3)).toEqual([]);
  const { figures } = await anonymous.dashboard.publication({ number: 1 });
  expect(figures.map(({ id }) => id)).toContain('activities-by-area');
});
