import { describe, expect, it } from 'vitest';
import {
  describeRewording,
  type WordedIndicator,
} from '#server/domain/receipt/comparability.calculations.ts';

const worded = (publication: number, change: Partial<WordedIndicator> = {}): WordedIndicator => ({
  publication,
  title: 'Victims identified',
  definition: 'Persons identified.',
  countingRule: 'Count once.',
  unit: 'persons',
  aggregation: 'sum',
  numeratorLabel: null,
  denominatorLabel: null,
  dimensions: [{ code: 'sex', name: 'Sex', categories: [{ code: 'female', name: 'Female' }] }],
  choices: [],
  ...change,
});

describe('notes that definitions make of themselves', () => {
  it('are none while nothing changes, nor where only a title or the name of a category is other', () => {
    const renamed = worded(2, {
      title: 'Victims formally identified',
      dimensions: [{ code: 'sex', name: 'By sex', categories: [{ code: 'female', name: 'Women' }] }],
    });
    expect(describeRewording([])).toEqual([]);
    expect(describeRewording([worded(1)])).toEqual([]);
    expect(describeRewording([worded(1), renamed])).toEqual([]);
  });

  it('name the publication, what changed, and the words before', () => {
    const notes = describeRewording([
      worded(1),
      worded(2),
      worded(3, { definition: 'Persons formally identified.' }),
      worded(4, { definition: 'Persons formally identified.', unit: 'cases', dimensions: [] }),
    ]);
    expect(notes.map(({ publication, note }) => [publication, note])).toEqual([
      [3, 'The definition was changed with publication 3. Definition before: “Persons identified.”'],
      [4, 'The unit and the splits were changed with publication 4. Unit before: persons.'],
    ]);
    expect(notes[0]).toMatchObject({ kind: 'definition', reporter: null, round: null });
  });

  it('compare with the publication before that has the indicator', () => {
    const [note] = describeRewording([worded(1), worded(5, { countingRule: 'Count twice.' })]);
    expect(note?.note).toContain('with publication 5. Counting rule before: “Count once.”');
  });
});
