import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { editWorkbook, readSheets } from './plan-workbooks.ts';

let world: World;
let secretariat: Person;
beforeEach(async () => {
  world = await createWorld();
  secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
});
afterEach(() => world.close());

const plan = 'BOHOL-2';
const upload = (name: string, content: string) =>
  secretariat.caller.plan.upload({ files: [{ name, content }] });
const preview = async (name: string, content: string) =>
  secretariat.caller.plan.preview(await upload(name, content));

describe('what goes out comes back in', () => {
  test('as a workbook and as CSV files, without a change', async () => {
    for (const format of ['xlsx', 'csv'] as const) {
      const file = await secretariat.caller.plan.workbook({ plan, format });
      const found = await preview(file.fileName, file.content);
      expect(found.problems).toEqual([]);
      expect(found.refusal).toBeNull();
      expect(found.compared?.changes).toEqual([]);
    }
  });

  test('the files of an archive may be sent one by one', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan, format: 'csv' });
    const files = Object.entries(unzipSync(new Uint8Array(Buffer.from(content, 'base64'))));
    const { upload: id } = await secretariat.caller.plan.upload({
      files: files.map(([name, bytes]) => ({ name, content: Buffer.from(bytes).toString('base64') })),
    });
    expect((await secretariat.caller.plan.preview({ upload: id })).compared?.changes).toEqual([]);
  });

  test('the template explains every column and holds no part of a plan', async () => {
    const { content } = await secretariat.caller.plan.workbook({ format: 'xlsx' });
    const sheets = await readSheets(content);
    expect(sheets['activities']?.length).toBe(1);
    expect(sheets['bodies']?.length).toBeGreaterThan(5);
    const explained = (sheets['Read me'] ?? []).map((row) => `${row[0]}/${row[1]}`);
    for (const column of sheets['activities']?.[0] ?? []) expect(explained).toContain(`activities/${column}`);
  });
});

