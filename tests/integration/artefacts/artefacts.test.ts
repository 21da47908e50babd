import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findRangeClass } from '#server/domain/disclosure/range-classes.rules.ts';
import { WHOLE } from '#server/domain/disclosure/round-table.calculations.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { rounds } from '#tests/support/rounds.ts';
import { openPlanDesk } from '../plan/make-edit.ts';
import { publishSigned } from '../plan/publish-signed.ts';
import { findLeaks } from '../publication/attacker.ts';
import { bodies, createSeason, type Season, states } from '../publication/season.ts';
import { type Artefact, collectEditions, collectPublic, collectStored } from './collect-artefacts.ts';
import { listLargeNumbers, plantLots } from './lots.ts';

/**
 * An attacker that collects all there is: pages, open data, figures, cards, pictures, report files, search and feeds of
 * three publications, one of them withdrawn, with activities merged and split between them, and the restricted editions.
 * Every report has numbers that are nobody else's, so each number that is read anywhere tells what it is.
 */
// A card is read as what it is drawn from; in pixels it says the same.
vi.mock('#server/pictures/draw-png.ts', async (load) => ({
  ...(await load<typeof import('#server/pictures/draw-png.ts')>()),
  drawPng: (svg: string) => Promise.resolve(Buffer.from(svg)),
}));

const plan = 'BOHOL-2';
const [first, second] = ['2024-H2', '2025-H1'] as const;
const changed = ['A1.1', 'A1.2', 'C1.1', 'C1.8', 'C1.9'];
let season: Season;
let artefacts: Artefact[] = [];
let editions: Map<string, Artefact[]>;

beforeAll(async () => {
  season = await createSeason(311);
  const { world, random, secretariat } = season;
  const codes = (await world.owner<{ code: string }[]>`select code from tracker.indicator`).map(
    ({ code }) => code,
  );
  const report = (round: string, reporter: string) =>
    season.report(round, reporter, { fixed: plantLots(random, codes) });
  await season.open(first);
  for (const reporter of [...states.slice(0, 7), ...bodies.slice(0, 3)]) await report(first, reporter);
  await secretariat.caller.learning.save({
    kind: 'question',
    version: 0,
    fields: {
      question: 'Are victims found earlier?',
      criterion: 'effectiveness',
      rating: 'in_part',
      judgement: 'In four states.',
      evidence: 'Victims identified | /indicators/I-B3',
    },
  });
  await publishSigned(season, first);
  // Somebody comes late and somebody corrects; that publication is withdrawn.
  await report(first, states[7]!);
  await season.correct(first, states[1]!, { fixed: plantLots(random, codes) });
  await season.compileAndPublish(first);
  await secretariat.caller.publication.withdraw({ number: 2, reason: 'A report was counted twice.' });
  await amend();
  await season.open(second);
  for (const reporter of [...states.slice(1, 8), ...bodies.slice(0, 3)]) await report(second, reporter);
  await publishSigned(season, second);

  const pages = await loadPublicPages();
  const server = await serveWorld(world, { loadBuild: () => Promise.resolve(pages) });
  try {
    // Older publications are drawn by the same code: in short form one in so many of their pages is looked at.
    for (const [number, oneIn] of [
      [1, rounds(4, 1)],
      [2, rounds(4, 1)],
      [3, 1],
    ] as const) {
      artefacts.push(...(await collectPublic(world, server, number, changed, oneIn)));
    }
  } finally {
    await server.stop();
  }
  artefacts.push(...(await collectStored(world)));
  editions = await collectEditions(world);
}, 1_200_000);
afterAll(() => season?.world.close());

/** In the middle of the plan one activity is merged into another, and one is split in two. */
async function amend(): Promise<void> {
  const desk = openPlanDesk(season.secretariat, plan);
  const amendment = { effectiveRound: second, title: 'An amendment', reason: 'The meeting said so.' };
  const followers = [{ indicator: 'I-A2', goes: 'moves' as const, to: 'A1.1' }];
  await desk.make({ kind: 'merge-activity', code: 'A1.2', into: 'A1.1', followers }, amendment);
  const part = { description: '', lead: 'ASLOM', participating_states: 'all', active_years: '2025; 2026' };
  const parts = [
    { ...part, code: 'C1.8', title: 'Review of laws', inherits: [] },
    { ...part, code: 'C1.9', title: 'Review of courts', inherits: [] },
  ];
  await desk.make({ kind: 'split-activity', code: 'C1.1', parts, followers: [] }, amendment);
}

/** Whether a number, in hundredths, is the least or the most of its class. */
function isRangeEnd(number: bigint): boolean {
  const { least, most } = findRangeClass(number * (WHOLE / 100n));
  return number === BigInt(least) * 100n || number === BigInt(most) * 100n;
}

/** That nobody is behind a figure is no secret. */
const isSome = (name: string) => !name.endsWith('|0');
const numbersOf = new WeakMap<Artefact, number[]>();
const readNumbers = (artefact: Artefact): number[] => {
  const numbers = numbersOf.get(artefact) ?? listLargeNumbers(artefact.text);
  numbersOf.set(artefact, numbers);
  return numbers;
};
const listNumbers = (some: readonly Artefact[]) => new Set(some.flatMap(readNumbers));
/** Where a number is written. */
const findPlaces = (some: readonly Artefact[], number: number) =>
  some.filter((one) => readNumbers(one).includes(number)).map(({ name }) => name);
