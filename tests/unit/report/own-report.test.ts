import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildEditions } from '#server/domain/report/build-editions.calculations.ts';
import { describeCell, listTables } from '#server/domain/report/document.types.ts';
import type { OwnReport, OwnValue } from '#server/domain/report/edition-facts.types.ts';
import { randomSources } from './random-plan.ts';

const [{ source } = { source: null }] = fc.sample(randomSources, { numRuns: 1, seed: 7 });
if (!source) throw new Error('A sample of one has one.');
const account = 'The committee moved one training course from headquarters to local offices.';

/** The tables of what Cambodia has reported, with these values and one status. */
function listOwn(values: (Partial<OwnValue> & Pick<OwnValue, 'measure'>)[]) {
  const known = source!.own.get('KH');
  const [value] = known?.values ?? [];
  const [activity] = known?.activities ?? [];
  if (!known || !value || !activity) throw new Error('There is such a report.');
  const own: OwnReport = {
    ...known,
    isAccepted: true,
    activities: [{ ...activity, status: 'Delayed' }],
    values: values.map((one) => ({ ...value, part: 'Total', isInternal: false, ...one })),
  };
  const statuses = [
    { code: 'late', label: 'Delayed', mark: 'hatched', isLate: true, isDone: false, isOnTrack: false },
  ];
  const restricted = { ...source!.restricted, statuses };
  const made = buildEditions({ ...source!, restricted, own: new Map([['KH', own]]) });
  const edition = made.find(({ edition: kind, scope }) => kind === 'state' && scope === 'KH');
  if (!edition) throw new Error('There is such an edition.');
  const tables = new Map(listTables(edition.document).map((table) => [table.id, table]));
  const rows = (id: string) =>
    (tables.get(id)?.rows ?? []).flatMap((row) => ('group' in row ? [] : [row.cells]));
  return { activities: rows('table-own-activities'), values: rows('table-own-values') };
}

it('an account in words stands where it can be read, and is no number', () => {
  const { values } = listOwn([{ measure: 'text', state: 'reported', answer: account, value: null }]);
  expect(values[0]?.map(describeCell).slice(1, 4)).toEqual([account, '', '']);
  expect(values[0]?.[1]?.kind).toBe('words');
});

it('“Yes” counts no states, and what leaves the state is said in a line', () => {
  const { values } = listOwn([
    {
      measure: 'choice',
      state: 'reported',
      answer: 'Yes',
      value: null,
      unit: 'states',
      release: 'national',
    },
    { measure: 'count', state: 'reported', answer: null, value: '7', unit: 'persons', release: 'regional' },
  ]);
  expect(values.map((cells) => cells.map(describeCell).slice(2))).toEqual([
    ['Yes', '', 'As its own figure'],
    ['7', 'persons', 'In regional totals only'],
  ]);
});

it('has every status in its colour', () => {
  const { activities } = listOwn([]);
  expect(activities[0]?.[2]).toMatchObject({ text: 'Delayed', symbol: 'hatched' });
});
