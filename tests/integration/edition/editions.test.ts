import { savePassword } from '#server/use-cases/person/save-password.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { copyFiles, listNamedFiles, describeProblems } from '#server/admin/files/copy-files.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { isLong } from '#tests/support/rounds.ts';
import { listTables, type ReportDocument, type ReportFormat } from '#server/domain/report/document.types.ts';
import { getEdition } from '#server/queries/edition/get-edition.query.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import type { Season } from '../publication/season.ts';
import { round, setEditionStage, type Wording } from './edition-stage.ts';
import { holdForms, renderPage } from './hold-forms.ts';
import { readPdfText, readXlsxText } from './printed-text.ts';

let season: Season;

let wordings: Wording[] = [];

beforeAll(async () => {
  ({ season, wordings } = await setEditionStage());
});
afterAll(() => season?.world.close());

const open = (edition: string, draft = 1) =>
  getEdition({ ...season.world.base, viewer: season.secretariat.viewer }, { round, draft, edition });

/** One edition of each kind; those of single subjects are the small ones. */
const kinds = [
  ['somtc'],
  ['ammtc'],
  ['public'],
  ['lens-online-scams'],
  ['state-KH'],
  ['body-SOMHD'],
  ['partner-odi'],
  ['midterm'],
];

/** In short form PDF, whose typesetting and reading are the slowest, is made of these: SOMTC's has everything in it. */
const typeset = ['somtc', 'state-KH'];

test.each(kinds)(
  'every cell of every table of the edition %s says the same as Word, PDF, workbook and page',
  async (edition) => holdForms(await open(edition), isLong || typeset.includes(edition)),
);

test('the wording of the secretariat stands under its mark, and a state reads its own words', async () => {
  const textOf = async (edition: string) => JSON.stringify((await open(edition)).document);
  const mark = 'Edited by the secretariat: ';
  for (const { said, kept, isReleased, isBody } of wordings) {
    // A body's words go to those who report, released or not; a state's only where they are released.
    const shows = { somtc: isBody || isReleased, public: isReleased };
    for (const edition of ['somtc', 'public'] as const) {
      const text = await textOf(edition);
      expect([edition, said, text.includes(`${mark}${said}`)]).toEqual([edition, said, shows[edition]]);
      expect([edition, kept, text.includes(kept)]).toEqual([edition, kept, false]);
    }
  }
  const own = await textOf('state-KH');
  const [ofState] = wordings.filter(({ isBody }) => !isBody);
  expect(own).toContain(ofState?.kept);
  expect(own).not.toContain(`${mark}${ofState?.said}`);
});

test('files carry the names of all who have signed, whoever opens them and whenever they were made', async () => {
  const { secretariat, world } = season;
  const { focal } = await season.team('KH');
  const context = { ...world.base, viewer: secretariat.viewer };
  await world.owner`
    insert into tracker.report_job (draft_id, editions, total, asked_by, asked_at, changed_at)
    select id, '[{"edition": "state", "scope": "KH"}]', 3, ${secretariat.id}, now(), now() from tracker.report_draft`;
  expect(await renderRequestedFiles(context)).toBe(3);
  const read = async (person: typeof focal) => {
    const file = await person.caller.edition.open({ round, draft: 1, edition: 'state-KH', format: 'xlsx' });
    return readXlsxText(new Uint8Array(await new Response(await file.open()).arrayBuffer()));
  };
  expect(await read(focal)).not.toContain('Compiled by');
  const [draft] = (await secretariat.caller.edition.list({ round })).drafts;
  const sha256 = draft?.sha256 ?? '';
  await approveDraft(
    { ...world.base, viewer: secretariat.viewer },
    { round, number: 1, part: 'compiled', sha256 },
  );
  const isCurrent = async () =>
    (await focal.caller.edition.listOwn({ round, reporter: 'KH' }))[0]?.files.map((file) => file.isCurrent);
  // Before the job has been there, and after it.
  expect(await isCurrent()).toEqual([false, false, false]);
  for (const person of [focal, secretariat]) expect(await read(person)).toMatch(/Compiled by Person \d/);
  expect(await renderRequestedFiles(context)).toBe(3);
  expect(await isCurrent()).toEqual([true, true, true]);
  expect(await read(focal)).toMatch(/Compiled by Person \d/);
});

