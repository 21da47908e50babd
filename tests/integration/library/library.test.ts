import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asViewer } from '#db/as-viewer.ts';
import { identifier } from '#db/statement.ts';
import { renderSheets } from '#server/exports/xlsx/render-workbook.ts';
import { loadLibrary } from '#seeds/load-library.ts';
import { emptyEntry, toInput } from '#app/features/library/edit/entry-form-values.ts';
import { toTypedRecommendation } from '#server/domain/recommendation/recommendation.rules.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import type { Person } from '#tests/support/world.ts';
import {
  type ReferenceListName,
  referenceListNames,
  referenceLists,
} from '#server/domain/reference/reference-lists.ts';
import { createSeason, type Season } from '../publication/season.ts';

const { activities: _, ...rest } = toInput(emptyEntry);
const item = {
  ...rest,
  kind: 'bilateral-cooperation',
  title: 'Meeting of two sides',
  summary: 'They met.',
  basis: 'A letter',
  happenedOn: '2025-03-04',
  states: ['TH', 'KH', 'LA'],
  activities: ['D1.2'],
  lenses: ['online-scams'],
};
let season: Season;
let office: Person;
beforeAll(async () => {
  season = await createSeason(31);
  office = season.secretariat;
  await season.open('2024-H2');
  await season.report('2024-H2', 'TH');
});
afterAll(() => season?.world.close());

const library = () => office.caller.library;
const add = (change: object = {}, code = '') =>
  library().save({ code, version: 0, item: { ...item, ...change } });
const countPublished = async (code: string) => {
  const [row] = await season.world.owner<{ numbers: number[] }[]>`
    select coalesce(array_agg(publication order by publication), '{}') as numbers
    from rows.library_item where code = ${code}`;
  return row?.numbers ?? [];
};

describe('an entry', () => {
  test('gets an address from its title, is not released, and its history is kept', async () => {
    const made = await add({ title: 'Talks on the border' });
    expect(made).toEqual({ code: 'talks-on-the-border', version: 1, changed: true });
    const { code } = made;
    const changed = await library().save({
      code,
      version: 1,
      item: { ...item, title: 'Talks at the border' },
    });
    expect(changed).toEqual({ code, version: 2, changed: true });
    await library().release({ code, version: 2, released: true });
    const { entry, history } = await library().get({ code });
    expect(entry).toMatchObject({ released: true, version: 3, states: ['KH', 'LA', 'TH'], year: 2025 });
    expect(history.map(({ version, content }) => [version, content.title, content.released])).toEqual([
      [3, 'Talks at the border', true],
      [2, 'Talks at the border', false],
      [1, 'Talks on the border', false],
    ]);
    expect(history[0]?.by).toBe(office.viewer.name);
    const { entries } = await office.caller.audit.list({ page: 1, kind: 'library' });
    expect(entries.map(({ event, subject }) => [event, subject]).slice(0, 3)).toEqual([
      ['released', code],
      ['changed', code],
      ['added', code],
    ]);
  });

  test('saved again as it stands is not a new version', async () => {
    const { code } = await add({ title: 'The same again' });
    const saved = await library().save({ code, version: 1, item: { ...item, title: ' The same again ' } });
    expect(saved).toEqual({ code, version: 1, changed: false });
  });

  test('that somebody else changed first is not overwritten, and what stands is shown', async () => {
    const { code } = await add({ title: 'Two at once' });
    await library().save({ code, version: 1, item: { ...item, title: 'The first was faster' } });
    const late = { code, version: 1, item: { ...item, title: 'The second' } };
    const refusal = await refusalOfCall(library().save(late));
    expect(refusal.code).toBe('CONFLICT');
    expect(refusal.current).toMatchObject({ title: 'The first was faster', version: 2 });
    expect((await refusalOfCall(library().release({ code, version: 1, released: true }))).code).toBe(
      'CONFLICT',
    );
    expect((await library().get({ code })).entry).toMatchObject({
      title: 'The first was faster',
      released: false,
    });
  });

  test('sent twice is added once', async () => {
    const requestId = '7b0c6a4e-0c55-4f6a-9d57-1a2b3c4d5e6f';
    const sent = { code: '', version: 0, item: { ...item, title: 'Sent twice' }, requestId };
    expect(await library().save(sent)).toEqual(await library().save(sent));
    expect((await library().list({ words: 'sent twice' })).entries).toHaveLength(1);
  });

  test('with errors is refused at the fields, and nothing is saved', async () => {
    const before = (await library().list({})).total;
    const refusal = await refusalOfCall(
      add({
        title: '',
        happenedOn: '2025-13-01',
        states: ['TH'],
        url: 'ftp://example.org',
        activities: ['Z1'],
      }),
    );
    expect(refusal.code).toBe('BAD_INPUT');
    expect(refusal.fields.map(({ path }) => path)).toEqual([
      'item.title',
      'item.happenedOn',
      'item.url',
      'item.states',
      'item.activities',
    ]);
    expect((await refusalOfCall(add({ summary: 'x'.repeat(30_000) }))).fields[0]?.path).toBe('item.summary');
    expect((await refusalOfCall(add({ title: 'ការប្រជុំ' }))).fields[0]?.path).toBe('code');
    await add({}, 'taken');
    expect((await refusalOfCall(add({}, 'taken'))).fields[0]?.path).toBe('code');
    expect((await refusalOfCall(add({}, 'new'))).fields[0]?.path).toBe('code');
    expect((await library().list({})).total).toBe(before + 1);
  });

  test('is found by words, kind and release', async () => {
    await add({ title: 'A needle in the hay', kind: 'study', states: [] });
    const listed = await library().list({ words: 'NEEDLE hay', kind: 'study', released: false });
    expect(listed.entries.map(({ title }) => title)).toEqual(['A needle in the hay']);
    expect((await library().list({ words: 'needle', released: true })).entries).toEqual([]);
  });
});

