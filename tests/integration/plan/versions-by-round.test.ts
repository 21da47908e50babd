import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExchange } from '#app/features/standards/exchange-document.ts';
import { buildHandout } from '#server/domain/handout/build-handout.calculations.ts';
import { buildDocument } from '#server/domain/report/build-document.calculations.ts';
import { findEdition } from '#server/domain/report/edition.rules.ts';
import { describeCell, type PaperSection } from '#server/domain/report/document.types.ts';
import { serialiseIati } from '#server/domain/standards/iati/serialise-iati.ts';
import { readDataPage } from '#server/exports/data-rows.ts';
import { loadEditionFacts } from '#server/loaders/edition/load-edition-facts.ts';
import { openWorkbook } from '#tests/support/edit-workbook.ts';
import { lintIati } from '#tests/support/standards/validate.ts';
import { createSeason, type Season } from '../publication/season.ts';
import type { Person } from '#tests/support/world.ts';
import { openPlanDesk } from './make-edit.ts';
import { editWorkbook } from './plan-workbooks.ts';

/** Targets, a baseline and a breakdown change by amendments that count from later rounds. */
const plan = 'BOHOL-2';
let season: Season;

beforeAll(async () => {
  season = await createSeason(3);
  await season.open('2024-H2');
  await season.report('2024-H2', 'TH');
  await season.compileAndPublish('2024-H2');
});
afterAll(() => season?.world.close());

type Cells = Record<string, string>;

async function amend(effectiveRound: string, changes: Record<string, Cells>) {
  const { caller } = season.secretariat;
  const { content } = await caller.plan.workbook({ plan });
  const changed = await editWorkbook(content, (sheets) => {
    for (const [code, cells] of Object.entries(changes)) Object.assign(sheets.row('indicators', code), cells);
  });
  const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content: changed }] });
  const { compared } = await caller.plan.preview({ upload });
  await caller.plan.accept({
    upload,
    stand: compared?.stand ?? '',
    amendment: { effectiveRound, title: 'New targets', reason: 'The meeting said so.' },
  });
}

/** What is asked in a round. */
async function readAsked(round: string) {
  const { focal } = await season.team('TH');
  const key = { round, reporter: 'TH' };
  const { indicator } = await focal.caller.submission.indicator({ ...key, indicator: 'I-C5' });
  const { definitions } = await focal.caller.submission.check(key);
  const checked = definitions.find(({ code }) => code === 'I-C5')?.dimensions.map(({ code }) => code);
  expect(indicator.dimensions.map(({ code }) => code)).toEqual(checked);
  return { targets: indicator.targets.map(({ year, value }) => `${year}=${value}`).join(' '), checked };
}

/** What a publication says of the same. */
async function readPublished(publication: number) {
  const { indicator } = await season.world.anonymous.dashboard.indicator({ code: 'I-C5', publication });
  const { targets, baseline, dimensions } = indicator;
  return {
    targets: targets.map(({ year, value }) => `${year}=${value}`).join(' '),
    baseline: baseline && `${baseline.year}=${baseline.value}`,
    dimensions: dimensions.map(({ code }) => code),
  };
}

const before = { targets: '2024=15 2025=20 2026=30 2027=40 2028=50', baseline: '2023=10', dimensions: [] };

test('an amendment that counts from a later round leaves those before it as they were agreed', async () => {
  await amend('2025-H1', {
    'I-C5': {
      targets: '2025=25; 2026=35; 2028=60',
      baseline_year: '2024',
      baseline_value: '12',
      dimensions: 'sex',
    },
  });
  expect(await readAsked('2024-H2')).toEqual({ targets: before.targets, checked: [] });
  const key = { round: '2024-H2', reporter: 'TH' };
  const { focal } = await season.team('TH');
  const { header } = await focal.caller.submission.get(key);
  const question = { subject: 'indicator' as const, code: 'I-C5', field: 'sex=female', question: 'Of whom?' };
  const reopen = season.secretariat.caller.review.reopen;
  await expect(
    reopen({ ...key, version: header.version, reason: 'New figures.', queries: [question] }),
  ).rejects.toThrow(/no field/);
  await season.correct('2024-H2', 'TH');
  const corrected = await season.compileAndPublish('2024-H2');
  expect(await readPublished(corrected)).toEqual(before);
});

