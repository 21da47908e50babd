import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReferenceListName, referenceLists } from '#server/domain/reference/reference-lists.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { readSheets } from './plan-workbooks.ts';

let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
});
afterAll(() => world?.close());

const lists = ['states', 'agencies', 'library-kinds', 'statuses'] as const;

/** The first row of a list, with its version and history. */
async function readFirst(list: ReferenceListName) {
  const { rows } = await secretariat.caller.reference.list({ list });
  const page = await secretariat.caller.reference.row({ list, row: rows[0]?.row ?? '' });
  if (!page.row) throw new Error('The list is empty.');
  return { ...page.row, history: page.history, name: referenceLists[list].nameField };
}

test.each(lists)(
  'the list "%s" is changed on its screen and by a workbook, each kept in its history',
  async (list) => {
    const { row, version, cells, words, name } = await readFirst(list);
    const typed = { ...cells, [name]: 'A name from the screen' };
    const save = { list, row, version, cells: typed, words, after: null };
    expect(await secretariat.caller.reference.save(save)).toMatchObject({ changed: true });
    const { content: file } = await secretariat.caller.listFile.workbook({ list: 'reference', of: list });
    const { [referenceLists[list].title]: sheet = [] } = await readSheets(file);
    expect(sheet.flat()).toContain('A name from the screen');

    const rows = [sheet[0] ?? [], sheet.find((line) => line.includes('A name from the screen')) ?? []].map(
      (line) => ({
        cells: Array.from(line, (text: string | undefined) => ({
          value: (text ?? '').replace('screen', 'workbook'),
          look: 'enterText' as const,
        })),
      }),
    );
    const written = await serialisePlainWorkbook({
      title: 'Lists',
      lists: [],
      sheets: [
        {
          name: referenceLists[list].title,
          visibility: 'visible',
          columns: (sheet[0] ?? []).map(() => ({ width: 20 })),
          rows,
          freeze: null,
          headerRow: null,
          printColumns: null,
          landscape: false,
        },
      ],
    });
    const content = Buffer.from(written).toString('base64');
    const { changes, problems } = await secretariat.caller.reference.preview({ content });
    expect([changes.length, problems]).toEqual([1, []]);
    await secretariat.caller.reference.import({
      rows: changes.map((change) => ({
        list: change.list,
        row: change.row,
        version: change.version,
        cells: change.cells,
        words: change.words,
        ended: change.ended,
      })),
    });
    const after = await readFirst(list);
    expect([after.row, after.cells[name]]).toEqual([row, 'A name from the workbook']);
    expect(after.history).toHaveLength(2);
  },
);
