import { describe, expect, it } from 'vitest';
import { buildPublicNarrative } from '#server/domain/report/build-editions.calculations.ts';
import type { Fact } from '#server/domain/report/reference.rules.ts';
import {
  listSectionProblems,
  buildSavedFacts,
  findTypedFigures,
} from '#server/domain/report/section-problems.rules.ts';

const number = (text: string): Fact => ({ kind: 'number', text });
const restricted = new Map<string, Fact>([
  ['I-B1', number('1,417')],
  ['I-B1 2025-H2', number('1,417')],
  ['I-B1 sex=female', number('812')],
  ['I-B2', number('62.5%')],
  ['I-B2 coverage', number('9 of 11 states')],
  ['activities', number('43')],
]);
const typed = (text: string) => findTypedFigures(text, restricted).map(({ text: of }) => of);

describe('a number typed by hand', () => {
  it.each([
    ['We found 1,417 persons.', '1,417'],
    ['We found 1417 persons.', '1417'],
    ['We found 1,417 persons.', '1,417'],
    ['Of 43 activities', '43'],
    ['a share of 62.5%', '62.5%'],
    ['women: 812', '812'],
    // No figure of the round, and yet it looks like one: it may have been one.
    ['We found 1,420 persons.', '1,420'],
    ['a share of 61%', '61%'],
  ])('is seen in %j', (text, found) => expect(typed(text)).toEqual([found]));

  it.each([
    'in 2025 and 1999',
    'the round 2025-H2',
    'under A1.43 and I-B43',
    'Article 43',
    'on 43 May',
    'section 43',
    'a share of {{I-B2}} or {{I-B1 sex=female}}',
    'three of 7 states',
    '62.5 persons',
    '17 meetings',
    '43rd meeting',
  ])('is not suspected in %j', (text) => expect(typed(text)).toEqual([]));

  it('is told which reference to use, totals first', () => {
    expect(listSectionProblems('One\n\n1,417 persons and 1,420', restricted)).toEqual([
      {
        kind: 'typed',
        line: 3,
        message: '1,417 is typed by hand; use {{I-B1}}, or {{I-B1 2025-H2}} if that is meant.',
      },
      {
        kind: 'stale',
        line: 3,
        message:
          '1,420 is typed by hand and is no figure of this round. Use a reference, which cannot go stale; if it is no figure of the plan, write {{=1,420}}.',
      },
    ]);
  });
});

describe('problems of a section', () => {
  it('tell of numbers that have moved since it was saved', () => {
    const text = 'It rose to {{ I-B1 }}.';
    const saved = buildSavedFacts(text, new Map([['I-B1', number('1,300')]]));
    expect(listSectionProblems(text, restricted, saved)).toMatchObject([{ kind: 'moved', line: 1 }]);
    expect(listSectionProblems(text, restricted, buildSavedFacts(text, restricted))).toEqual([]);
  });

  it('are those of the grammar alone before the round is compiled', () => {
    expect(listSectionProblems('{{I-X}} and {{ and 1,417', null)).toMatchObject([
      { kind: 'grammar', line: 1 },
    ]);
  });
});

describe('what the public reads', () => {
  const facts = {
    restricted,
    public: new Map<string, Fact>([
      ...restricted,
      ['I-B1 sex=female', { kind: 'mark', mark: 'suppressed', text: 'suppressed' }],
    ]),
  };
  const read = (text: string) => {
    const { blocks, leftOut } = buildPublicNarrative(text, facts);
    return { leftOut, words: JSON.stringify(blocks) };
  };

  it('has no paragraph around a figure that is held back, as a reference or typed', () => {
    for (const secret of ['Women rose to {{I-B1 sex=female}}.', 'Women rose to 812.', 'Women: {{I-X9}}.']) {
      const { words, leftOut } = read(
        `All: {{I-B1}}.\n\n${secret} Much more.\n\n- {{activities}}\n- ${secret}`,
      );
      expect(leftOut).toBe(2);
      expect(words).not.toMatch(/Women|812|suppressed|Much more/);
      expect(words).toContain('1,417');
      expect(words).toContain('43');
    }
  });
});