test('the public edition is what the publication shows, and its files wait for a signature', async () => {
  const { secretariat, world } = season;
  const second = await world.createPerson([{ role: 'secretariat_officer' }]);
  const [draft] = (await secretariat.caller.edition.list({ round })).drafts;
  const sign = (person: typeof second, part: 'compiled' | 'checked' | 'approved') =>
    approveDraft(
      { ...world.base, viewer: person.viewer },
      { round, number: 1, part, sha256: draft?.sha256 ?? '' },
    );
  await expect(sign(secretariat, 'approved')).rejects.toThrow(/first/);
  await sign(secretariat, 'checked');
  await expect(sign(secretariat, 'approved')).rejects.toThrow(/Another person/);
  await sign(second, 'approved');
  const context = { ...world.base, viewer: secretariat.viewer };
  expect(await renderRequestedFiles(context)).toBeGreaterThan(8);
  expect(await renderRequestedFiles(context)).toBe(0);
  // No publication shows it yet, so nobody sees it.
  for (const table of ['report_file', 'report_document']) {
    const [count] = await world.owner<
      { n: number }[]
    >`select count(*)::integer as n from published.${identifier(table)}`;
    const hidden = await world.connections.public.execute(`select * from published.${table}`);
    expect([table, (count?.n ?? 0) > 0, [...hidden]]).toEqual([table, true, []]);
  }
  const { number } = await secretariat.caller.publication.publish({ round });
  const files = await world.anonymous.dashboard.reports({ publication: number });
  expect(files.map(({ format }) => format)).toEqual(['docx', 'pdf', 'xlsx']);
  const edition = await open('public');
  expect(files[0]?.documentSha256).toBe(edition.stamp.sha256);
  const pdf = await openPublic(number, 'pdf');
  const printed = await readPdfText(new Uint8Array(await new Response(await pdf.open()).arrayBuffer()));
  expect(printed).toContain(`Checksum${files[0]?.documentSha256}`);
  // A draft of the same compilation that is public now reads the publication and says the same.
  await secretariat.caller.edition.createDraft({ round, meeting: 'The 20th meeting' });
  const { changes } = await secretariat.caller.edition.compare({
    round,
    edition: 'public',
    before: 1,
    after: 2,
  });
  expect(changes).toEqual([]);
  // To the last letter: whether the publication is there yet makes no difference.
  for (const edition of ['public', 'somtc', 'partner-odi']) {
    expect([edition, (await open(edition, 2)).stamp.sha256]).toEqual([
      edition,
      (await open(edition)).stamp.sha256,
    ]);
  }
});

const openPublic = (publication: number, format: ReportFormat) =>
  season.world.anonymous.dashboard.reportFile({ publication, format });

test('a public file that was lost is drawn again from what was frozen, to the byte where the tracker is the same', async () => {
  const { owner, base } = season.world;
  const rows = await owner<{ format: ReportFormat; key: string; sha256: string }[]>`
    select format, storage_key as key, sha256 from published.report_file`;
  expect(rows).toHaveLength(3);
  for (const { format, key, sha256 } of rows) {
    await base.files.remove(key);
    const lost = await openPublic(1, format);
    expect(await lost.open()).toBeNull();
    // Whoever asks at the same time gets the same drawing.
    const [first, second] = await Promise.all([lost.redraw(), lost.redraw()]);
    expect([format, first?.sha256, first?.isSame]).toEqual([format, sha256, true]);
    expect(second === first).toBe(true);
    expect(await (await openPublic(1, format)).open()).not.toBeNull();
  }
  const { key, sha256 } = rows.find(({ format }) => format === 'xlsx') ?? { key: '', sha256: '' };
  // Drawn by another version of the tracker it has other bytes and says the same. It is not put in the other's place.
  await base.files.remove(key);
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update published.report_file set sha256 = ${'0'.repeat(64)} where format = 'xlsx'`;
  });
  const other = await openPublic(1, 'xlsx');
  const drawn = await other.redraw();
  expect([drawn?.sha256, drawn?.isSame]).toEqual([sha256, false]);
  expect(await other.open()).toBeNull();
  // As it was, for the tests that follow.
  await base.files.put(key, drawn?.content ?? new Uint8Array(), 'application/octet-stream');
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update published.report_file set sha256 = ${sha256} where format = 'xlsx'`;
  });
});