describe('a changed workbook', () => {
  test('shows every change by cell, writes nothing, and is applied once', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const changed = await editWorkbook(content, (sheets) => {
      sheets.activities('A1.1')['title'] = 'Another title';
      sheets.add('tags', { code: 'new_tag', name: 'A new tag' });
      sheets.activities('A1.2')['tags'] = 'new_tag';
      sheets.remove('activities', 'D1.2');
    });
    const found = await preview('plan.xlsx', changed);
    const seen = found.compared?.changes.map(({ sheet, key, kind }) => `${sheet} ${key} ${kind}`);
    expect(seen).toEqual([
      'activities A1.1 changed',
      'activities A1.2 changed',
      'activities D1.2 removed',
      'tags new_tag added',
    ]);
    expect(found.compared?.changes[0]?.cells).toMatchObject([{ column: 'title', after: 'Another title' }]);
    expect(found.compared?.touched).toEqual([]);
    const input = { upload: found.upload.id, stand: found.compared?.stand ?? '' };
    expect(await secretariat.caller.plan.accept(input)).toEqual({ plan, changes: 4, amendment: null });
    expect(await secretariat.caller.plan.accept(input)).toEqual({ plan, changes: 0, amendment: null });
    const [row] = await world.owner`select title from tracker.activity where code = 'A1.1'`;
    expect(row?.['title']).toBe('Another title');
    expect((await preview('plan.xlsx', changed)).compared?.changes).toEqual([]);
  });

  test('is refused when the plan moved since the preview', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const changed = await editWorkbook(content, (sheets) => {
      sheets.activities('A1.1')['title'] = 'Another title';
    });
    const found = await preview('plan.xlsx', changed);
    await world.owner`update tracker.activity set title = 'Meanwhile' where code = 'A1.2'`;
    await expect(
      secretariat.caller.plan.accept({ upload: found.upload.id, stand: found.compared?.stand ?? '' }),
    ).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
  });

  test('names its problems by sheet and cell, the same advice once, and marks them in the workbook', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const changed = await editWorkbook(content, (sheets) => {
      for (const code of ['A1.2', 'A1.3']) sheets.activities(code)['lead'] = 'SOMTCC';
      sheets.row('bodies', 'SOMTC')['pillar'] = 'none';
      sheets.row('rounds', '2025-H1')['due_on'] = 'soon';
    });
    const { problems, compared, upload: stored } = await preview('plan.xlsx', changed);
    expect(compared).toBeNull();
    const places = problems.map(({ places: all }) => all.map(({ sheet, cell }) => `${sheet} ${cell}`));
    expect(places).toEqual([['activities E3', 'activities E4'], ['bodies C2'], ['rounds F3']]);
    expect(problems[0]?.message).toBe('There is no body “SOMTCC”. Did you mean “SOMTC”?');

    const marked = await secretariat.caller.plan.markedWorkbook({ upload: stored.id });
    expect(marked.fileName).toBe('plan-marked.xlsx');
    const sheets = await readSheets(marked.content);
    expect(sheets['Problems']?.map((row) => row.slice(0, 2).join(' '))).toEqual([
      'Sheet Cell',
      'activities E3',
      'activities E4',
      'bodies C2',
      'rounds F3',
    ]);
    expect(sheets['activities']?.[2]?.[4]).toBe('SOMTCC');
    const parts = unzipSync(Buffer.from(marked.content, 'base64'), {
      filter: ({ name }) => /comments/.test(name),
    });
    const notes = Object.values(parts).map((bytes) => strFromU8(bytes));
    expect(notes.filter((note) => note.includes('ref="E3"') && note.includes('Did you mean'))).toHaveLength(
      1,
    );
    // Corrected or not, it is read as the file that it came from.
    expect((await preview('plan-marked.xlsx', marked.content)).problems).toEqual(problems);
  });

  test('takes acronyms as bodies write them, and refuses rounds whose periods overlap', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const edit = async (acronym: string, start: string) => {
      const changed = await editWorkbook(content, (sheets) => {
        const body = { name: 'A new body', pillar: 'ASCC', starts_on: '2023-01-01' };
        sheets.add('bodies', { ...body, acronym });
        sheets.activities('A1.1')['lead'] = acronym;
        sheets.row('rounds', '2025-H2')['period_start'] = start;
      });
      return (await preview('plan.xlsx', changed)).problems.map(({ message }) => message);
    };
    expect(await edit('AICHRep', '2025-06-30')).toEqual([
      'The periods of 2025-H2 and 2025-H1 overlap. Each day belongs to one round.',
    ]);
    expect((await edit('Slom', '2025-07-01')).at(-1)).toBe(
      'This body is stored as “SLOM”. Write it so everywhere.',
    );
  });

  test('keeps “all” to the bodies of its own plan', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const all = await editWorkbook(content, (sheets) => {
      sheets.activities('A1.2')['cooperating'] = 'all';
    });
    const first = await preview('plan.xlsx', all);
    await secretariat.caller.plan.accept({ upload: first.upload.id, stand: first.compared?.stand ?? '' });
    // A body that came with another plan.
    await world.owner`
      with body as (insert into tracker.sectoral_body (acronym, name, pillar) values ('OTHER', 'Another', 'ASCC')
        returning id)
      insert into tracker.mandate (body_id, starts_on) select id, '2023-01-01' from body`;
    const { content: after } = await secretariat.caller.plan.workbook({ plan });
    expect((await readSheets(after))['activities']?.[2]?.[5]).toBe('all');
    expect((await preview('plan.xlsx', after)).compared?.changes).toEqual([]);
  });

  test('says what is probably a slip, and lets it be applied', async () => {
    const { content } = await secretariat.caller.plan.workbook({ plan });
    const changed = await editWorkbook(content, (sheets) => {
      sheets.row('indicators', 'I-C5')['targets'] = '2025=40; 2026=30';
      sheets.activities('A1.2')['title'] = sheets.activities('A1.3')['title'];
    });
    const { problems, warnings, compared } = await preview('plan.xlsx', changed);
    expect(problems).toEqual([]);
    expect(compared?.changes).toHaveLength(2);
    const said = warnings.map(({ message, places }) => `${places[0]?.cell} ${message}`);
    expect(said).toEqual([
      'C3 This is also the title of A1.3.',
      expect.stringContaining('the target of 2026 (30) is below that of 2025 (40)'),
    ]);
  });
});

test('files that are no plan are refused with a sentence', async () => {
  const pack = (files: Record<string, string>) =>
    Buffer.from(
      zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
    ).toString('base64');
  const refused: [string, string, RegExp][] = [
    ['plan.xlsx', '', /empty/],
    ['plan.pdf', Buffer.from('%PDF-1.7').toString('base64'), /PDF/],
    ['areas.csv', Buffer.from('code,title\nA,Area\n').toString('base64'), /are missing/],
    ['other.csv', Buffer.from('a,b\n').toString('base64'), /no file of a plan/],
    ['plan.zip', pack({ 'plan.csv': 'code\n"A' }), /plan\.csv/],
    ['plan.zip', pack({ 'notes.txt': 'A' }), /./],
  ];
  for (const [name, content, sentence] of refused) {
    await expect(upload(name, content), name).rejects.toThrow(sentence);
  }
});

test('only the secretariat changes a plan, whatever reaches the database', async () => {
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const { content } = await secretariat.caller.plan.workbook({ plan });
  await expect(focal.caller.plan.upload({ files: [{ name: 'plan.xlsx', content }] })).rejects.toMatchObject({
    cause: { code: 'FORBIDDEN' },
  });
  await expect(
    world.connections.app.$client`update tracker.activity set title = 'Mine' where code = 'A1.1'`,
  ).rejects.toMatchObject({ code: '42501' });
});
