import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DocumentView } from '#app/features/edition/document-view.tsx';
import { copyFiles, listNamedFiles, sayProblems } from '#server/admin/files/copy-files.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { printPage } from '#server/reports/print-page.ts';
import {
  type DocumentTable,
  listTables,
  type PrintedDocument,
} from '#server/domain/report/document.types.ts';
import { getEdition } from '#server/queries/edition/get-edition.query.ts';
import { makeFiles } from '#server/use-cases/edition/make-files.ts';
import { renderReport } from '#server/reports/render-document.ts';
import { bodies, createSeason, type Season, states } from '../publication/season.ts';
import { readDocxTables, readHtmlTables, readPdfText, readXlsxTables, squeeze } from './printed-text.ts';

const round = '2024-H2';
let season: Season;

beforeAll(async () => {
  season = await createSeason(5);
  await season.open(round);
  for (const reporter of [...states.slice(0, 6), ...bodies.slice(0, 3)]) await season.report(round, reporter);
  await season.secretariat.caller.compilation.create({ round });
  await season.secretariat.caller.edition.createDraft({ round, meeting: 'The 20th meeting' });
}, 120_000);
afterAll(() => season?.world.close());

const open = (edition: string, draft = 1) =>
  getEdition({ ...season.world.base, viewer: season.secretariat.viewer }, { round, draft, edition });

/** What a table prints, row after row; what heads a group stands alone. */
const printed = ({ columns, rows }: DocumentTable): string[][] => [
  columns.map(({ label }) => label),
  ...rows.map((row) =>
    'group' in row
      ? [row.group]
      : row.cells.map((cell) =>
          cell.kind === 'text' ? [cell.lead, cell.text].filter(Boolean).join('\n') : cell.shown,
        ),
  ),
];

const renderPage = (document: PrintedDocument): string =>
  renderToStaticMarkup(createElement(DocumentView, { page: printPage(document) }));

test.each(['somtc', 'public', 'state-KH'])(
  'every cell of every table of the edition %s says the same as Word, PDF, workbook and page',
  async (edition) => {
    const document = await open(edition);
    const tables = listTables(document.document);
    expect(tables.length).toBeGreaterThan(3);
    const docx = readDocxTables(await renderReport(document, 'docx'));
    const pdf = await readPdfText(await renderReport(document, 'pdf'));
    const xlsx = await readXlsxTables(await renderReport(document, 'xlsx'));
    const html = readHtmlTables(renderPage(document));
    expect(docx).toEqual(tables.map(printed));
    expect(html.map((table) => table.map((row) => row.map(squeeze)))).toEqual(
      tables.map((table) => printed(table).map((row) => row.map(squeeze))),
    );
    for (const [at, table] of tables.entries()) {
      for (const row of printed(table).slice(1)) {
        // Cells of a row stand one after the other in the text of a page; long ones break over pages.
        for (const cell of row.filter((words) => words.length < 60)) expect(pdf).toContain(squeeze(cell));
      }
      table.rows.forEach((row, line) => {
        if ('group' in row) return;
        row.cells.forEach((cell, column) => {
          const kept = xlsx[at]?.[line + 4]?.[column];
          if (cell.kind === 'number') expect(kept).toBe(Number(cell.value));
          else if (cell.kind === 'mark') expect(kept).toBe(cell.shown);
        });
      });
    }
  },
  120_000,
);

test('the public edition is what the publication shows, and its files wait for a signature', async () => {
  const { secretariat, world } = season;
  const second = await world.createPerson([{ role: 'secretariat_officer' }]);
  const [draft] = (await secretariat.caller.edition.list({ round })).drafts;
  const sign = (person: typeof second, part: 'compiled' | 'checked' | 'approved') =>
    person.caller.edition.approve({ round, number: 1, part, sha256: draft?.sha256 ?? '' });
  await expect(sign(secretariat, 'approved')).rejects.toThrow(/first/);
  await sign(secretariat, 'compiled');
  await sign(secretariat, 'checked');
  await expect(sign(secretariat, 'approved')).rejects.toThrow(/Another person/);
  await sign(second, 'approved');
  const context = { ...world.base, viewer: secretariat.viewer };
  expect(await makeFiles(context)).toBeGreaterThan(8);
  expect(await makeFiles(context)).toBe(0);
  // No publication shows it yet, so nobody sees it.
  const hidden = await world.connections.public.execute('select * from published.report_file');
  expect([...hidden]).toEqual([]);
  const { number } = await secretariat.caller.publication.publish({ round });
  const files = await world.anonymous.dashboard.reports({ publication: number });
  expect(files.map(({ format }) => format)).toEqual(['docx', 'pdf', 'xlsx']);
  const edition = await open('public');
  expect(files[0]?.documentSha256).toBe(edition.stamp.sha256);
  // A draft of the same compilation that is public now reads the publication and says the same.
  await secretariat.caller.edition.createDraft({ round, meeting: 'The 20th meeting' });
  const { changes } = await secretariat.caller.edition.compare({
    round,
    edition: 'public',
    before: 1,
    after: 2,
  });
  expect(changes).toEqual([]);
}, 240_000);

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
    expect(drafts.map(({ draft }) => draft)).toEqual([2, 1]);
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
  expect(sayProblems(back)).toBe(`1 file could not be found (${lost?.of}).`);
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
  const internal = await season.world.owner<{ title: string }[]>`
    select title from tracker.indicator where disclosure_class = 'internal'`;
  for (const { title } of internal) {
    const holding = rows.filter(({ document }) => document.includes(title));
    expect(holding.every(({ edition }) => edition === 'state')).toBe(true);
  }
});
