import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkLibraryItem,
  findCodeProblem,
  buildLibraryCode,
  type LibraryCodes,
  type LibraryItemInput,
} from '#server/domain/library/library-item.rules.ts';

const codes: LibraryCodes = {
  kinds: new Map([
    ['study', { isCooperation: false }],
    ['agreement', { isCooperation: true }],
  ]),
  states: new Set(['KH', 'LA', 'TH']),
  bodies: new Set(['SOMTC']),
  partners: new Set(['unodc']),
  activities: new Set(['A1.1', 'C3.1']),
  lenses: new Set(['online-scams']),
};
const good: LibraryItemInput = {
  kind: 'study',
  title: 'A study',
  summary: 'What was found.',
  happenedOn: '',
  endedOn: '',
  year: '',
  organisers: '',
  place: '',
  url: '',
  basis: 'A letter',
  states: [],
  bodies: [],
  partners: [],
  activities: [],
  lenses: [],
};
const check = (change: Partial<LibraryItemInput>) => checkLibraryItem({ ...good, ...change }, codes);
const paths = (change: Partial<LibraryItemInput>) => check(change).problems.map(({ path }) => path);

describe('an entry', () => {
  test('is stored without white space around it, codes once and in order, with the year of its day', () => {
    const { content, problems } = check({
      title: '  A study \r\n',
      states: ['TH', 'KH', ' TH '],
      happenedOn: ' 2025-06-02 ',
      url: 'www.example.org/report',
    });
    expect(problems).toEqual([]);
    expect(content).toMatchObject({
      title: 'A study',
      states: ['KH', 'TH'],
      happenedOn: '2025-06-02',
      year: 2025,
      url: 'https://www.example.org/report',
    });
  });

  test.each<[string, Partial<LibraryItemInput>, string[]]>([
    ['no title', { title: ' \n' }, ['title']],
    ['a title of two lines', { title: 'One\nTwo' }, ['title']],
    ['a title that is too long', { title: 'x'.repeat(301) }, ['title']],
    ['no summary', { summary: '' }, ['summary']],
    ['a summary that is too long', { summary: 'ក'.repeat(4001) }, ['summary']],
    ['hidden marks that turn the text', { summary: 'a\u202eb' }, ['summary']],
    ['an unknown kind', { kind: 'song' }, ['kind']],
    ['a day that is none', { happenedOn: '2025-02-30' }, ['happenedOn']],
    ['a day in words', { happenedOn: '2 June 2025' }, ['happenedOn']],
    ['a day long ago', { happenedOn: '1066-10-14' }, ['happenedOn']],
    ['an end before the beginning', { happenedOn: '2025-06-02', endedOn: '2025-06-01' }, ['endedOn']],
    ['an end without a beginning', { endedOn: '2025-06-01' }, ['happenedOn']],
    ['a year of another day', { happenedOn: '2025-06-02', year: '2024' }, ['year']],
    ['a year in words', { year: 'last year' }, ['year']],
    ['neither source nor address', { basis: ' ' }, ['basis']],
    ['an address that runs', { url: 'javascript:alert(1)' }, ['url']],
    ['an address with a key', { url: 'https://example.org/?token=1' }, ['url']],
    ['an unknown state', { states: ['KH', 'XX', 'YY'] }, ['states']],
    ['an unknown activity', { activities: ['Z9.9'] }, ['activities']],
    [
      'an unknown partner, body and lens',
      { partners: ['x'], bodies: ['x'], lenses: ['x'] },
      ['bodies', 'partners', 'lenses'],
    ],
    ['cooperation of one state', { kind: 'agreement', states: ['KH', 'KH'] }, ['states']],
  ])('with %s is refused at the field', (_, change, expected) => {
    expect(paths(change)).toEqual(expected);
  });

  test('of a plan with emoji, Khmer and Arabic is taken', () => {
    expect(paths({ title: 'សិក្សា 🧭 دراسة', summary: 'รายงาน\nสองบรรทัด' })).toEqual([]);
  });

  test('names an unknown code without repeating a flood of it', () => {
    const [problem] = check({ states: ['S'.repeat(100), 'T', 'U'] }).problems;
    expect(problem?.message.length).toBeLessThan(100);
    expect(problem?.message).toContain('2 others');
  });
});

test('whatever is typed is either refused or fits the database', () => {
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('study', 'agreement', 'x'),
        title: fc.string({ unit: 'binary', maxLength: 400 }),
        summary: fc.string({ unit: 'binary', maxLength: 4100 }),
        happenedOn: fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
        ),
        endedOn: fc.oneof(fc.constant(''), fc.string()),
        year: fc.oneof(fc.constant(''), fc.string(), fc.nat(3000).map(String)),
        url: fc.oneof(fc.constant(''), fc.webUrl(), fc.string()),
        basis: fc.string({ maxLength: 600 }),
        place: fc.string({ maxLength: 250 }),
        organisers: fc.string({ maxLength: 600 }),
        states: fc.array(fc.constantFrom('KH', 'TH', 'LA', 'XX', '')),
        activities: fc.array(fc.string()),
      }),
      (typed) => {
        const { content, problems } = check(typed);
        if (problems.length > 0) return;
        expect(content.title.length).toBeGreaterThan(0);
        expect(content.title.length).toBeLessThanOrEqual(300);
        expect(content.summary.length).toBeLessThanOrEqual(4000);
        expect(content.title + content.summary + content.basis).not.toContain('\u0000');
        if (content.url !== null) expect(content.url).toMatch(/^https?:\/\//);
        if (content.happenedOn !== null) expect(content.year).toBe(Number(content.happenedOn.slice(0, 4)));
        if (content.endedOn !== null) expect(content.endedOn >= (content.happenedOn ?? '9')).toBe(true);
        if (content.year !== null) expect(content.year).toBeGreaterThanOrEqual(1990);
      },
    ),
  );
});

describe('an address', () => {
  test('is made from the title', () => {
    expect(buildLibraryCode('Roundtable: follow the money')).toBe('roundtable-follow-the-money');
    expect(buildLibraryCode('Việt Nam & Lao PDR')).toBe('viet-nam-lao-pdr');
    expect(buildLibraryCode('ការសិក្សា')).toBe('');
  });

  test('that is suggested is one that is taken, or empty', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (title) => {
        const code = buildLibraryCode(title);
        if (code !== '' && code !== 'new') expect(findCodeProblem(code)).toBeNull();
      }),
    );
  });

  test.each(['', 'new', 'Two Words', 'a--b', '-a', 'a/b', 'ក', 'x'.repeat(121)])('%j is refused', (code) => {
    expect(findCodeProblem(code)).not.toBeNull();
  });
});