test('later rounds are asked and shown what counts from then on, and a second change of them is one of its own', async () => {
  // What was agreed for one round is corrected before it opens; another counts from the round after it.
  await amend('2025-H1', { 'I-C5': { targets: '2025=26; 2026=35; 2028=60', dimensions: 'sex; age' } });
  await amend('2025-H2', { 'I-C5': { targets: '2028=65', dimensions: 'age' } });
  await openPlanDesk(season.secretariat, plan).make(
    { kind: 'end-activity', code: 'D1.2', followers: [] },
    { effectiveRound: '2025-H1', title: 'Ended', reason: 'Nobody needs it.' },
  );
  await season.open('2025-H1');
  await season.report('2025-H1', 'TH');
  expect(await readAsked('2025-H1')).toEqual({ targets: '2025=26 2026=35 2028=60', checked: ['sex', 'age'] });
  // Whoever reviews it has the target of that round, the baseline and the report before beside each figure.
  const review = season.secretariat.caller.review.get;
  const { current } = await review({ round: '2025-H1', reporter: 'TH', item: 'I-C5' });
  expect(current?.item).toMatchObject({
    about: { target: { year: 2025, value: '26' }, baseline: { year: 2024, value: '12' } },
    earlier: [{ round: '2024-H2', content: { indicator: 'I-C5' } }],
  });
  const second = await season.compileAndPublish('2025-H1');
  const compared = await season.world.anonymous.dashboard.compare({ from: 2, to: second });
  expect(compared.redefined.map(({ code, parts }) => [code, ...parts])).toEqual([
    ['I-C5', 'splits', 'targets', 'baseline'],
  ]);
  const { amendments } = await (await season.team('TH')).focal.caller.submission.indicator({
    round: '2025-H1',
    reporter: 'TH',
    indicator: 'I-C5',
  });
  expect(
    amendments.map(({ title, cells }) => [title, cells.find(({ column }) => column === 'targets')?.before]),
  ).toEqual([
    ['New targets', '2025=25; 2026=35; 2028=60'],
    ['New targets', '2024=15; 2025=20; 2026=30; 2027=40; 2028=50'],
  ]);
  expect(await readPublished(second)).toEqual({
    targets: '2025=26 2026=35 2028=60',
    baseline: '2024=12',
    dimensions: ['sex', 'age'],
  });
  expect(await readAsked('2024-H2')).toEqual({ targets: before.targets, checked: [] });
  await season.open('2025-H2');
  await season.report('2025-H2', 'TH');
  expect(await readAsked('2025-H2')).toEqual({ targets: '2028=65', checked: ['age'] });
  // What was reported by a breakdown that has ended stays in its round.
  const third = await season.compileAndPublish('2025-H2');
  expect((await readPublished(third)).dimensions).toEqual(['sex', 'age']);
});