test('the mid-term edition holds public figures only, and what was learned', async () => {
  const { document } = await open('midterm', 2);
  const tables = listTables(document);
  const targets = tables.find(({ id }) => id === 'table-targets');
  const shown = await season.world.owner<{ code: string; value: string }[]>`
    select indicator_code as code, trim_scale(value)::text as value from rows.figure
    where publication = 1 and scope = 'region' and dimension_code is null and state = 'reported'`;
  const open_ = new Set(shown.map(({ code, value }) => `${code} ${Number(value)}`));
  const at = targets?.columns.findIndex(({ key }) => key === 'actual') ?? -1;
  const figures = (targets?.rows ?? []).flatMap((row) => {
    const [code, cell] = 'group' in row ? [] : [row.cells[0], row.cells[at]];
    return code?.kind === 'text' && cell?.kind === 'number' ? [`${code.text} ${Number(cell.value)}`] : [];
  });
  expect(figures.length).toBeGreaterThan(3);
  expect(figures.filter((figure) => !open_.has(figure))).toEqual([]);
  expect(document.facts).toContainEqual({
    term: 'Figures from',
    text: expect.stringContaining('Publication 1'),
  });
  expect(document.marking).toMatch(/^Restricted/);
  const html = renderPage({ ...(await open('midterm', 2)), document });
  expect(html).toContain('<a href="/indicators/I-B3">Victims identified</a>');
  expect(JSON.stringify(document)).toContain('Overdue');
});

test('what is sent again is edited again: a wording belongs to the report that was compiled', async () => {
  const [first] = wordings;
  if (!first) throw new Error('There is a wording.');
  await season.correct(round, first.reporter);
  const { review, edition } = season.secretariat.caller;
  const place = { round, reporter: first.reporter, subject: 'activity' as const, code: first.activity };
  const change = { ...place, field: 'achievements', version: 1, withdrawn: false };
  await review.saveEditorialText({ ...change, words: 'Words about what was sent later.' });
  const drafted = async () => {
    const { number } = await edition.createDraft({ round });
    return JSON.stringify((await open('somtc', number)).document);
  };
  const still = await drafted();
  expect(still).toContain(`Edited by the secretariat: ${first.said}`);
  expect(still).not.toContain('Words about what was sent later.');
  await review.saveEditorialText({ ...change, version: 2, withdrawn: true, words: '' });
  const plain = await drafted();
  expect(plain).toContain(first.kept);
  expect(plain).not.toContain(`Edited by the secretariat: ${first.said}`);
});

test('a state reads its own edition and no other', async () => {
  const { focal, clearing } = await season.team('KH');
  for (const person of [focal, clearing]) {
    const { page } = await person.caller.edition.get({ round, draft: 1, edition: 'state-KH' });
    expect(page.title).toMatch(/Cambodia/);
    for (const edition of ['state-ID', 'somtc', 'public']) {
      await expect(person.caller.edition.get({ round, draft: 1, edition })).rejects.toThrow(/does not allow/);
    }
    await expect(person.caller.edition.list({ round })).rejects.toThrow(/does not allow/);
    const drafts = await person.caller.edition.listOwn({ round, reporter: 'KH' });
    expect(drafts.map(({ draft }) => draft)).toEqual([4, 3, 2, 1]);
    await expect(person.caller.edition.listOwn({ round, reporter: 'ID' })).rejects.toThrow(/does not allow/);
  }
});

test('copies of files take those of the report', async () => {
  const { owner, base } = season.world;
  const files = (await listNamedFiles(owner)).filter(({ kind }) => kind === 'report');
  expect(files.map(({ of }) => of)).toContain(`draft 1 of ${round}, somtc.docx`);
  const copies = createMemoryStorage();
  expect(await copyFiles(files, base.files, copies)).toMatchObject({
    copied: files.length,
    missing: [],
    damaged: [],
  });
  const [lost] = files;
  if (lost) await copies.remove(lost.key);
  const back = await copyFiles(files, copies, createMemoryStorage());
  expect(describeProblems(back)).toBe(`1 file could not be found (${lost?.of}).`);
});

test('no edition but its own holds what a state keeps back', async () => {
  const rows = await season.world.owner<{ edition: string; scope: string; document: string }[]>`
    select edition, scope, document::text as document from tracker.report_edition
    where draft_id = (select min(id) from tracker.report_draft)`;
  const kept = await season.world.owner<{ reporter: string; words: string }[]>`
    select p.code as reporter, ar.achievements as words from tracker.compiled_activity_report ar
    join tracker.reporter p on p.id = ar.reporter_id and p.kind = 'state'
    where not ar.narrative_released and length(ar.achievements) > 12`;
  expect(kept.length).toBeGreaterThan(0);
  for (const { reporter, words } of kept) {
    const text = JSON.stringify(words).slice(1, -1);
    const released = await season.world.owner`
      select from tracker.compiled_activity_report where narrative_released and achievements = ${words}`;
    if (released.length > 0) continue;
    const holding = rows.filter(({ document }) => document.includes(text));
    expect(holding.every(({ edition, scope }) => edition === 'state' && scope === reporter)).toBe(true);
  }
  const ownFigures = await season.world.owner<{ code: string; name: string }[]>`
    select i.code, m.name from tracker.compiled_indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    join tracker.reporter p on p.id = ir.reporter_id join tracker.member_state m on m.id = p.state_id
    where ir.release <> 'national'`;
  const keptBack = new Set(ownFigures.map(({ code, name }) => `${code} ${name}`));
  expect(keptBack.size).toBeGreaterThan(50);
  for (const { edition, scope, document } of rows) {
    const table = listTables(JSON.parse(document) as ReportDocument).find(
      ({ id }) => id === 'table-annex-states',
    );
    const told = (table?.rows ?? []).flatMap((row) => {
      const [code, , name] = 'group' in row ? [] : row.cells;
      return code?.kind === 'text' && name?.kind === 'text' ? [`${code.text} ${name.text}`] : [];
    });
    expect([edition, scope, told.filter((place) => keptBack.has(place))]).toEqual([edition, scope, []]);
  }
  const internal = await season.world.owner<{ title: string }[]>`
    select title from tracker.indicator where disclosure_class = 'internal'`;
  for (const { title } of internal) {
    const holding = rows.filter(({ document }) => document.includes(title));
    expect(holding.every(({ edition }) => edition === 'state')).toBe(true);
  }
});