const say = (some: readonly Artefact[], numbers: Iterable<number>) =>
  [...numbers].map((number) => `${number / 100} in ${findPlaces(some, number).slice(0, 3).join(', ')}`);
/** What restricted editions a state reads: all but those of other states. */
const listEditionsOf = (state: string) =>
  [...editions].flatMap(([name, all]) => (name.startsWith('state-') && name !== `state-${state}` ? [] : all));

test('everything is there: each kind of file, the publication that was withdrawn, what was merged and split', () => {
  const names = artefacts.map(({ name }) => name);
  const kinds = [
    /^\/publications\/[13]\/report\.docx/,
    /^\/publications\/3\/report\.pdf/,
    /^\/publications\/1\/report\.xlsx/,
    /^\/publications\/2\/bundle\.zip/,
    /^\/og\/figures\/.*publication=2/,
    /^\/og\/pages\/indicator/,
    /picture\.svg/,
    /picture\.png/,
    /^\/search\?/,
    /^\/feed\.xml/,
    /^\/data\/v1\/workbook\.xlsx\?publication=2/,
    /^\/data\/v1\/values\.sdmx\.csv/,
    /^\/embed\/figures/,
    /^loader of \/activities\/C1\.8/,
    /of search_word/,
  ];
  expect(kinds.filter((kind) => !names.some((name) => kind.test(name)))).toEqual([]);
  expect([...editions.keys()]).toEqual(
    expect.arrayContaining(['somtc', 'ammtc', 'public', 'midterm', 'state-KH']),
  );
  expect(listNumbers(artefacts).size).toBeGreaterThan(200);
});

test('every large number that the public can read is a figure that a publication shows', async () => {
  const { explained } = await findLeaks(season);
  // Reports give money in whole units. The ends of ranges are the same for all figures.
  const rounded = new Set([...explained].map((number) => Math.round(number / 100) * 100));
  const isExplained = (number: number) =>
    explained.has(number) || rounded.has(number) || isRangeEnd(BigInt(number));
  expect(
    say(
      artefacts,
      [...listNumbers(artefacts)].filter((number) => !isExplained(number)),
    ),
  ).toEqual([]);
});

test('nothing that is hidden follows from all that the public can read', async () => {
  const { determined, pinned, pairs, hidden } = await findLeaks(season, { numbers: listNumbers(artefacts) });
  expect(hidden.length).toBeGreaterThan(300);
  expect(pairs).toEqual([]);
  expect(determined.filter(isSome)).toEqual([]);
  expect(pinned).toEqual([]);
});

test('nor for a state that also reads the restricted editions and knows its own figures', async () => {
  for (const reporter of states.slice(0, rounds(2, 8))) {
    const read = [...artefacts, ...listEditionsOf(reporter)];
    const { determined, pinned, pairs } = await findLeaks(season, { numbers: listNumbers(read), reporter });
    const isOfOthers = (names: string) => !names.includes(`|${reporter}|`);
    expect([reporter, determined.filter(isSome), pinned, pairs.filter(isOfOthers)]).toEqual([
      reporter,
      [],
      [],
      [],
    ]);
  }
});

test('words that were not released are nowhere, whatever became of the activity', () => {
  for (const words of ['Kept words of', 'Note of']) {
    expect(artefacts.filter(({ text }) => text.includes(words)).map(({ name }) => name)).toEqual([]);
  }
});

test('a hidden figure, or a sum of two, is found wherever and however it is written', async () => {
  const { hidden } = await findLeaks(season);
  // Names are "I-B3|2024-H2|TH|total|value|30000123".
  const large = hidden.flatMap(([name, { truth }]) => {
    const [indicator, round, , place, part] = name.split('|');
    return truth > 20_000_000 ? [{ name, truth, sumOf: [indicator, round, place, part].join('|') }] : [];
  });
  const [one, other] = [...Map.groupBy(large, ({ sumOf }) => sumOf).values()].find(
    (some) => some.length > 1,
  )!;
  const { truth } = one!;
  const ways = [
    new Intl.NumberFormat('en').format(truth),
    new Intl.NumberFormat('fr').format(truth),
    new Intl.NumberFormat('my', { numberingSystem: 'mymr' }).format(truth),
    `<text x="3">${truth}</text>`,
    `"value":"${truth}.00"`,
    `3,${truth},4`,
  ];
  for (const text of ways) expect([text, listLargeNumbers(text)]).toEqual([text, [Math.round(truth * 100)]]);
  const planted = { name: 'planted', text: `${ways[1]} persons, of ${truth + other!.truth}` };
  const { determined, pairs } = await findLeaks(season, { numbers: listNumbers([planted]) });
  expect(determined).toContain(one!.name);
  expect(pairs).toContain(`${one!.name} + ${other!.name}`);
});
