import { afterAll, beforeAll, expect, test } from 'vitest';
import { findNewestCompilation, loadFactSource } from '#server/loaders/report/load-report-facts.ts';
import { decideFigures } from '#server/domain/publication/decide-figures.ts';
import { buildEditionRules, usualEditionRule } from '#server/domain/publication/edition-rule.rules.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { rehearsePublication } from '#server/use-cases/edition/create-draft.ts';
import { bodies, createSeason, type Season, states } from '../publication/season.ts';

const rounds = ['2024-H2', '2025-H1'];
const newest = rounds.at(-1) ?? '';
let season: Season;

/** An indicator of persons that three states have, of which one has not let its own figure out. */
const counted = 'I-B3';

async function keepOneBack(): Promise<void> {
  await season.world.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      delete from tracker.indicator_value v using tracker.submission s, tracker.round r, tracker.indicator i
      where v.submission_id = s.id and r.id = s.round_id and r.code = ${newest} and i.id = v.indicator_id
        and i.code = ${counted}`;
    for (const [reporter, value, release] of [
      ['BN', 10, 'national'],
      ['ID', 16, 'national'],
      ['KH', 3, 'regional'],
    ] as const) {
      await tx`
        with place as (select s.id as submission_id, i.id as indicator_id from tracker.submission s
          join tracker.round r on r.id = s.round_id and r.code = ${newest}
          join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
          join tracker.indicator i on i.code = ${counted}),
        said as (update tracker.indicator_report x set release = ${release} from place, tracker.indicator same
          where x.submission_id = place.submission_id and x.indicator_id = same.id
            and same.code = any (${['I-B3', 'I-B4', 'I-B5']}::text[]))
        insert into tracker.indicator_value (submission_id, indicator_id, measure, state, value)
        select submission_id, indicator_id, 'count', 'reported', ${value} from place`;
    }
  });
}

beforeAll(async () => {
  season = await createSeason(11);
  for (const round of rounds) {
    await season.open(round);
    for (const reporter of [...states.slice(0, 7), ...bodies.slice(0, 4)])
      await season.report(round, reporter);
    if (round === newest) await keepOneBack();
    await season.secretariat.caller.compilation.create({ round });
  }
});
afterAll(() => season?.world.close());

const contextOf = ({ world, secretariat }: Season) => ({ ...world.base, viewer: secretariat.viewer });
const making = { permission: 'edition.make' } as const;

const rehearse = () => {
  const context = contextOf(season);
  return runOperation(context, making, {}, ({ tx }) => rehearsePublication(context, tx, { round: newest }));
};

/** The regional figures of every indicator, by the desk's rule and by that of the restricted editions. */
const loadBoth = () =>
  runOperation(contextOf(season), making, {}, async ({ tx }) => {
    const compilation = await findNewestCompilation(tx, newest);
    const source = await loadFactSource(tx, { compilation: compilation?.id ?? 0, audience: 'restricted' });
    const input = await loadFigureInput(tx, await listCompiledRounds(tx, newest));
    const { figures } = decideFigures(input, buildEditionRules(usualEditionRule));
    const place = (of: {
      indicator: string;
      round: string;
      dimension: string | null;
      category: string | null;
    }) => `${of.indicator} ${of.round} ${of.dimension ?? 'total'} ${of.category ?? ''}`;
    return {
      facts: new Map(
        source.indicators.flatMap(({ code, figures: own }) =>
          own.map((figure) => [place({ indicator: code, ...figure }), figure] as const),
        ),
      ),
      shown: figures
        .filter(({ scope }) => scope === 'region')
        .map((figure) => ({ ...figure, place: place(figure) })),
    };
  });

test('the desk says of every indicator what the restricted editions show, round by round and part by part', async () => {
  const { facts, shown } = await loadBoth();
  const counted = shown.filter(({ place, show, state }) => facts.has(place) && show && state === 'reported');
  expect(counted.length).toBeGreaterThan(30);
  expect(
    counted.map(({ place }) => {
      const { state, value, contributing, expected } = facts.get(place) ?? {};
      return { place, state, value, contributing, expected };
    }),
  ).toEqual(
    counted.map(({ place, value, contributing, expected }) => ({
      place,
      state: 'reported',
      value,
      contributing: contributing.length,
      expected,
    })),
  );
});

test('what was not reported is the same in both', async () => {
  const { facts, shown } = await loadBoth();
  for (const { place, state } of shown) {
    const fact = facts.get(place);
    // Held back is what fewer than three stand behind, and what would tell it by subtraction, with or without a number.
    if (!fact || state === 'reported' || state === 'suppressed' || state === 'withheld') continue;
    expect({ place, state: fact.state }).toEqual({ place, state });
  }
});

test('with the public edition beside it, a figure that a state has kept back is not what a total leaves over', async () => {
  const facts = await rehearse();
  const read = ({ indicators }: typeof facts.public) => {
    const found = indicators.find(({ code }) => code === counted);
    const newestOf = found?.region.at(-1);
    return {
      total: newestOf?.state === 'reported' ? newestOf.value : null,
      own: (found?.national ?? []).flatMap(({ reporter, figure }) =>
        figure.state === 'reported' ? [`${reporter} ${figure.value}`] : [],
      ),
    };
  };
  // The total of three less what two show would be the third's 3.
  expect(read(facts.public)).toEqual({ total: null, own: ['ID 16'] });
  // Nor is it left over where those who report read the restricted edition beside the public one.
  expect(read(facts.restricted)).toEqual({ total: null, own: ['ID 16'] });
});

test('the secretariat sets how many reporters a total of the restricted editions needs, and the edition says so', async () => {
  const { edition } = season.secretariat.caller;
  const [five, four, three] = await edition.ruleEffects({ round: newest });
  expect([five?.rule, four?.rule, three?.rule]).toEqual([5, 4, 3]);
  expect(five?.totals.figures).toBe(three?.totals.figures);
  expect(three!.totals.shown + three!.parts.shown).toBeGreaterThan(five!.totals.shown + five!.parts.shown);
  expect(await edition.rule({ round: newest })).toEqual({ rule: 4, history: [] });

  const set = (rule: 3 | 4, before: 3 | 4, reason: string) =>
    edition.setRule({ round: newest, rule, before, reason });
  await expect(set(3, 4, ' ')).rejects.toMatchObject({ message: expect.stringContaining('Say why') });
  const before = await rehearse();
  await set(3, 4, 'The meeting asked for more totals.');
  await expect(set(4, 4, 'Once more.')).rejects.toMatchObject({ code: 'CONFLICT' });
  const { rule, history } = await edition.rule({ round: newest });
  expect([rule, history]).toEqual([
    3,
    [expect.objectContaining({ rule: 3, before: 4, reason: 'The meeting asked for more totals.' })],
  ]);

  const count = ({ restricted }: typeof before) =>
    restricted.indicators.flatMap(({ region }) => region.filter(({ state }) => state === 'reported')).length;
  expect(count(await rehearse())).toBeGreaterThanOrEqual(count(before));
  const { number } = await edition.createDraft({ round: newest });
  const { page } = await edition.get({ round: newest, draft: number, edition: 'somtc' });
  expect(JSON.stringify(page)).toMatch(/at least 3 reporters.*The secretariat decided so for this round on/);
  await set(4, 3, 'Back to the rule of the public pages.');
});

test('a rehearsal publishes nothing and stores nothing', async () => {
  const { world, secretariat } = season;
  const count = async () => {
    const [row] = await world.owner<{ rows: string }[]>`
      select (select count(*) from published.publication) + (select count(*) from published.document)
        + (select count(*) from tracker.publication_event) + (select count(*) from tracker.figure_trace) as rows`;
    return Number(row?.rows);
  };
  const before = await count();
  const { public: shown } = await rehearse();
  expect(await count()).toBe(before);
  const { number } = await secretariat.caller.publication.publish({ round: newest });
  const { publications } = await world.base.published.list();
  expect(publications.find((one) => one.number === number)?.contentSha256).toBe(shown.contentSha256);
});
