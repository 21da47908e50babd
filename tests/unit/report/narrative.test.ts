import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNarrative, resolveNarrative } from '#server/domain/report/narrative.rules.ts';
import { type Fact, parseReference, serialiseReference } from '#server/domain/report/reference.rules.ts';

const facts = new Map<string, Fact>([
  ['I-B3', { kind: 'number', text: '1 417' }],
  ['I-B3 sex=female', { kind: 'mark', mark: 'suppressed', text: 'suppressed' }],
]);
const plain = (text: string) =>
  resolveNarrative(parseNarrative(text).blocks, facts).blocks.flatMap((block) =>
    (block.kind === 'paragraph' ? [block.runs] : block.items).map((runs) =>
      runs.map((run) => run.text).join(''),
    ),
  );

describe('a narrative', () => {
  it('has paragraphs, lists, strong words and references', () => {
    const { blocks, problems } = parseNarrative(
      'States found **many** victims:\n{{ I-B3 }}.\n\n- first {{activities  late A}}\n  and on\n- second',
    );
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([
      {
        kind: 'paragraph',
        runs: [
          { text: 'States found ' },
          { text: 'many', strong: true },
          { text: ' victims: ' },
          { kind: 'text', text: '' },
          { kind: 'reference', reference: { kind: 'indicator', indicator: 'I-B3' } },
          { text: '.' },
        ].filter((run) => run.text !== ''),
      },
      {
        kind: 'list',
        items: [
          [
            { text: 'first ' },
            { reference: { kind: 'activities', group: 'late', area: 'A' } },
            { text: ' and on' },
          ],
          [{ text: 'second' }],
        ],
      },
    ]);
  });

  it('shows numbers, and words where there is none', () => {
    expect(plain('{{I-B3}} victims, {{I-B3 sex=female}} women')).toEqual(['1 417 victims, suppressed women']);
  });

  it('never turns an unknown reference into nothing', () => {
    const { blocks } = parseNarrative('We saw {{I-X9}}.');
    expect(resolveNarrative(blocks, facts).problems).toEqual([
      { reference: 'I-X9', message: 'Nothing in this round answers to {{I-X9}}.' },
    ]);
    expect(plain('We saw {{I-X9}}.')).toEqual(['We saw [unknown reference: I-X9].']);
  });

  it.each([
    ['one\nsee {{I-B3', { line: 2, column: 5 }],
    ['see }} here', { line: 1, column: 5 }],
    ['{{}}', { line: 1, column: 1 }],
    ['- {{reports}}', { line: 1, column: 3 }],
    ['{{I-B3 non/sense}}', { line: 1, column: 1 }],
    ['{{I-B3 {{I-B3}}', { line: 1, column: 1 }],
  ])('says where %j is wrong and keeps it as typed', (text, place) => {
    expect(parseNarrative(text).problems).toMatchObject([place]);
    expect(plain(text).join('')).toContain(
      text.includes('{{I-B3 {{') ? '{{I-B3 ' : text.split(/\n|- /).at(-1),
    );
  });

  it('can be read whatever is typed, and loses no letter', () => {
    const piece = fc.constantFrom('{{', '}}', '**', '-', ' ', '\n', 'I-B3', 'late', 'x=y', 'é', '1,417');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const letters = (value: string) => value.replace(/[\s{}*-]/g, '');
        const shown = parseNarrative(text).blocks.flatMap((block) =>
          (block.kind === 'paragraph' ? [block.runs] : block.items).flat(),
        );
        expect(letters(shown.map((run) => (run.kind === 'text' ? run.text : run.source)).join(''))).toBe(
          letters(text),
        );
      }),
    );
  });
});

describe('a reference', () => {
  const code = fc.constantFrom('I-B3', 'I-D10', 'X1');
  const reference = fc.oneof(
    fc
      .record({
        kind: fc.constant('indicator' as const),
        indicator: code,
        round: fc.constantFrom(null, '2025-H1', 'R4'),
        part: fc.constantFrom(null, ['sex', 'female']),
        aspect: fc.constantFrom('value' as const, 'coverage' as const, 'change' as const),
      })
      .map(({ part, ...rest }) => ({ ...rest, dimension: part?.[0] ?? null, category: part?.[1] ?? null })),
    fc.record({
      kind: fc.constant('activities' as const),
      group: fc.constantFrom(null, 'late', 'on_track'),
      area: fc.constantFrom(null, 'A', 'B1', 'b1'),
      lens: fc.constant(null),
    }),
    fc.constant({ kind: 'activities' as const, group: 'done', area: null, lens: 'online-scams' }),
    fc.record({
      kind: fc.constant('reports' as const),
      of: fc.constantFrom('states' as const, 'bodies' as const),
    }),
  );

  it('is read as it was written', () => {
    fc.assert(
      fc.property(reference, (given) => {
        expect(parseReference(`  ${serialiseReference(given)} `)).toEqual({ ok: true, reference: given });
      }),
    );
  });

  it('has one way to be written, whatever the order of its words', () => {
    const read = parseReference('I-B3 coverage sex=female 2025-H1');
    expect(read.ok && serialiseReference(read.reference)).toBe('I-B3 2025-H1 sex=female coverage');
  });
});
