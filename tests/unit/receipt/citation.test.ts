import { describe, expect, it } from 'vitest';
import { buildCitation } from '#server/domain/receipt/citation.ts';

const publication = {
  number: 3,
  title: 'Progress in the second half of 2025',
  publishedAt: '2026-06-16T02:00:00.000Z',
  planTitle: 'Plan',
};
const address = 'https://tracker.test/figures/I-B3.course?publication=3';
const cite = (title: string) =>
  buildCitation({ key: 'I-B3.course', title, kind: 'Figure', publication, address });

describe('a citation', () => {
  it('names author, day, title, kind, publication and the address that stays', () => {
    const { apa, plain } = cite('434 persons.');
    expect(apa).toBe(
      `Bohol tracker. (2026, June 16). 434 persons [Figure]. Publication 3: Progress in the second half of 2025. ${address}`,
    );
    expect(plain).toBe(`Bohol tracker, “434 persons”, publication 3 of 16 June 2026, ${address}`);
  });

  it('names the plan where a whole publication is cited', () => {
    const { apa } = buildCitation({
      key: 'tracker',
      title: publication.title,
      kind: 'Data set',
      publication,
      address: 'https://tracker.test/publications/3',
    });
    expect(apa).toBe(
      'Bohol tracker. (2026, June 16). Progress in the second half of 2025 [Data set]. Publication 3 on the Plan. https://tracker.test/publications/3',
    );
  });

  it('writes for TeX no sign that TeX would take for a command', () => {
    const { bibtex } = cite('50% of R&D_{x} costs $5 #1 ~ ^ \\end');
    const title = /title = \{\{(.*)\}\},/.exec(bibtex)?.[1] ?? '';
    expect(title).toBe(
      '50\\% of R\\&D\\_\\{x\\} costs \\$5 \\#1 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}end',
    );
    expect(bibtex).toContain('@misc{bohol-I-B3.course-publication-3,');
    expect(bibtex).toContain(`url = {${address}}`);
  });

  it('lets no title begin another field of a RIS file', () => {
    const { ris } = cite('One\r\nER  - \r\nTY  - BOOK');
    expect(ris.split('\r\n').map((line) => line.slice(0, 5))).toEqual([
      'TY  -',
      'AU  -',
      'TI  -',
      'PY  -',
      'DA  -',
      'ET  -',
      'T2  -',
      'UR  -',
      'ER  -',
      '',
    ]);
    expect(ris).toContain('DA  - 2026/06/16');
  });
});