test('a state proposes its own targets, and what the secretariat accepts holds from the round on', async () => {
  const { focal, clearing } = await season.team('TH');
  const { caller } = season.secretariat;
  const key = { round: '2025-H2', reporter: 'TH', indicator: 'I-C5' };
  const about = { ...key, baseline: { year: '2023', value: '4' }, released: true };
  const propose = (version: number, typed: Record<number, string>) =>
    focal.caller.target.propose({
      ...about,
      version,
      targets: Object.entries(typed).map(([year, value]) => ({ year: Number(year), value })),
    });
  await expect(propose(0, { 2026: 'many' })).rejects.toMatchObject({
    cause: { fields: [{ path: 'targets.2026', message: 'Enter a number, such as 1200.' }] },
  });
  await expect(
    focal.caller.target.propose({ ...about, round: '2026-H1', version: 0, targets: [] }),
  ).rejects.toMatchObject({ cause: { code: 'NOT_OPEN' } });
  await propose(0, { 2026: '6', 2027: '8' });
  expect(await news(clearing)).toEqual(['National targets of Thailand for I-C5: wait for clearance']);
  // The secretariat sees it once the state has cleared it.
  const waiting = async () =>
    (await caller.target.decisions({ plan })).waiting.map(({ indicator }) => indicator.code);
  expect(await waiting()).toEqual([]);
  expect((await caller.target.get(key)).steps).toEqual([]);
  await clearing.caller.target.return({ ...key, version: 1, reason: 'Check 2027 with the police.' });
  expect(await news(focal)).toEqual(['National targets of Thailand for I-C5: returned']);
  await propose(2, { 2026: '6', 2027: '9' });
  await clearing.caller.target.clear({ ...key, version: 3 });
  expect(await waiting()).toEqual(['I-C5']);
  await expect(propose(4, { 2026: '7' })).rejects.toMatchObject({ cause: { code: 'NOT_ALLOWED_NOW' } });
  await expect(caller.target.accept({ ...key, version: 3 })).rejects.toMatchObject({
    cause: { code: 'CONFLICT' },
  });
  await caller.target.accept({ ...key, version: 4 });
  expect(await news(season.secretariat)).toEqual([
    'National targets of Thailand for I-C5: wait for the secretariat',
  ]);
  expect((await news(focal))[0]).toBe('National targets of Thailand for I-C5: accepted');
  expect((await news(clearing))[0]).toBe('National targets of Thailand for I-C5: accepted');
  const own = async (round: string) => (await focal.caller.target.get({ ...key, round })).own;
  expect(await own('2025-H2')).toEqual({
    baseline: { year: 2023, value: '4' },
    targets: [
      { year: 2026, value: '6' },
      { year: 2027, value: '9' },
    ],
  });
  expect(await own('2025-H1')).toEqual({ baseline: null, targets: [] });
  // Corrected in the same round; regional targets stay as they are.
  await propose(5, { 2027: '10' });
  await clearing.caller.target.clear({ ...key, version: 6 });
  await caller.target.accept({ ...key, version: 7 });
  expect((await own('2025-H2')).targets).toEqual([{ year: 2027, value: '10' }]);
  expect(await readAsked('2025-H2')).toEqual({ targets: '2028=65', checked: ['age'] });
});

test('the plan as it is now comes out in its workbook, and a target of one reporter is not touched by it', async () => {
  await amend('2026-H1', { 'I-C5': { targets: '', dimensions: '' } });
  expect((await readAsked('2025-H2')).checked).toEqual(['age']);
  const { caller } = season.secretariat;
  const { content } = await caller.plan.workbook({ plan });
  const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content }] });
  expect((await caller.plan.preview({ upload })).compared?.changes).toEqual([]);
  const rows = await season.world.owner`
    select t.year, t.value::integer as value, r.code as reporter from tracker.target t
    join tracker.indicator i on i.id = t.indicator_id left join tracker.reporter r on r.id = t.reporter_id
    where i.code = 'I-C5' and t.ended_round_id is null`;
  expect(rows).toEqual([{ year: 2027, value: 10, reporter: 'TH' }]);
});

test('an activity that ended is asked again from a later round, and stays ended in the rounds between', async () => {
  const desk = openPlanDesk(season.secretariat, plan);
  const amendment = { effectiveRound: '2026-H1', title: 'Taken up again', reason: 'It is needed.' };
  await desk.make({ kind: 'resume-activity', code: 'D1.2' }, amendment);
  await expect(desk.preview({ kind: 'resume-activity', code: 'D1.1' }, amendment)).rejects.toThrow(
    /has not ended/,
  );
  await season.open('2026-H1');
  await season.report('2026-H1', 'TH');
  const { focal } = await season.team('TH');
  const isAsked = async (round: string) =>
    (await focal.caller.submission.get({ round, reporter: 'TH' })).activities.some(
      ({ code }) => code === 'D1.2',
    );
  expect(await Promise.all(['2024-H2', '2025-H2', '2026-H1'].map(isAsked))).toEqual([true, false, true]);

  const { dashboard } = season.world.anonymous;
  const publication = await season.compileAndPublish('2026-H1');
  const { amendments, rounds } = await dashboard.activity({ code: 'D1.2', publication });
  expect(amendments.map(({ kind, round }) => `${kind} ${round}`)).toEqual([
    'ended 2025-H1',
    'resumed 2026-H1',
  ]);
  const statuses = new Map(rounds.map((round) => [round.code, round.left ?? null]));
  expect(['2024-H2', '2025-H1', '2025-H2', '2026-H1'].map((code) => statuses.get(code))).toEqual([
    null,
    'ended',
    'ended',
    null,
  ]);
});