describe('recommendations of an entry', () => {
  const typed = {
    text: 'Tell recruits in writing what they owe.',
    place: 'page 4',
    madeOn: '',
    addressedTo: ['TH', 'SOMTC'],
    activities: 'A1.1, D1.2',
    indicators: 'I-B3',
    answerBy: '2025-01-10',
  };
  const response = {
    by: 'TH',
    kind: 'accepted',
    reason: '',
    on: '2025-01-05',
    dueOn: '2025-12-31',
    activities: 'D1.2',
    indicators: '',
    source: 'Letter of 5 January 2025',
  };
  const calls = () => office.caller.recommendation;
  let study: string;
  beforeAll(async () => {
    study = (await add({ kind: 'study', title: 'A study of debt', states: [] }, 'study-of-debt')).code;
  });

  test('are added, changed and responded to, and nothing of it is lost', async () => {
    const requestId = '9a0c6a4e-0c55-4f6a-9d57-1a2b3c4d5e6f';
    const first = { item: study, version: 0, fields: typed, requestId };
    expect(await calls().save(first)).toEqual({ code: 'R1', version: 1, changed: true });
    expect(await calls().save(first)).toEqual({ code: 'R1', version: 1, changed: true });
    const at = { item: study, code: 'R1' };
    const fields = { ...typed, text: 'Tell recruits in their language what they owe.' };
    expect(await calls().save({ ...at, version: 1, fields })).toMatchObject({ version: 2 });
    expect(await calls().save({ ...at, version: 2, fields })).toMatchObject({ changed: false });
    expect((await refusalOfCall(calls().save({ ...at, version: 1, fields }))).code).toBe('CONFLICT');
    await calls().respond({ ...at, version: 2, fields: { ...response, kind: 'under_study', dueOn: '' } });
    await calls().respond({ ...at, version: 2, fields: response });
    const status = { by: 'TH', status: 'in_progress', on: '2025-01-12', note: '' };
    await calls().recordStatus({ ...at, version: 2, fields: status });
    const { recommendation, history } = await calls().get(at);
    expect(recommendation?.responses.map(({ kind }) => kind)).toEqual(['accepted', 'under_study']);
    // The day of the season is 20 January 2025: the response of SOMTC was due on the 10th.
    expect(
      recommendation?.outcomes.map(({ by, overdue, status: now }) => [by, overdue, now?.status]),
    ).toEqual([
      ['SOMTC', 'response', undefined],
      ['TH', null, 'in_progress'],
    ]);
    expect(history.map(({ version, content }) => [version, content.text])).toEqual([
      [2, fields.text],
      [1, typed.text],
    ]);
    const { entries } = await office.caller.audit.list({ page: 1, kind: 'recommendation' });
    expect(entries.map(({ event }) => event)).toEqual([
      'status_recorded',
      'responded',
      'responded',
      'changed',
      'added',
    ]);
  });

  test('with errors are refused at the fields, and nothing is saved', async () => {
    const wrong = { ...typed, text: ' ', addressedTo: [], indicators: 'I-X9', answerBy: '2025-02-30' };
    const refusal = await refusalOfCall(calls().save({ item: study, version: 0, fields: wrong }));
    expect(refusal.fields.map(({ path }) => path)).toEqual(['text', 'addressedTo', 'answerBy', 'indicators']);
    const late = { ...response, by: 'KH', on: '2025-03-01' };
    const of = { item: study, code: 'R1', version: 2 };
    const said = await refusalOfCall(calls().respond({ ...of, fields: late }));
    expect(said.fields.map(({ path }) => path)).toEqual(['by', 'on']);
    const { recommendations } = await calls().list({ item: study });
    expect(recommendations.map(({ responses }) => responses.length)).toEqual([2]);
  });

  test('are stated not to be published only where none is', async () => {
    const { entry } = await library().get({ code: study });
    const state = { code: study, version: entry.version, notPublished: true };
    const stated = await library().setNotPublished(state);
    const release = { item: study, code: 'R1', version: 2, released: true };
    expect((await refusalOfCall(calls().release(release))).code).toBe('NOT_ALLOWED_NOW');
    const more = { item: study, version: 0, fields: typed };
    expect((await refusalOfCall(calls().save(more))).code).toBe('NOT_ALLOWED_NOW');
    const back = await library().setNotPublished({ ...stated, notPublished: false });
    await calls().release(release);
    const again = { code: study, version: back.version, notPublished: true };
    expect((await refusalOfCall(library().setNotPublished(again))).code).toBe('NOT_ALLOWED_NOW');
  });

  test('are read and written by nobody else, and never rewritten', async () => {
    const { focal } = await season.team('TH');
    expect((await refusalOfCall(focal.caller.recommendation.list({ item: study }))).code).toBe('FORBIDDEN');
    const pass = { personId: focal.id, viewerSecret: season.world.base.viewerSecret };
    const tables = [
      'recommendation',
      'recommendation_version',
      'recommendation_response',
      'recommendation_status',
    ];
    for (const table of tables) {
      const [seen, stored] = await Promise.all([
        asViewer(season.world.connections.app, pass, (tx) =>
          tx.execute(sql`select 1 from tracker.${sql.identifier(table)}`),
        ),
        season.world.owner`select 1 from tracker.${identifier(table)}`,
      ]);
      expect([table, seen.length, stored.length > 0]).toEqual([table, 0, true]);
      await expect(season.world.owner`delete from tracker.${identifier(table)}`).rejects.toThrow();
    }
    await expect(
      asViewer(season.world.connections.app, pass, (tx) =>
        tx.execute(sql`insert into tracker.recommendation (item_id, code)
          select id, 'R9' from tracker.library_item where code = ${study}`),
      ),
    ).resolves.toHaveLength(0);
    await expect(
      asViewer(season.world.connections.app, pass, (tx) =>
        tx.execute(sql`insert into tracker.recommendation_status (recommendation_id, reporter_id, status, as_of, note,
          recorded_by, recorded_at) values (1, 1, 'done', '2025-01-01', '', ${focal.id}, now())`),
      ),
    ).rejects.toThrow();
  });
});

