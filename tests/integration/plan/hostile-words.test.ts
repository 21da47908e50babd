import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Part } from '#db/statement.ts';
import { escapeCell, escapeCellInSql } from '#server/domain/data/csv-cell.rules.ts';
import { isWebAddress } from '#server/domain/evidence/link.rules.ts';
import { listPartners } from '#server/queries/dashboard/figures/list-partners.query.ts';
import { refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { publishInMemory } from '#tests/support/small-publications.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { createSeason } from '../publication/season.ts';
import { editWorkbook } from './plan-workbooks.ts';
import { rounds } from '#tests/support/rounds.ts';

let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound();
});
afterAll(() => world?.close());

const plan = 'BOHOL-2';
const hostile = "=cmd|' /C calc'!A0";
const slug = 'asean-act';

async function preview(edit: Parameters<typeof editWorkbook>[1]) {
  const { content } = await secretariat.caller.plan.workbook({ plan });
  const files = [{ name: 'plan.xlsx', content: await editWorkbook(content, edit) }];
  return secretariat.caller.plan.preview(await secretariat.caller.plan.upload({ files }));
}

const bad = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '\\\\evil.test\\share',
  '//evil.test/a',
  'ftp://evil.test/',
  'mailto:a@evil.test',
  'https:\\\\evil.test',
  'https://evil.test/a b',
  '=HYPERLINK("http://evil.test")',
];

describe('the address of a partner', () => {
  /** All of them in one workbook, a row each. */
  let problems: { sheet: string; row: number; column: string; message: string }[];
  beforeAll(async () => {
    const found = await preview((sheets) => {
      for (const [at, url] of bad.entries()) {
        sheets.add('partners', { slug: `new-partner-${at}`, name: `New partner ${at}`, kind: 'fund', url });
      }
    });
    problems = found.problems
      .flatMap(({ message, places }) => places.map((place) => ({ ...place, message })))
      .toSorted((one, other) => one.row - other.row);
  });

  test.each([...bad.entries()])('%i. %s is refused at its cell', (at) => {
    expect(problems).toHaveLength(bad.length);
    expect(problems[at]).toMatchObject({
      sheet: 'partners',
      row: (problems[0]?.row ?? 0) + at,
      column: 'url',
    });
    expect(problems[at]?.message).toMatch(/address/);
  });

  test('is taken as it is written where it leads to the web', async () => {
    const found = await preview((sheets) => {
      sheets.add('partners', {
        slug: 'new-partner',
        name: 'P',
        kind: 'fund',
        url: 'HTTPS://Example.org/a?b=1',
      });
    });
    expect(found.problems).toEqual([]);
    expect(found.compared?.changes).toMatchObject([{ sheet: 'partners', kind: 'added' }]);
  });

  const write = (url: string) =>
    refusalOf(
      tryWith(world.owner, null, (tx) => tx`update tracker.partner set url = ${url} where slug = ${slug}`),
    );
  test.each([...bad.filter((url) => !url.includes('https:')), ''])(
    'the database refuses "%s"',
    async (url) => {
      expect(await write(url)).toBe('23514');
    },
  );
  test('the database takes what the import takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.webUrl(), fc.webUrl({ withQueryParameters: true })), async (url) => {
        expect([isWebAddress(url), await write(url)]).toEqual([true, 'allowed']);
      }),
      { numRuns: rounds(10, 30) },
    );
  });

  test('goes out of an old publication only where it leads to the web', async () => {
    const partner = { slug: 'p', name: 'Partner', kind: 'other' };
    for (const url of [...bad, 'https://example.org/', 'HTTP://example.org']) {
      const context = publishInMemory([{ rounds: ['2024-H2'], partners: [{ ...partner, url }] }]);
      const { partners } = await listPartners(context, {});
      expect(partners.map((each) => each.url)).toEqual([isWebAddress(url) ? url : null]);
    }
  });
});