test('a change of national targets counts from its round on, and no other state sees them', async () => {
  const { focal, clearing } = await season.team('TH');
  const { caller } = season.secretariat;
  const key = { round: '2025-H2', reporter: 'TH', indicator: 'I-C5' };
  const own = async (round: string) => (await focal.caller.target.get({ ...key, round })).own;
  const about = { baseline: { year: '2023', value: '4' }, released: true };
  const later = { ...key, round: '2026-H1' };
  await focal.caller.target.propose({
    ...about,
    ...later,
    version: 8,
    targets: [{ year: 2028, value: '12' }],
  });
  await clearing.caller.target.clear({ ...later, version: 9 });
  await caller.target.accept({ ...later, version: 10 });
  expect((await own('2025-H2')).targets).toEqual([{ year: 2027, value: '10' }]);
  expect((await own('2026-H1')).targets).toEqual([{ year: 2028, value: '12' }]);
  await expect(
    focal.caller.target.propose({ ...about, ...key, version: 11, targets: [{ year: 2027, value: '11' }] }),
  ).rejects.toMatchObject({ cause: { code: 'NOT_ALLOWED_NOW' } });
  // Published with the next publication if the state agrees.
  const accept = async (indicator: string, released: boolean) => {
    const of = { ...later, indicator };
    await focal.caller.target.propose({
      ...about,
      ...of,
      released,
      version: 0,
      targets: [{ year: 2026, value: '30' }],
    });
    await clearing.caller.target.clear({ ...of, version: 1 });
    await caller.target.accept({ ...of, version: 2 });
  };
  await accept('I-A5', true);
  await accept('I-B9', false);
  const publication = await season.compileAndPublish('2026-H1');
  const published = async (number: number) =>
    (await season.world.anonymous.dashboard.state({ iso2: 'TH', publication: number })).nationalTargets.map(
      ({ indicator, year, target }) => `${indicator.code} ${year}=${target}`,
    );
  expect(await published(publication)).toEqual(['I-A5 2026=30', 'I-C5 2028=12']);
  expect(await published(publication - 1)).toEqual(['I-C5 2027=10']);
  expect(await published(1)).toEqual([]);
  await expectEqualDigits(publication, later.round);
  // Others see neither the steps nor the figures; and nothing is set that a state has not proposed.
  const laos = await season.team('LA');
  await expect(laos.focal.caller.target.get(key)).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
  const seen = await laos.focal.caller.target.get({ ...key, reporter: 'LA' });
  expect([seen.own.targets, seen.steps]).toEqual([[], []]);
  await expect(caller.target.accept({ ...later, reporter: 'LA', version: 0 })).rejects.toMatchObject({
    cause: { code: 'NOT_ALLOWED_NOW' },
  });
  expect(await season.world.owner`select * from tracker.list_audit_row_faults()`).toEqual([]);
});

/** What a person is told of national targets, newest first. */
const news = async ({ id }: Pick<Person, 'id'>) =>
  (
    await season.world.owner<{ title: string }[]>`select title from tracker.notification
      where person_id = ${id} and kind like 'national_%' order by id desc`
  ).map(({ title }) => title);