test('nobody but the secretariat reads or writes it, in the database too', async () => {
  const { code } = await add({ title: 'Not for everybody' });
  const { focal } = await season.team('TH');
  const admin = await season.world.createPerson([{ role: 'administrator' }]);
  for (const person of [focal, admin]) {
    expect((await refusalOfCall(person.caller.library.get({ code }))).code).toBe('FORBIDDEN');
    const read = await asViewer(
      season.world.connections.app,
      { personId: person.id, viewerSecret: season.world.base.viewerSecret },
      async (tx) => ({
        items: await tx.execute(sql`select code from tracker.library_item`),
        revisions: await tx.execute(sql`select id from tracker.library_revision`),
        changed: await tx.execute(sql`
          update tracker.library_item set title = 'Mine', changed_by = ${person.id} where code = ${code} returning id`),
      }),
    );
    expect([read.items.length, read.revisions.length, read.changed.length]).toEqual([0, 0, 0]);
  }
  await expect(
    season.world.connections.public.execute(sql`select code from tracker.library_item`),
  ).rejects.toThrow();
});

test('the history of an entry cannot be rewritten', async () => {
  await expect(season.world.owner`update tracker.library_revision set content = '{}'`).rejects.toThrow();
});

describe('a publication', () => {
  test('carries what is released, as it stood, and never changes', async () => {
    const first = await add({ title: 'Released' }, 'released-entry');
    await library().release({ ...first, released: true });
    await add({ title: 'A secret draft' }, 'secret-draft');
    // A tie to what the publication does not have.
    await season.world
      .owner`update tracker.library_item set activities = '{D1.2,Z9.9}', version = version + 1 where code = 'released-entry'`;
    const study = await library().get({ code: 'study-of-debt' });
    await library().release({ code: 'study-of-debt', version: study.entry.version, released: true });
    const { content } = (await office.caller.recommendation.get({ item: 'study-of-debt', code: 'R1' }))
      .recommendation!;
    const draft = { ...toTypedRecommendation(content), text: 'A secret recommendation' };
    await office.caller.recommendation.save({ item: 'study-of-debt', version: 0, fields: draft });
    const number = await season.compileAndPublish('2024-H2');
    expect(await countPublished('released-entry')).toEqual([number]);
    expect(await countPublished('secret-draft')).toEqual([]);

    const anonymous = season.world.anonymous.dashboard;
    const page = await anonymous.libraryItem({ code: 'released-entry' });
    expect(page.item).toMatchObject({
      activities: ['D1.2'],
      states: ['KH', 'LA', 'TH'],
      isCooperation: true,
    });
    expect((await refusalOfCall(anonymous.libraryItem({ code: 'secret-draft' }))).code).toBe('NOT_FOUND');
    const recommended = await anonymous.recommendations({ filter: { study: 'study-of-debt' } });
    if (recommended.publication === null) throw new Error('There is a publication.');
    // Published on a day after that on which SOMTC was to respond; of Thailand what it said last.
    expect(
      recommended.items.map(({ code, outcomes }) => [code, outcomes.map(({ by, overdue }) => [by, overdue])]),
    ).toEqual([
      [
        'R1',
        [
          ['SOMTC', 'response'],
          ['TH', null],
        ],
      ],
    ]);
    expect(recommended.items[0]?.outcomes[1]?.response).toMatchObject({
      kind: 'accepted',
      activities: ['D1.2'],
    });
    expect(recommended).toMatchObject({ responded: 1, counts: { overdue: 1, no_response: 1, accepted: 1 } });
    const declined = await anonymous.recommendations({ filter: { response: 'declined' } });
    expect(declined).toMatchObject({ matching: 0, items: [] });
    expect((await anonymous.activity({ code: 'D1.2' })).recommendations.map(({ item }) => item)).toEqual([
      'study-of-debt',
    ]);
    expect((await anonymous.activity({ code: 'B1.1' })).recommendations).toEqual([]);
    expect(await anonymous.libraryItem({ code: 'study-of-debt' })).toMatchObject({
      recommendations: [{ code: 'R1' }],
      absence: null,
    });
    const told = JSON.stringify([
      await anonymous.library({ publication: number }),
      await anonymous.cooperation({ publication: number }),
      await anonymous.figures({ publication: number }),
      await anonymous.recommendations({ publication: number }),
      await anonymous.libraryItem({ code: 'study-of-debt' }),
    ]);
    expect(told).toContain('released-entry');
    expect(told).not.toContain('secret-draft');
    expect(told).not.toContain('A secret draft');
    expect(told).not.toContain('A secret recommendation');
    expect(told).not.toContain(office.viewer.name);
    await expect(
      season.world.owner`update rows.library_item set title = 'Other' where publication = ${number}`,
    ).rejects.toThrow();

    await library().save({ code: first.code, version: 3, item: { ...item, title: 'Changed since' } });
    await library().release({ code: first.code, version: 4, released: false });
    const next = await season.compileAndPublish('2024-H2');
    expect(await countPublished('released-entry')).toEqual([number]);
    expect((await anonymous.libraryItem({ code: first.code, publication: number })).item.title).toBe(
      'Released',
    );
    expect((await refusalOfCall(anonymous.libraryItem({ code: first.code }))).code).toBe('NOT_FOUND');
    expect(next).toBe(number + 1);
  });

  test('has a matrix that agrees with its entries, whoever counts them', async () => {
    const [newest] = await season.world.owner<{ number: number }[]>`
      select max(number) as number from published.publication`;
    const { number } = newest!;
    const { figure, items } = (await season.world.anonymous.dashboard.cooperation({
      publication: number,
    })) as {
      figure: { definition: { rows: { key: string; cells: Record<string, { value?: string }> }[] } };
      items: unknown[];
    };
    const counted = await season.world.owner<{ pair: string; entries: string }[]>`
      select a.code || '-' || b.code as pair, count(*)::text as entries
      from rows.library_item i
      join rows.library_kind k on k.publication = i.publication and k.code = i.kind_code and k.is_cooperation
      join rows.reporter a on a.publication = i.publication and a.code = any (i.states)
      join rows.reporter b on b.publication = i.publication and b.code = any (i.states) and a.name < b.name
      where i.publication = ${number}
      group by 1`;
    expect(counted.length).toBeGreaterThan(0);
    expect(items.length).toBeGreaterThan(0);
    expect(
      Object.fromEntries(figure.definition.rows.map(({ key, cells }) => [key, cells['entries']?.value])),
    ).toEqual(Object.fromEntries(counted.map(({ pair, entries }) => [pair, entries])));
    // Each number leads to just these entries.
    for (const { pair, entries } of counted) {
      const answer = await season.world.anonymous.dashboard.library({
        publication: number,
        filter: { states: pair.split('-'), cooperation: true },
      });
      expect('matching' in answer ? String(answer.matching) : '').toBe(entries);
    }
  });

  test('is asked in pages, beyond the last too, and for what nothing has', async () => {
    const { library: ask } = season.world.anonymous.dashboard;
    const beyond = await ask({ page: 999 });
    expect('page' in beyond && [beyond.page, beyond.pages]).toEqual([1, 1]);
    const none = await ask({ filter: { lens: "x' or true --", year: '0' } });
    expect('matching' in none && [none.matching, none.items]).toEqual([0, []]);
  });
});

