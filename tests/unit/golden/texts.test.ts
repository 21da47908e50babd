import { describe, expect, test } from 'vitest';
import { diffLines } from '#tests/golden/diff-lines.ts';
import { textOfHtml } from '#tests/golden/text-of-html.ts';
import { textOfAnswer, textOfValue, withoutChance } from '#tests/golden/text-of-value.ts';
import { listPatterns } from '#tests/golden/wanted.ts';

describe('what is kept of an answer', () => {
  test('a page loses its looks and keeps every word, link and label', () => {
    const html = `<!DOCTYPE html><style>p{}</style><p class="a b" nonce="x" id="_R_3_">One  <a href="/plan" aria-label="The plan">two</a></p>
      <script nonce="x">chance()</script><script type="application/ld+json">{"a":1}</script><hr/>`;
    const text = textOfHtml(html);
    expect(text.split('\n')).toEqual([
      '<!DOCTYPE html>',
      '<p id="<n>">',
      'One',
      '<a href="/plan" aria-label="The plan">',
      'two',
      '</a>',
      '</p>',
      '<script type="application/ld+json">',
      '{"a":1}',
      '</script>',
      '<hr>',
    ]);
    expect(textOfHtml(html.replace('two', 'three'))).not.toBe(text);
    expect(textOfHtml(html.replace('/plan', '/plans'))).not.toBe(text);
  });

  test('a value keeps every figure, in whatever order its names come', () => {
    expect(textOfValue({ b: 1, a: [null, '2'] })).toBe(textOfValue({ a: [null, '2'], b: 1 }));
    expect(textOfValue({ a: ['1', '2'] })).not.toBe(textOfValue({ a: ['2', '1'] }));
    expect(textOfValue({ a: 0 })).not.toBe(textOfValue({ a: null }));
    expect(textOfValue({ a: undefined, open: () => 1 })).toBe('{}');
  });

  test('a list without an order is put in one, and any other keeps its own', () => {
    const answer = { coverage: [{ round: 'b' }, { round: 'a' }], areas: ['b', 'a'] };
    const turned = { coverage: [{ round: 'a' }, { round: 'b' }], areas: ['b', 'a'] };
    const asked = 'dashboard.exchange';
    expect(textOfAnswer(asked, turned)).toBe(textOfAnswer(asked, answer));
    expect(textOfAnswer(asked, { ...answer, areas: ['a', 'b'] })).not.toBe(textOfAnswer(asked, answer));
    expect(textOfAnswer('dashboard.plan', turned)).not.toBe(textOfAnswer('dashboard.plan', answer));
  });

  test('checksums and random names are masked, and numbers and set moments are not', () => {
    const sum = 'ab'.repeat(32);
    expect(withoutChance(`${sum} ${sum.slice(0, 32)}`)).toBe('<sha256> <id>');
    expect(withoutChance('Checksum d4c0cb14 d326a222 24754a87')).toBe('Checksum <sha256>');
    expect(withoutChance('changed 2026-12-01T07:25:38.008266+00:00')).toBe('changed <now>');
    for (const same of [
      '2025-02-10T08:00:00.000Z',
      '2025-02-10T08:00:00+00:00',
      '1250.5',
      '12345678',
      'I-B3',
    ])
      expect(withoutChance(same)).toBe(same);
  });
});

describe('a difference', () => {
  test('is shown with the lines beside it', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const changed = lines.map((line) => (line === 'd' ? 'other' : line));
    expect(diffLines(lines.join('\n'), changed.join('\n'))).toBe(
      '@@ line 4 @@\n  b\n  c\n- d\n+ other\n  e\n  f',
    );
    expect(diffLines('a\nb', 'a\nb')).toBe('');
  });

  test('at its end and of far more lines than are shown is still one', () => {
    expect(diffLines('a', 'a\nb')).toContain('+ b');
    expect(diffLines('', Array.from({ length: 99 }, String).join('\n'), 5)).toMatch(/… and \d+ more lines$/);
  });

  test('is wanted where a pattern of the list names it, with a reason', () => {
    const [pattern] = listPatterns(
      'Words.\n- `demo GET /publications/3/report.*`: the demo publishes its report',
    );
    expect(pattern?.test('demo GET /publications/3/report.pdf')).toBe(true);
    expect(pattern?.test('demo GET /publications/3')).toBe(false);
    expect(() => listPatterns('- demo GET /')).toThrow(/listed as/);
    expect(() => listPatterns('- `demo GET /`:')).toThrow(/listed as/);
  });
});