test('whoever signs types their password again, and sees what is open', async () => {
  const { secretariat, world } = season;
  const password = 'seven slow ferries at dusk';
  await world.connections.auth.transaction((tx) =>
    savePassword(tx, secretariat.id, password, world.base.now().toISOString()),
  );
  const { drafts, open } = await secretariat.caller.edition.list({ round });
  const draft = drafts[0];
  if (!draft) throw new Error('There is no draft.');
  expect(open.of).toBeGreaterThan(0);
  expect(open.reports.length).toBeLessThanOrEqual(open.of);
  const sign = (typed: string) =>
    secretariat.caller.edition.approve({
      round,
      number: draft.number,
      part: 'compiled',
      sha256: draft.sha256,
      password: typed,
    });
  const signed = async () =>
    (await secretariat.caller.edition.list({ round })).drafts
      .find(({ number }) => number === draft.number)
      ?.approvals.map(({ part }) => part);
  for (const typed of ['', 'not the password']) {
    expect(await refusalOfCall(sign(typed))).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'password' }],
    });
  }
  expect(await signed()).not.toContain('compiled');
  await sign(password);
  expect(await signed()).toContain('compiled');

  const [section] = (await secretariat.caller.report.desk({ round })).sections;
  await secretariat.caller.report.addComment({
    round,
    key: section?.key ?? '',
    answers: null,
    text: 'Is this right?',
  });
  const after = await secretariat.caller.edition.list({ round });
  expect(after.open.comments).toBe(open.comments + 1);
});

test('words that cannot be right block the signature until they are mended', async () => {
  const { report, edition } = season.secretariat.caller;
  const password = 'seven slow ferries at dusk';
  const key = 'area.A';
  const say = async (text: string) => {
    const { stored } = await report.section({ round, key });
    await report.saveSection({ round, key, text, version: stored?.version ?? 0 });
  };
  const sign = async () => {
    const { number, sha256 } = await edition.createDraft({ round });
    return edition.approve({ round, number, part: 'compiled', sha256, password });
  };
  for (const wrong of ['There were 4,321 cases.', 'There were {{I-X99}} cases.']) {
    await say(wrong);
    await expect(sign()).rejects.toThrow(/1 error in the text of this draft has to be mended first/);
  }
  await say('Written without a number.');
  await sign();
});

test('whoever asked for files is told when they are made, once', async () => {
  const told = await season.secretariat.caller.notification.list({});
  const ready = told.notifications.filter(({ kind }) => kind === 'files_ready');
  expect(ready.length).toBeGreaterThan(0);
  expect(ready[0]?.title).toMatch(/^Report on .*, draft \d+: \d+ files are ready$/);
  const jobs = await season.world.owner`select from tracker.report_job where state = 'done'`;
  const mails = await season.world.owner`select from tracker.mail where kind = 'files_ready'`;
  expect(mails).toHaveLength(jobs.length);
});

test('whoever asked for files that cannot be made is told, with the way to ask again', async () => {
  const { secretariat, world } = season;
  await world.owner`
    insert into tracker.report_job (draft_id, editions, total, asked_by, asked_at, changed_at)
    select id, '[{"edition": "state", "scope": "ZZ"}]', 3, ${secretariat.id}, now(), now()
    from tracker.report_draft limit 1`;
  await expect(renderRequestedFiles({ ...world.base, viewer: secretariat.viewer })).rejects.toThrow();
  const [newest] = (await secretariat.caller.notification.list({})).notifications;
  expect(newest).toMatchObject({
    kind: 'files_failed',
    title: expect.stringMatching(/^Report on .*, draft \d+: the files could not be made$/),
  });
});