describe('the entries that come with the tracker', () => {
  test('are loaded once, and what an official changed stays', async () => {
    const { owner } = season.world;
    const first = await loadLibrary(owner, { demo: true });
    expect(first.written).toBeGreaterThan(25);
    expect(await loadLibrary(owner, { demo: true })).toEqual({ written: 0 });
    const code = 'merl-workshop-2025';
    const { entry } = await library().get({ code });
    expect(entry).toMatchObject({ changedBy: null, released: true, activities: ['D3.1', 'D3.2', 'D3.3'] });
    await library().save({ code, version: 1, item: { ...item, title: 'As an official has it' } });
    // Lines that have changed in the files since: as if all were other than what was loaded.
    await owner`update ops.seed set content = '{}' where name = 'library'`;
    await loadLibrary(owner, { demo: true });
    expect((await library().get({ code })).entry.title).toBe('As an official has it');
  });

  test('come by the day in the demo, and without ties to a plan that is not theirs', async () => {
    const { owner } = season.world;
    await owner`alter table tracker.library_revision disable trigger history_is_kept`;
    await owner`delete from tracker.library_revision`;
    await owner`delete from tracker.library_item where code <> 'study-of-debt'`;
    await owner`alter table tracker.library_revision enable trigger history_is_kept`;
    await owner`delete from ops.seed where name = 'library'`;
    await owner`alter table tracker.plan disable trigger published_code_is_kept`;
    await owner`update tracker.plan set code = 'ANOTHER'`;
    await loadLibrary(owner, { until: '2025-04-30' });
    const rows = await owner<{ code: string; activities: string[] }[]>`
      select code, activities from tracker.library_item where code <> 'study-of-debt'`;
    const known = rows.map(({ code }) => code);
    expect(known).toContain('declaration-abuse-of-technology-2023');
    expect(known).not.toContain('declaration-cybercrime-scams-2025');
    expect(known).not.toContain('merl-workshop-2025');
    expect(rows.flatMap(({ activities }) => activities)).toEqual([]);
  });
});

