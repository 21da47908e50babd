import { expect, it } from 'vitest';
import { decideFigures, type FigureInput } from '#server/domain/publication/decide-figures.ts';
import { addressOf } from '#server/domain/publication/documents.ts';
import { buildEditionRules } from '#server/domain/publication/edition-rule.rules.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { decideOnce } from '#server/publications/remembered-decisions.ts';

const round = '2025-H1';
const nothing = { dimension: null, category: null, numerator: null, denominator: null, choice: null };

const input: FigureInput = {
  rounds: [round],
  indicators: [
    {
      id: 1,
      code: 'I-1',
      measure: 'count',
      aggregation: 'sum',
      disclosureClass: 'public',
      personCount: true,
      reportedBy: 'states',
      derivation: null,
      choices: [],
      dimensions: [],
    },
  ],
  reports: new Map([
    [
      1,
      ['KH', 'LA', 'MM', 'PH', 'VN'].map((reporter, index) => ({
        round,
        reporter,
        included: true,
        release: 'regional' as const,
        cells: [{ ...nothing, valueId: index, state: 'reported' as const, value: String(40 + index) }],
      })),
    ],
  ]),
  submissions: [],
  statuses: [],
  earlier: new Map(),
  superseded: [],
  equalities: [],
};

it('what a thread has decided is not decided again by whoever asked for it', async () => {
  const decideHere = () =>
    decideFigures({
      ...input,
      remember: (key) =>
        decideOnce(key, () => {
          throw new Error('This is decided here.');
        }),
    });
  expect(decideHere).toThrow('This is decided here.');
  const decided = await decideInThread({ ...input, remember: decideOnce });
  expect(decided).toEqual(decideFigures(input));
  // Known by now, and a figure of its own again.
  expect(await decideInThread({ ...input, remember: decideOnce })).toEqual(decided);
  expect(decideHere()).toEqual(decideFigures(input));
  expect(decideHere().figures.find(({ scope }) => scope === 'region')?.value).toBe('210');
});

it('decides for readers of restricted editions too, and leaves out what has not changed', async () => {
  const rules = buildEditionRules(3);
  const decideHere = () =>
    decideFigures(
      {
        ...input,
        remember: (key) =>
          decideOnce(key, () => {
            throw new Error('This is decided here.');
          }),
      },
      rules,
    );
  expect(decideHere).toThrow('This is decided here.');
  const decided = await decideInThread({ ...input, remember: decideOnce }, rules);
  expect(decided).toEqual(decideFigures(input, rules));
  expect(decideHere()).toEqual(decided);
  const unchanged = new Set([addressOf.values('I-1', round)]);
  expect((await decideInThread({ ...input, remember: decideOnce }, {}, unchanged)).figures).toEqual([]);
});
