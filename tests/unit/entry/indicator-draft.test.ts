import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellControlId, findFieldId } from '#app/features/entry/field-ids.ts';
import {
  buildCells,
  buildIndicatorInput,
  type CellDraft,
  fillIndicatorDraft,
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  parseIndicatorDraft,
  readIndicatorForm,
  readIndicatorRevision,
  serialisePick,
} from '#app/features/entry/indicator-draft.ts';
import { readIndicatorSide, serialiseIndicatorSide } from '#app/features/entry/conflict-sides.ts';
import {
  messagesById,
  placeActivityProblems,
  placeIndicatorProblems,
} from '#app/features/entry/placed-problems.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import { indicatorValuesInputSchema } from '#server/domain/value/indicator-value.schema.ts';
import { account, choice, persons, share } from './indicators.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('reading the form of an indicator', () => {
  it('sends a typed number as reported even where no state was chosen, and nothing for an empty cell', () => {
    const draft = readIndicatorForm(
      form({ 'value.total': '12', 'state.total': '', 'value.sex.female': '', 'state.sex.female': '' }),
      persons,
    );
    const { cells, keys } = buildCells(draft, persons);
    expect(cells).toEqual([{ by: {}, state: 'reported', value: '12' }]);
    expect(keys).toEqual(['total']);
  });

  it('keeps zero, "not available" and "not yet reported" apart', () => {
    const draft = readIndicatorForm(
      form({ 'value.total': '0', 'state.total': 'reported', 'state.sex.female': 'not_available' }),
      persons,
    );
    const { cells } = buildCells(draft, persons);
    expect(cells).toEqual([
      { by: {}, state: 'reported', value: '0' },
      { by: { sex: 'female' }, state: 'not_available' },
    ]);
  });

  it('sends a state and a figure that contradict each other as they are, for the server to say so', () => {
    const draft = readIndicatorForm(form({ 'value.total': '5', 'state.total': 'not_available' }), persons);
    const { input, keys } = buildIndicatorInput(draft, persons, 3);
    const parsed = indicatorValuesInputSchema.parse(input);
    const { problems } = checkCells(persons, parsed.cells);
    expect(placeIndicatorProblems(persons, problems, keys)).toEqual([
      {
        fieldId: 'cell-total',
        message: 'Remove the figure, or choose “Figure given, or to come”: a cell cannot be both.',
        label: 'Total, Persons',
      },
    ]);
  });

  it('reads one set of radio buttons for a choice', () => {
    const picked = readIndicatorForm(form({ 'pick.total': 'choice:no' }), choice);
    expect(buildCells(picked, choice).cells).toEqual([{ by: {}, state: 'reported', choice: 'no' }]);
    expect(serialisePick(getCell(picked, 'total'))).toBe('choice:no');
    const none = readIndicatorForm(form({ 'pick.total': 'not_applicable' }), choice);
    expect(buildCells(none, choice).cells).toEqual([{ by: {}, state: 'not_applicable' }]);
    expect(buildCells(readIndicatorForm(form({ 'pick.total': '' }), choice), choice).cells).toEqual([]);
  });

  it('reads an account with the line ends that the database holds', () => {
    const draft = readIndicatorForm(form({ 'text.total': 'one\r\ntwo', note: 'a\rb' }), account);
    expect(getCell(draft, 'total').text).toBe('one\ntwo');
    expect(draft.note).toBe('a\nb');
  });

  it('falls back to the narrowest usual consent when none is sent', () => {
    expect(readIndicatorForm(form({}), persons).release).toBe('regional');
    expect(readIndicatorForm(form({ release: 'everything' }), persons).release).toBe('regional');
  });
});