describe('lists at the desk', () => {
  const reference = () => office.caller.reference;
  const open = async (list: ReferenceListName, row: string) => {
    const page = await reference().row({ list, row });
    if (!page.row) throw new Error(`${row} is not in ${list}.`);
    return page.row;
  };
  const save = async (list: ReferenceListName, row: string, change: object, after: string | null = null) => {
    const { version, cells, words } = await open(list, row);
    return reference().save({ list, row, version, cells, words, after, ...change });
  };

  test('every list is read and a row that did not change is not written', async () => {
    const { lists } = await reference().lists();
    expect(lists.map(({ list }) => list)).toEqual([...referenceListNames]);
    for (const list of referenceListNames) {
      const { rows } = await reference().list({ list });
      const [first] = rows;
      if (!first) throw new Error(`${list} is empty.`);
      expect(Object.keys(first.cells).sort(), list).toEqual(
        referenceLists[list].fields.map(({ name }) => name).sort(),
      );
      expect(await save(list, first.row, {}), list).toEqual({ row: first.row, changed: false });
    }
  });

  test('a name is changed in five languages, moved and ended; each change stays in the history', async () => {
    const { cells, words } = await open('library-kinds', 'study');
    const named = {
      cells: { ...cells, label: 'Research' },
      words: { label: { ...words['label'], th: 'งานวิจัย', km: '' } },
    };
    await save('library-kinds', 'study', named, 'roundtable');
    const { version } = await open('library-kinds', 'study');
    const old = { list: 'library-kinds', row: 'study', version: 'old' } as const;
    expect(await refusalOfCall(reference().end({ ...old, ended: true }))).toMatchObject({ code: 'CONFLICT' });
    await reference().end({ ...old, version, ended: true });
    const page = await reference().row({ list: 'library-kinds', row: 'study' });
    expect(page.row).toMatchObject({
      cells: { label: 'Research' },
      words: { label: { th: 'งานวิจัย' } },
      ended: true,
    });
    expect(Object.keys(page.row?.words['label'] ?? {}).sort()).toEqual(['id', 'th', 'vi']);
    expect(page.order.slice(0, 2).map(({ value }) => value)).toEqual(['roundtable', 'study']);
    expect(page.history.map(({ after }) => after)).toMatchObject([
      { ended: true },
      { cells: { label: 'Research' } },
    ]);
    const { kinds } = await library().choices();
    expect(kinds.find(({ code }) => code === 'study')).toMatchObject({ label: 'Research', ended: true });
  });

  test('what is added takes part: a partner, an agency that clears instead, a body that reports', async () => {
    const add = (list: ReferenceListName, cells: Record<string, string>) =>
      reference().save({ list, row: null, version: '', cells, words: {}, after: null });
    await add('partners', { code: 'new-partner', name: 'New partner', kind: 'research', url: '' });
    const agency = { state: 'TH', acronym: 'NEW', name: 'New agency', from_on: '2026-01-01', to_on: '' };
    const { row } = await add('agencies', { ...agency, is_clearing_authority: 'yes' });
    await add('bodies', { code: 'NEWB', name: 'New body', pillar: 'APSC', from_on: '2026-01-01', to_on: '' });
    const { rows } = await reference().list({ list: 'agencies' });
    const clearing = rows.filter(
      ({ cells }) => cells['state'] === 'TH' && cells['is_clearing_authority'] === 'yes',
    );
    expect(clearing.map((one) => one.row)).toEqual([row]);
    expect(await refusalOfCall(add('tags', { code: 'child', name: 'Again' }))).toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(await refusalOfCall(add('topics', { code: 'x', title: 'X' }))).toMatchObject({
      code: 'BAD_INPUT',
    });
    const [reporter] = await season.world.owner`select kind from tracker.reporter where code = 'NEWB'`;
    expect(reporter).toEqual({ kind: 'body' });
  });

  test('statuses change places, and an ended one is offered only where it is the answer', async () => {
    await save('statuses', 'delayed', {}, '');
    const { version } = await open('statuses', 'on_track');
    await reference().end({ list: 'statuses', row: 'on_track', version, ended: true });
    const { rows } = await reference().list({ list: 'statuses' });
    expect(rows[0]?.row).toBe('delayed');
    const [offered] = await season.world.owner<{ codes: string[] }[]>`
      select array_agg(code order by position) filter (where ended_on is null) as codes
      from tracker.round_statuses((select id from tracker.round where code = '2024-H2'))`;
    expect(offered?.codes).not.toContain('on_track');
  });

  test('the workbook of all lists comes back unchanged; a corrected one is saved whole or not at all', async () => {
    const { content } = await office.caller.listFile.workbook({ list: 'reference' });
    const same = await reference().preview({ content });
    expect(same).toMatchObject({ changes: [], problems: [] });
    expect(same.sheets.map(({ list }) => list)).toEqual([...referenceListNames]);

    const columns = ['Code', 'Name', 'Name, Thai', 'Ended'].map((name) => ({
      name,
      kind: 'text' as const,
      width: 20,
    }));
    const rows = [
      ['child', 'Girls and boys', 'เด็ก', 'no'],
      ['by-workbook', 'By workbook', '', 'no'],
      ['technology', 'Technology', '', 'yes'],
    ];
    const file = await renderSheets({ title: 'Tags', at: '2025-01-01T00:00:00Z' }, [
      { name: 'Tags', columns, rows },
    ]);
    const { changes, problems } = await reference().preview({
      content: Buffer.from(file).toString('base64'),
    });
    expect(problems).toEqual([]);
    expect(changes.map(({ outcome, cells }) => [outcome, cells['code']])).toEqual([
      ['changed', 'child'],
      ['added', 'by-workbook'],
      ['ended', 'technology'],
    ]);
    const given = changes.map(({ list, row, version, cells, words, ended }) => ({
      list,
      row,
      version,
      cells,
      words,
      ended,
    }));
    // The last row was changed by somebody else since, so the first two are not saved either.
    const late = given.map((row, index) => (index === 2 ? { ...row, version: 'old' } : row));
    expect(await refusalOfCall(reference().import({ rows: late }))).toMatchObject({ code: 'CONFLICT' });
    expect((await open('tags', 'child')).cells['name']).not.toBe('Girls and boys');
    const wrong = given.map((row, index) => (index === 2 ? { ...row, cells: { name: '' } } : row));
    expect(await refusalOfCall(reference().import({ rows: wrong }))).toMatchObject({ code: 'BAD_INPUT' });
    expect((await open('tags', 'child')).cells['name']).not.toBe('Girls and boys');

    expect(await reference().import({ rows: given })).toEqual({ changed: 3 });
    expect((await open('tags', 'by-workbook')).cells['name']).toBe('By workbook');
    const page = await reference().row({ list: 'tags', row: 'technology' });
    expect(page.row?.ended).toBe(true);
    expect(page.history[0]).toMatchObject({ after: { ended: true } });
    const { entries } = await office.caller.audit.list({});
    expect(JSON.stringify(entries)).toContain('tags/child');
  });
});

