import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FigureRow } from '#server/domain/figure/figure.types.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { listElements, readPage, readWords } from '#tests/support/page-tree.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { rounds } from '#tests/support/rounds.ts';
import { createSeason, type Season } from '../publication/season.ts';
import { openPlanDesk } from './make-edit.ts';
import {
  type Addresses,
  fetchAll,
  fetchAnswers,
  type Get,
  listAddresses,
  listRoutesLeft,
} from './old-addresses.ts';
import { editWorkbook } from './plan-workbooks.ts';
import { publishSigned } from './publish-signed.ts';
import { fingerprintPublication } from './published-rows.ts';
import { holdReportsApart } from './report-in-round.ts';
import { findDifference, setAside, setAsideAnswer } from './set-aside.ts';

const plan = 'BOHOL-2';
const effectiveRound = '2025-H1';
const empty = Buffer.of();

/** In the middle of a plan activities are reworded, merged, split and taken out, an indicator is reworded, another ends. */
describe('an amendment in the middle of a plan', () => {
  let season: Season;
  let site: Awaited<ReturnType<typeof startSite>>;
  let pages: Awaited<ReturnType<typeof loadPublicPages>>;
  let addresses: Addresses;
  const before = new Map<number, string>();
  let kept: Awaited<ReturnType<typeof site.fetch>>;
  let oldTitle = '';
  let oldIndicator = '';
  let third = '';

  beforeAll(async () => {
    season = await createSeason(5);
    pages = await loadPublicPages();
    await season.open('2024-H2');
    for (const reporter of ['TH', 'VN', 'SOMTC']) await season.report('2024-H2', reporter);
    await season.compileAndPublish('2024-H2');
    // Somebody comes late, and the report is signed: the publication that is to stay as it is.
    await season.report('2024-H2', 'MY');
    await publishSigned(season, '2024-H2');
    for (const number of [1, 2]) before.set(number, await fingerprintPublication(season.world.owner, number));
    site = await startSite();
    addresses = await listAddresses(season.world, site.get, 2, [
      'A1.1',
      'A1.2',
      'C1.1',
      'I-A3',
      'I-A2',
      'I-A4',
    ]);
    // A comparison is of two publications, nothing was released as evidence, and the library and arrangements are empty; the others
    // are pictures drawn from the SVG, or the same whatever publication is in view, as the list of plans is.
    const leftOut =
      /^publications\/compare|^evidence\/|^library\/|^cooperation\/|png$|(brief\.pdf|deck\.pptx)$|^og\/|^\*$|^plans|^(feed|sitemap)\.xml$|^robots\.txt$/;
    expect(listRoutesLeft([...addresses.drawn, ...addresses.files], leftOut)).toEqual([]);
    kept = await site.fetch(addresses);
    await site.stop();
    await amendByWorkbook();
    await amendOnScreens();
  });
  afterAll(async () => {
    await site?.stop();
    await season?.world.close();
  });

  /** The application with nothing in its memory. */
  async function startSite() {
    const server = await serveWorld(season.world, { loadBuild: () => Promise.resolve(pages) });
    const get: Get = (path) => server.send({ path });
    return {
      stop: server.stop,
      get,
      fetch: async ({ pages: paths, drawn, files }: Addresses) => ({
        answers: await fetchAnswers(get, paths),
        drawn: await fetchAll(get, drawn),
        files: await fetchAll(get, files),
      }),
    };
  }

  async function amendByWorkbook() {
    // One of several that its body leads, and that no indicator belongs to.
    const [row] = await season.world.owner`
      select a.code from tracker.activity a join tracker.activity_body b on b.activity_id = a.id and b.part = 'lead'
      where a.code not like 'A1%' and a.code <> 'C1.1'
        and exists (select from tracker.activity_report r where r.activity_id = a.id)
        and not exists (select from tracker.indicator i where i.activity_id = a.id)
        and b.body_id in (select body_id from tracker.activity_body where part = 'lead' group by 1 having count(*) > 3)
      order by a.position desc limit 1`;
    third = row?.['code'] as string;
    const { caller } = season.secretariat;
    const { content } = await caller.plan.workbook({ plan });
    const changed = await editWorkbook(content, (sheets) => {
      oldTitle = sheets.activities('A1.1')['title'] ?? '';
      const moved = { title: 'Reworded in the middle', objective: 'A2', lenses: '' };
      Object.assign(sheets.activities('A1.1'), moved);
      sheets.remove('activities', third);
    });
    const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content: changed }] });
    const { compared } = await caller.plan.preview({ upload });
    expect(compared?.changes.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'A1.1 changed',
      `${third} ended`,
    ]);
    expect(compared?.touched).toEqual(['activities/A1.1', `activities/${third}`]);
    expect(compared?.rounds.map(({ code }) => code)).toEqual(['2025-H1', '2025-H2', '2026-H1']);
    const input = { upload, stand: compared?.stand ?? '' };
    await expect(caller.plan.accept(input)).rejects.toMatchObject({ cause: { code: 'BAD_INPUT' } });
    await caller.plan.accept({
      ...input,
      amendment: { effectiveRound, title: 'First amendment', reason: 'The meeting said so.' },
    });
  }

  async function amendOnScreens() {
    const desk = openPlanDesk(season.secretariat, plan);
    const amendment = { effectiveRound, title: 'On a screen', reason: 'The meeting said so too.' };
    const merged = await desk.make(
      {
        kind: 'merge-activity',
        code: 'A1.2',
        into: 'A1.1',
        followers: [{ indicator: 'I-A2', goes: 'moves', to: 'A1.1' }],
      },
      amendment,
    );
    expect(merged.preview.compared?.touched).toEqual(['activities/A1.2', 'indicators/I-A2']);
    const part = { description: '', lead: 'ASLOM', participating_states: 'all', active_years: '2025; 2026' };
    const split = await desk.make(
      {
        kind: 'split-activity',
        code: 'C1.1',
        parts: [
          { ...part, code: 'C1.8', title: 'Review of laws', inherits: ['tags', 'basis'] },
          { ...part, code: 'C1.9', title: 'Review of courts', inherits: [] },
        ],
        followers: [],
      },
      amendment,
    );
    expect(split.preview.compared?.changes.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'C1.1 ended',
      'C1.8 added',
      'C1.9 added',
    ]);
    oldIndicator = (await desk.open({ sheet: 'indicators', code: 'I-A3' })).row.cells['title'] ?? '';
    await desk.make(await desk.rewordIndicator('I-A3', { title: 'Worded anew' }), amendment);
    await desk.make({ kind: 'end-indicator', code: 'I-A4' }, amendment);
  }

  const listTitles = async (round: string) => {
    const { focal } = await season.team('TH');
    const { activities, indicators } = await focal.caller.submission.get({ round, reporter: 'TH' });
    return new Map([...activities, ...indicators].map(({ code, title }) => [code, title]));
  };

  test('leaves rows of publications as they are, and old reports in their old words', async () => {
    for (const [number, rows] of before) {
      expect(await fingerprintPublication(season.world.owner, number)).toBe(rows);
    }
    const titles = await listTitles('2024-H2');
    expect([titles.get('A1.1'), titles.get('I-A3')]).toEqual([oldTitle, oldIndicator]);
    expect([...titles.keys()]).toEqual(expect.arrayContaining(['A1.2', 'C1.1', 'I-A4', third]));
    expect(titles.has('C1.8')).toBe(false);
  });

  test('is what later rounds ask and later publications tell', async () => {
    await season.open('2025-H1');
    const titles = await listTitles('2025-H1');
    expect([titles.get('A1.1'), titles.get('I-A3')]).toEqual(['Reworded in the middle', 'Worded anew']);
    for (const gone of ['A1.2', 'C1.1', 'I-A4', third])
      expect([gone, titles.has(gone)]).toEqual([gone, false]);
    expect([titles.get('C1.8'), titles.get('C1.9')]).toEqual(['Review of laws', 'Review of courts']);
    for (const reporter of ['TH', 'VN', 'SOMTC']) await season.report('2025-H1', reporter);
    season.world.setTime('2025-07-20T08:00:00Z');
    expect(await season.compileAndPublish('2025-H1')).toBe(3);
    for (const [number, rows] of before) {
      expect(await fingerprintPublication(season.world.owner, number)).toBe(rows);
    }

    const { dashboard } = season.world.anonymous;
    const turn = {
      round: '2025-H1',
      roundTitle: 'First half of 2025',
      before: null,
      mergedInto: null,
      splitInto: [],
      splitFrom: null,
    };
    const read = async (code: string) => (await dashboard.activity({ code })).amendments;
    expect(await read('A1.1')).toEqual([{ ...turn, kind: 'reworded', before: oldTitle }]);
    expect(await read('A1.2')).toEqual([{ ...turn, kind: 'merged', mergedInto: 'A1.1' }]);
    expect(await read('C1.1')).toEqual([{ ...turn, kind: 'split', splitInto: ['C1.8', 'C1.9'] }]);
    expect(await read('C1.9')).toEqual([{ ...turn, kind: 'added', splitFrom: 'C1.1' }]);
    expect(await read(third)).toEqual([{ ...turn, kind: 'ended' }]);
    for (const ended of ['A1.2', 'C1.1', third]) {
      const { rounds } = await dashboard.activity({ code: ended });
      expect(rounds.at(-1)).toMatchObject({ code: '2025-H1', status: null, due: false });
    }
    const split = (await dashboard.activity({ code: 'C1.8' })).rounds;
    expect(split[0]).toMatchObject({ code: '2024-H2', status: null, due: false });
    const indicator = await dashboard.indicator({ code: 'I-A3' });
    expect(indicator.amendments).toEqual([{ ...turn, kind: 'reworded', before: oldIndicator }]);
    expect((await dashboard.indicator({ code: 'I-A4' })).amendments).toMatchObject([{ kind: 'ended' }]);
    expect((await dashboard.indicator({ code: 'I-A2' })).indicator.activity?.code).toBe('A1.1');
    const old = await dashboard.activity({ code: 'A1.1', publication: 1 });
    expect([old.activity.title, old.amendments]).toEqual([oldTitle, []]);
  });

  test('leaves the report of an older round in the plan of that round', async () => {
    await holdReportsApart(season, { oldTitle, oldIndicator });
  });

  test('leaves every page, file, figure, receipt and report of an old publication as it was', async () => {
    expect(addresses.pages.length).toBeGreaterThan(rounds(50, 150));
    expect(addresses.files.length).toBeGreaterThan(rounds(120, 300));
    site = await startSite();
    const now = await site.fetch(addresses);
    const changed = addresses.files.filter(
      (path) => !kept.files.get(path)?.equals(now.files.get(path) ?? empty),
    );
    expect(changed).toEqual([]);
    for (const path of addresses.pages) {
      const [was, is] = [kept, now].map(({ answers }) => setAsideAnswer(answers.get(path), 2));
      expect([path, is]).toEqual([path, was]);
    }
    for (const path of addresses.drawn) {
      const [was, is] = [kept, now].map(({ drawn }) =>
        setAside(path, drawn.get(path)?.toString('utf8') ?? '', 2),
      );
      expect([path, was && is ? findDifference(was.page, is.page) : 'not there']).toEqual([path, null]);
      // Every page says that it is an old one by now, and no page said so before.
      const says = [was, is].map((page) => page?.aside.some((what) => what.startsWith('the bar')));
      expect([path, ...says]).toEqual([path, false, !path.startsWith('/embed/')]);
    }
  });

  test('is told on the pages of the new publication', async () => {
    const tell = async (path: string) => {
      const page = readPage((await site.get(path)).bytes.toString('utf8'));
      const section = [...listElements(page)].find(
        ({ attributes }) => attributes['aria-labelledby'] === 'amended',
      );
      const list = section?.children.find((child) => typeof child !== 'string' && child.tag === 'ul');
      const links = section
        ? [...listElements(section)]
            .filter(({ tag }) => tag === 'a')
            .map(({ attributes }) => attributes['href'])
        : [];
      return [list ? readWords(list) : null, ...links];
    };
    const round = 'from the round “First half of 2025”';
    expect(await tell('/activities/A1.1')).toEqual([`Reworded ${round}; before: “${oldTitle}”.`]);
    expect(await tell('/activities/A1.2')).toEqual([
      `Merged into A1.1 ${round}; what was reported before stays.`,
      '/activities/A1.1',
    ]);
    expect(await tell('/activities/C1.1')).toEqual([
      `Split ${round}; it continues as C1.8, C1.9. Earlier reports do not change.`,
      '/activities/C1.8',
      '/activities/C1.9',
    ]);
    expect(await tell('/activities/C1.9')).toEqual([`Continues part of C1.1 ${round}.`, '/activities/C1.1']);
    expect(await tell('/indicators/I-A3')).toEqual([`Reworded ${round}; before: “${oldIndicator}”.`]);
    expect(await tell('/activities/A1.1?publication=2')).toEqual([null]);
  });

  test('leaves what has ended, was merged or split out of every total of running activities', async () => {
    const { dashboard } = season.world.anonymous;
    const left = ['A1.2', 'C1.1', third];
    const all = (await season.world.owner<{ code: string; lead: string; partners: string[] }[]>`
      select code, lead, partners from rows.activity where publication = 3`) as {
      code: string;
      lead: string;
      partners: string[];
    }[];
    const running = all.filter(({ code }) => !left.includes(code));
    expect(all.length - running.length).toBe(3);
    const total = running.length;

    const figures = new Map((await dashboard.figures({ publication: 3 })).map((each) => [each.id, each]));
    const figureOf = (id: string) => figures.get(id)!;
    const addUp = (rows: FigureRow[], keys?: string[]) =>
      rows
        .flatMap(({ cells }) => Object.entries(cells))
        .reduce(
          (sum, [key, cell]) =>
            sum + (cell.kind === 'number' && (keys ?? [key]).includes(key) ? Number(cell.value) : 0),
          0,
        );
    const glance = figureOf('plan-at-a-glance');
    expect(glance.title).toContain(` of ${total} activities`);
    expect(glance.summary).toMatch(new RegExp(`^All ${total} activities`));
    expect(glance.notes).toContain('3 activities have left the plan and are not counted.');
    expect(figureOf('activities-by-area').notes).toContain(
      '3 activities have left the plan and are not counted.',
    );
    expect(addUp(figureOf('activities-by-area').rows)).toBe(total);
    expect(addUp(figureOf('activities-by-round').rows.slice(-1))).toBe(total);
    expect(figureOf('timeline').title).toContain(` of ${total} activities`);
    expect(figureOf('timeline').summary).toContain(`which ${total} activities run`);
    expect(addUp(figureOf('participation').rows, ['leads'])).toBe(total);

    expect(await dashboard.overview({})).toMatchObject({ counts: { total, ended: 3 } });
    expect((await dashboard.publication({ number: 3 })).activities).toBe(total);
    const { participants } = await dashboard.participants({});
    expect(participants.reduce((sum, { leads }) => sum + leads, 0)).toBe(total);
    const { partners } = await dashboard.partners({});
    expect(
      partners
        .flatMap((each) => each.activities.map(({ code }) => code))
        .filter((code) => left.includes(code)),
    ).toEqual([]);
    for (const { partners: named } of all.filter(({ code }) => left.includes(code))) {
      for (const slug of named) {
        const count = running.filter((each) => each.partners.includes(slug)).length;
        const page = readWords(readPage((await site.get(`/partners/${slug}`)).bytes.toString('utf8')));
        expect([slug, page.includes(`with ${count} activit`) || count === 0]).toEqual([slug, true]);
      }
    }
    const lead = all.find(({ code }) => code === third)?.lead ?? '';
    const leads = running.filter((each) => each.lead === lead).length;
    const body = readWords(readPage((await site.get(`/bodies/${lead}`)).bytes.toString('utf8')));
    expect(body).toContain(`leads ${leads} activities`);
    const card = await dashboard.lens({ code: 'online-scams' });
    const inLens = card.activities.filter(({ left: end }) => end === undefined).length;
    const lens = readWords(readPage((await site.get('/lens/online-scams')).bytes.toString('utf8')));
    expect(lens).toContain(`${inLens} activities`);
  });

  test('comes out in the workbook again, and is listed', async () => {
    const { caller } = season.secretariat;
    const { content } = await caller.plan.workbook({ plan });
    const { upload } = await caller.plan.upload({ files: [{ name: 'plan.xlsx', content }] });
    expect((await caller.plan.preview({ upload })).compared?.changes).toEqual([]);
    const amendments = await caller.plan.amendments({ plan });
    expect(amendments.map(({ number, title, effectiveRound: from }) => [number, title, from])).toEqual([
      ...[5, 4, 3, 2].map((number) => [number, 'On a screen', '2025-H1']),
      [1, 'First amendment', '2025-H1'],
    ]);
    expect(amendments.at(-1)?.changes).toHaveLength(2);
  });
});