/** The targets of Thailand are the same on its page, in CSV, IATI, the workbook, its edition and its brief. */
async function expectEqualDigits(number: number, round: string) {
  const { anonymous, base } = season.world;
  const page = await anonymous.dashboard.state({ iso2: 'TH', publication: number });
  const digits = page.nationalTargets.map(
    ({ indicator, year, target }) => `${indicator.code} ${year} ${target}`,
  );
  const source = { ...base, origin: 'http://localhost', publication: page.publication };
  const rows = await readDataPage(source, 'national-targets', {
    filter: { state: 'TH' },
    from: { pair: 0, row: 0 },
    limit: 100,
  });
  expect(rows.rows.map((row) => [row.indicator_code, row.target_year, row.target].join(' '))).toEqual(digits);
  expect(rows.rows.map(({ value }) => value)).toEqual(page.nationalTargets.map(({ value }) => value));

  const { exchange, addresses, read } = await readExchange(
    { publicCaller: anonymous, requestId: 'test', origin: 'https://tracker.example.org' },
    `http://localhost/data?publication=${number}`,
  );
  let xml = '';
  for await (const piece of serialiseIati({ exchange, addresses }, read)) xml += piece;
  expect(await lintIati(xml)).toEqual([]);
  const inIati = xml
    .split('<result ')
    .flatMap((result) =>
      [...result.matchAll(/<period>(?:(?!<\/period>).)*/gs)].flatMap(([period]) =>
        [...period.matchAll(/<target value="([^"]+)">(?:(?!<\/target>).)*value="TH"/gs)].map(
          ([, target]) =>
            `${/<narrative>(I-[^:]+):/.exec(result)?.[1]} ${/iso-date="(\d{4})/.exec(period)?.[1]} ${target}`,
        ),
      ),
    );
  expect(inIati.sort()).toEqual(digits.toSorted());

  const inTable = (sections: readonly PaperSection[]) =>
    sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'table' && block.id === 'table-national-targets' ? block.rows : []))
      .flatMap((row) => ('cells' in row ? [row.cells] : []))
      .map(([code, , year, target]) =>
        [code, year, target]
          .map((cell) => cell && ('value' in cell ? cell.value : describeCell(cell)))
          .join(' '),
      );
  const facts = await loadEditionFacts(base.published, number);
  const rule = findEdition('state');
  if (!rule) throw new Error('There is an edition of each state.');
  const edition = buildDocument(
    {
      ...facts,
      audience: 'restricted',
      meeting: '',
      meetingOn: null,
      compilation: { number: 1, sha256: '', madeAt: page.publication.publishedAt },
      editionRule: { reporters: 4, decidedOn: null },
      narrative: {},
    },
    { edition: rule, code: 'TH', name: 'Thailand', own: null, review: null },
  );
  expect(inTable(edition.sections)).toEqual(digits);
  const brief = buildHandout(facts, { kind: 'state', code: 'TH' }, page.publication);
  expect(inTable(brief?.sections ?? [])).toEqual(digits);

  const { focal } = await season.team('TH');
  const { content } = await focal.caller.workbook.download({ round, reporter: 'TH' });
  const { sheets } = await openWorkbook(new Uint8Array(Buffer.from(content, 'base64')));
  const text = JSON.stringify(sheets.map(({ rows: cells }) => cells));
  for (const { year, target } of page.nationalTargets) expect(text).toContain(`${year}: ${target}`);
}