describe('words that a spreadsheet would run', () => {
  test('are text in the files of a plan, and come back as they were', async () => {
    await world.owner`update tracker.activity set title = ${hostile} where code = 'A1.1'`;
    await world.owner`update tracker.activity set title = ${"'=1"} where code = 'A1.2'`;
    const csv = await secretariat.caller.plan.workbook({ plan, format: 'csv' });
    const files = unzipSync(new Uint8Array(Buffer.from(csv.content, 'base64')));
    const activities = Buffer.from(files['activities.csv'] ?? []).toString();
    const titles = parse<Record<string, string>>(activities, { columns: true, bom: true }).map(
      (row) => row['title'],
    );
    expect(titles.slice(0, 2)).toEqual([`'${hostile}`, "''=1"]);
    const again = await secretariat.caller.plan.upload({
      files: [{ name: csv.fileName, content: csv.content }],
    });
    expect((await secretariat.caller.plan.preview(again)).compared?.changes).toEqual([]);
    const xlsx = await secretariat.caller.plan.workbook({ plan, format: 'xlsx' });
    const parts = unzipSync(new Uint8Array(Buffer.from(xlsx.content, 'base64')));
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets.length).toBeGreaterThan(5);
    for (const [, sheet] of sheets) expect(Buffer.from(sheet).toString()).not.toMatch(/<f[ >]/);
  });

  test('are text in every column of the values of a round', async () => {
    const season = await createSeason(11);
    const { owner } = season.world;
    try {
      await season.open('2024-H2');
      await season.report('2024-H2', 'TH', {
        until: 'submitted',
        fixed: { 'I-D8': () => [{ by: {}, state: 'reported', text: hostile }] },
      });
      await owner`update tracker.member_state set name = ${`${hostile} x`} where id =
        (select state_id from tracker.reporter where code = 'TH')`;
      await owner`update tracker.indicator set title = ${`\ufeff+1 title`}, unit = '＝1 unit'`;
      const pieces: Uint8Array[] = [];
      for await (const piece of await season.secretariat.caller.round.valuesCsv({ round: '2024-H2' })) {
        pieces.push(piece);
      }
      const rows = parse<Record<string, string>>(Buffer.concat(pieces).toString(), { columns: true });
      expect(rows.length).toBeGreaterThan(20);
      for (const row of rows) {
        expect(row).toMatchObject({
          reporter_name: `'${hostile} x`,
          indicator_title: "'\ufeff+1 title",
          unit: "'＝1 unit",
        });
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[\s"]*[=+@\-＝](?![0-9.]+$)/);
        expect(row['value']).toMatch(/^([0-9.]+)?$/);
      }
      expect(rows.filter(({ text }) => text !== '').map(({ text }) => text)).toContain(`'${hostile}`);
    } finally {
      await season.world.close();
    }
  });

  test('are told by the database as by us', async () => {
    const start = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      ' ',
      '"',
      "'",
      '`',
      '\u00a0',
      '\u200b',
      '\u3000',
      '\ufeff',
      '＝',
      '＋',
      '－',
      '＠',
      '﹢',
      'a',
      '1',
      '.',
      '٣',
      '\u007f',
      '\u2212',
    );
    const texts = fc
      .sample(
        fc.tuple(fc.array(start, { maxLength: 5 }), fc.string({ unit: 'grapheme', maxLength: 4 })),
        2000,
      )
      .map(([marks, rest]) => (marks.join('') + rest).replaceAll('\0', ''));
    const rows = await world.owner<{ text: string; cell: string }[]>`
      select t.text, ${new Part([escapeCellInSql('t.text')], [])} as cell
      from json_array_elements_text(${JSON.stringify(texts)}::json) t(text)`;
    expect(rows).toHaveLength(texts.length);
    for (const { text, cell } of rows) expect([text, cell]).toEqual([text, escapeCell(text)]);
  });
});