describe('the way back from a problem to its field', () => {
  it('finds the cell by the place in which it was sent', () => {
    const draft = readIndicatorForm(
      form({ 'value.total': '10', 'value.sex.male': '-1', 'value.age.adult': '1e18' }),
      persons,
    );
    const { cells, keys } = buildCells(draft, persons);
    const parsed = indicatorValuesInputSchema.parse({ indicator: 'I-X', cells, version: 0 });
    const placed = placeIndicatorProblems(persons, checkCells(persons, parsed.cells).problems, keys);
    expect(placed.map(({ fieldId }) => fieldId)).toEqual(['cell-sex.male', 'cell-age.adult']);
    expect(placed.map(({ label }) => label)).toEqual([
      'Sex: Male, Persons',
      'Age: 18 years and over, Persons',
    ]);
    expect(placeActivityProblems([{ path: 'nextSteps', message: 'Too long.' }])).toEqual([
      { fieldId: 'nextSteps', message: 'Too long.', label: 'Next steps' },
    ]);
    expect(messagesById(placed)['cell-sex.male']).toBe('Enter a number that is zero or more.');
  });

  it('leads to the lower number of a percentage', () => {
    const draft = readIndicatorForm(form({ 'numerator.total': '5' }), share);
    const { cells, keys } = buildCells(draft, share);
    const parsed = indicatorValuesInputSchema.parse({ indicator: 'I-X', cells, version: 0 });
    expect(placeIndicatorProblems(share, checkCells(share, parsed.cells).problems, keys)).toEqual([
      {
        fieldId: 'denominator-total',
        message: 'Enter a number, or say why there is none.',
        label: 'Total, Found',
      },
    ]);
    expect(cellControlId('sex=female', 'numerator')).toBe('cell-sex.female');
  });

  it('leads to the last part when the parts exceed the total', () => {
    const draft = readIndicatorForm(
      form({ 'value.total': '10', 'value.sex.female': '6', 'value.sex.male': '5' }),
      persons,
    );
    const { cells, keys } = buildCells(draft, persons);
    const parsed = indicatorValuesInputSchema.parse({ indicator: 'I-X', cells, version: 0 });
    const [problem] = placeIndicatorProblems(persons, checkCells(persons, parsed.cells).problems, keys);
    expect(problem?.fieldId).toBe('cell-sex.male');
  });

  it('knows the fields that findings and questions name', () => {
    expect(findFieldId('indicator', 'total')).toBe('cell-total');
    expect(findFieldId('indicator', 'sex=female')).toBe('cell-sex.female');
    expect(findFieldId('indicator', 'sex')).toBe('by-sex');
    expect(findFieldId('indicator', 'note')).toBe('note');
    expect(findFieldId('activity', 'nextSteps')).toBe('nextSteps');
    expect(findFieldId('activity', 'budget')).toBe('entry');
  });
});

const cellDraft: fc.Arbitrary<CellDraft> = fc
  .record({
    state: fc.constantFrom<CellDraft['state']>('', 'reported', 'not_available', 'not_applicable'),
    value: fc.constantFrom('', '0', '12', '1 250', '-1', 'x'),
  })
  .map(({ state, value }) => ({ state, value, numerator: '', denominator: '', choice: '', text: '' }));
const indicatorDraft: fc.Arbitrary<IndicatorDraft> = fc
  .tuple(...listCellPlaces(persons).map(({ key }) => cellDraft.map((cell) => [key, cell] as const)))
  .map((cells) => ({ cells: Object.fromEntries(cells), note: 'a note', release: 'national' as const }));

describe('a draft on its ways', () => {
  it('comes back from a copy on the device as it was', () => {
    fc.assert(
      fc.property(indicatorDraft, (draft) => {
        expect(parseIndicatorDraft(JSON.parse(JSON.stringify(draft)), persons)).toEqual(draft);
      }),
    );
    expect(parseIndicatorDraft({ cells: null }, persons)).toBeNull();
    expect(parseIndicatorDraft('text', persons)).toBeNull();
  });

  it('means the same to the server after it has been one side of a comparison', () => {
    fc.assert(
      fc.property(indicatorDraft, (draft) => {
        const back = readIndicatorSide(serialiseIndicatorSide(draft, persons), persons);
        const judge = (one: IndicatorDraft) => {
          const { cells } = buildCells(one, persons);
          const parsed = indicatorValuesInputSchema.parse({ indicator: 'I-X', cells, version: 0 });
          return checkCells(persons, parsed.cells);
        };
        expect(judge(back)).toEqual(judge(draft));
        expect(back.note).toBe(draft.note);
        expect(back.release).toBe(draft.release);
      }),
    );
  });

  it('reads stored cells and those of history alike', () => {
    const stored = [
      {
        dimension: null,
        category: null,
        state: 'reported' as const,
        value: '12.5',
        numerator: null,
        denominator: null,
        choice: null,
        text: null,
      },
    ];
    const filled = fillIndicatorDraft({ cells: stored, note: 'n', release: 'withheld' }, persons);
    const revision = {
      cells: [{ state: 'reported', value: '12.5' }],
      note: 'n',
      release: 'withheld',
      version: 4,
    };
    expect(readIndicatorRevision(revision, persons)).toEqual(filled);
    expect(readIndicatorRevision(null, persons)).toEqual(
      fillIndicatorDraft({ cells: [], note: '', release: 'regional' }, persons),
    );
  });
});