describe('an arrangement between states', () => {
  const code = 'sharing-between-two';
  const fields = {
    status: 'in_force',
    agreedOn: '2024-03-01',
    aims: ['sharing_intelligence', 'justice'],
    contacts: [{ party: 'MY', bodies: 'Council against trafficking' }],
    countries: 'Japan: National Police Agency',
    steps: [{ code: '', aim: 'justice', text: 'Name offices for requests', plannedOn: '2024-09-30' }],
    results: '',
  };
  const account = (status: string, meetings: string) => ({
    items: [{ about: 's1', status, on: '2024-09-12', text: `We say ${status}.` }],
    counts: [{ year: 2024, meetings, operations: '' }],
  });
  let my: Person;
  let sg: Person;
  beforeAll(async () => {
    await add({ title: 'Sharing between two', states: ['MY', 'SG'] }, code);
    my = (await season.team('MY')).focal;
    sg = (await season.team('SG')).focal;
  });

  test('is entered by the secretariat, and bad input is told at its field', async () => {
    const { arrangement } = office.caller;
    const wrong = {
      ...fields,
      agreedOn: '',
      contacts: [{ party: 'SG', bodies: 'Ms Tan, 6555 1234' }],
      steps: [{ code: '', aim: 'investigation', text: 'Free 3 young victims', plannedOn: '2024-02-30' }],
    };
    const refusal = await refusalOfCall(arrangement.save({ code, version: 0, fields: wrong }));
    expect(refusal.fields.map(({ path }) => path)).toEqual([
      'agreedOn',
      'contacts.SG',
      'steps.0.text',
      'steps.0.aim',
      'steps.0.plannedOn',
    ]);
    expect(await arrangement.save({ code, version: 0, fields })).toEqual({ version: 1, changed: true });
    const stale = await refusalOfCall(arrangement.save({ code, version: 0, fields }));
    expect(stale.code).toBe('CONFLICT');
    const { arrangement: stored } = await arrangement.get({ code });
    expect(stored?.content).toMatchObject({ parties: ['MY', 'SG'], steps: [{ code: 's1' }] });
    await add({ title: 'One alone', kind: 'study', states: ['MY'] }, 'one-alone');
    const alone = await refusalOfCall(arrangement.save({ code: 'one-alone', version: 0, fields }));
    expect(alone.code).toBe('NOT_ALLOWED_NOW');
  });

  test('has an account of each state, which the other reads and cannot change', async () => {
    const of = { code, version: 1, number: 0 };
    await my.caller.arrangement.report({ ...of, reporter: 'MY', fields: account('reached', '3') });
    await sg.caller.arrangement.report({ ...of, reporter: 'SG', fields: account('in_progress', '4') });
    const { arrangement } = await my.caller.arrangement.getOwn({ code, reporter: 'MY' });
    expect(
      arrangement.accounts.map(({ by, content }) => `${by} ${content.items[0]?.status}`).toSorted(),
    ).toEqual(['MY reached', 'SG in_progress']);
    expect(await my.caller.arrangement.listOwn()).toEqual([
      { code, title: 'Sharing between two', reporter: 'MY', state: 'unreleased' },
    ]);
    const other = my.caller.arrangement.report({
      ...of,
      number: 1,
      reporter: 'SG',
      fields: account('reached', '3'),
    });
    expect((await refusalOfCall(other)).code).toBe('FORBIDDEN');
    const pass = { personId: my.id, viewerSecret: season.world.base.viewerSecret };
    await expect(
      asViewer(season.world.connections.app, pass, (tx) =>
        tx.execute(sql`insert into tracker.arrangement_account (arrangement_id, reporter_id, number, version, content,
            said_by, said_at)
          select a.id, r.id, 2, 1, '{"items": [], "counts": []}', ${my.id}, now()
          from tracker.arrangement a, tracker.reporter r where r.code = 'SG'`),
      ),
    ).rejects.toThrow();
    const parts = { ...of, number: 1, reporter: 'MY', parts: ['account'] };
    const without = await refusalOfCall(my.caller.arrangement.release(parts));
    expect(without.fields.map(({ path }) => path)).toEqual(['parts']);
    await my.caller.arrangement.release({ ...parts, parts: ['terms', 'counts'] });
    const { entries } = await office.caller.audit.list({ page: 1, kind: 'arrangement' });
    expect(entries.map(({ event }) => event).toReversed()).toEqual([
      'added',
      'reported',
      'reported',
      'released',
    ]);
  });

  test('is nothing to a state that does not take part, and its history is never rewritten', async () => {
    const { focal } = await season.team('PH');
    expect(await focal.caller.arrangement.listOwn()).toEqual([]);
    const asked = focal.caller.arrangement.getOwn({ code, reporter: 'PH' });
    expect((await refusalOfCall(asked)).code).toBe('NOT_FOUND');
    const pass = { personId: focal.id, viewerSecret: season.world.base.viewerSecret };
    for (const table of [
      'arrangement',
      'arrangement_version',
      'arrangement_account',
      'arrangement_release',
    ]) {
      const [seen, stored] = await Promise.all([
        asViewer(season.world.connections.app, pass, (tx) =>
          tx.execute(sql`select 1 from tracker.${sql.identifier(table)}`),
        ),
        season.world.owner`select 1 from tracker.${identifier(table)}`,
      ]);
      expect([table, seen.length, stored.length > 0]).toEqual([table, 0, true]);
      await expect(season.world.owner`delete from tracker.${identifier(table)}`).rejects.toThrow();
    }
  });
});