test('an activity that does not apply in a state is not asked and counts in nothing; its milestones are public', async () => {
  const { focal, clearing } = await season.team('LA');
  const { caller } = season.secretariat;
  const round = '2026-H1';
  const { number: before } = (await season.world.anonymous.dashboard.state({ iso2: 'LA' })).publication;
  const propose = (activity: string, version: number, applies: boolean, planned = '') =>
    focal.caller.circumstance.propose({
      round,
      reporter: 'LA',
      activity,
      version,
      applies,
      reason: applies ? '' : 'No land border.',
      milestones: applies ? [{ title: 'Adopted', planned, revised: '', reached: '' }] : [],
      released: true,
    });
  const accept = async (activity: string, version: number) => {
    const of = { round, reporter: 'LA', activity };
    await clearing.caller.circumstance.clear({ ...of, version });
    await caller.circumstance.accept({ ...of, version: version + 1 });
  };
  await expect(propose('D1.1', 0, true, 'soon')).rejects.toMatchObject({
    cause: { fields: [{ path: 'milestones.0.planned', message: 'Enter a day, such as 2027-03-31.' }] },
  });
  const asked = async () => {
    const { header, activities } = await focal.caller.submission.get({ round, reporter: 'LA' });
    return [activities.some(({ code }) => code === 'D1.2'), activities.length, header.status];
  };
  const [, all] = await asked();
  await propose('D1.2', 0, false);
  expect(await asked()).toEqual([true, all, 'draft']);
  await accept('D1.2', 1);
  expect(await asked()).toEqual([false, Number(all) - 1, 'draft']);
  expect((await news(clearing))[0]).toBe('National circumstances of Lao PDR for D1.2: accepted');
  // What is said differently later is asked again, and what is accepted again is not.
  await propose('D1.2', 3, true, '2027-01-31');
  await accept('D1.2', 4);
  expect(await asked()).toEqual([true, all, 'draft']);
  await propose('D1.2', 6, false);
  await accept('D1.2', 7);
  await propose('D1.1', 0, true, '2026-03-31');
  await accept('D1.1', 1);
  // Others do not see it, and the secretariat sets nothing for a state.
  const thailand = await season.team('TH');
  const key = { round, reporter: 'LA', activity: 'D1.2' };
  await expect(thailand.focal.caller.circumstance.get(key)).rejects.toMatchObject({
    cause: { code: 'FORBIDDEN' },
  });
  await expect(caller.circumstance.accept({ ...key, reporter: 'TH', version: 0 })).rejects.toMatchObject({
    cause: { code: 'NOT_ALLOWED_NOW' },
  });
  await season.report(round, 'LA');
  const publication = await season.compileAndPublish(round);
  const { dashboard } = season.world.anonymous;
  const page = await dashboard.state({ iso2: 'LA', publication });
  expect(page.circumstances.map(({ activity, notApplicable }) => `${activity} ${notApplicable}`)).toEqual([
    'D1.1 ',
    'D1.2 No land border.',
  ]);
  const takesPart = async (number: number) => {
    const { participants } = await dashboard.participants({ publication: number });
    const { activities } = await dashboard.state({ iso2: 'LA', publication: number });
    expect(participants.find(({ code }) => code === 'LA')?.takesPart).toBe(activities.length);
    return activities.length;
  };
  expect(await takesPart(publication)).toBe((await takesPart(before)) - 1);
  const source = { ...season.world.base, origin: 'http://localhost', publication: page.publication };
  const { rows } = await readDataPage(source, 'national-circumstances', {
    filter: {},
    from: { pair: 0, row: 0 },
    limit: 10,
  });
  expect(rows.map((row) => [row.activity_code, row.planned_on, row.not_applicable])).toEqual([
    ['D1.1', '2026-03-31', null],
    ['D1.2', null, 'No land border.'],
  ]);
  expect(await season.world.owner`select * from tracker.list_audit_row_faults()`).toEqual([]);
});

test('amendments from before the rounds of figures were stored are read back from what they changed', async () => {
  const { owner } = season.world;
  const read = async () => ({
    targets: await owner`select year, value, added_round_id, ended_round_id from tracker.target
      where reporter_id is null order by indicator_id, year, ended_round_id`,
    baselines: await owner`select year, value, added_round_id, ended_round_id from tracker.baseline
      where reporter_id is null order by indicator_id, ended_round_id`,
  });
  const known = await read();
  // As it was: the plan as it is now, and nothing of before.
  for (const table of ['target', 'baseline']) {
    await owner.script(`delete from tracker.${table} where ended_round_id is not null`);
    await owner.script(`update tracker.${table} set added_round_id = null`);
  }
  const file = await readFile('db/migrations/0036-figures-by-round.sql', 'utf8');
  await owner.script(/do \$\$.*\$\$;/s.exec(file)?.[0] ?? '');
  expect(await read()).toEqual(known);
});
