import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildPermanentLink,
  citeFigure,
  citePublication,
  citeValue,
} from '#app/features/receipt/citation.tsx';
import { createFileResponse, listCitationFiles } from '#app/features/receipt/receipt-files.ts';
import { buildCitation, type Cited } from '#server/domain/receipt/citation.ts';
import type { FigureReceipt, ValueReceipt } from '#app/contract.ts';

const publication = {
  number: 3,
  title: 'Progress in the second half of 2025',
  publishedAt: '2026-06-16T02:00:00.000Z',
  planTitle: 'Plan',
  withdrawals: [],
};
const address = 'https://tracker.test/figures/I-B3.course?publication=3';
const cite = (title: string, change: Partial<Cited['publication']> = {}) =>
  buildCitation({
    key: 'I-B3.course',
    title,
    kind: 'Figure',
    publication: { ...publication, ...change },
    address,
  });

describe('a citation', () => {
  it('names author, day, title, kind, publication and the address that stays', () => {
    const { apa, plain } = cite('434 persons.');
    expect(apa).toBe(
      `Bohol tracker. (2026, June 16). 434 persons [Figure]. Publication 3: Progress in the second half of 2025. ${address}`,
    );
    expect(plain).toBe(`Bohol tracker, “434 persons”, publication 3 of 16 June 2026, ${address}`);
  });

  it('names the plan where a whole publication is cited', () => {
    const { apa } = citePublication('https://tracker.test', publication).citation;
    expect(apa).toBe(
      'Bohol tracker. (2026, June 16). Progress in the second half of 2025 [Data set]. Publication 3 on the Plan. https://tracker.test/publications/3',
    );
  });

  it('says that what is cited was withdrawn, and nothing of other withdrawals', () => {
    const of = (number: number) => ({ number, reason: 'Why.', at: '2026-07-01T08:00:00.000Z' });
    const { apa, plain, bibtex, ris } = cite('434 persons.', { withdrawals: [of(4), of(3)] });
    for (const text of [apa, plain]) expect(text).toContain(`${address} (withdrawn on 1 July 2026)`);
    expect(readBibtex(bibtex).fields['note']).toContain('Withdrawn on 1 July 2026');
    expect(ris).toContain('\r\nN1  - Withdrawn on 1 July 2026\r\n');
    const answer = createFileResponse(
      'https://tracker.test/citation.bib',
      'x',
      listCitationFiles(cite('x')),
      {
        number: 3,
        withdrawals: [of(3)],
      },
    );
    expect(answer.headers.get('publication-withdrawn')).toBe('2026-07-01T08:00:00.000Z');
    expect(Object.values(cite('434 persons.', { withdrawals: [of(4)] })).join()).not.toMatch(/withdrawn/i);
  });

  it('is one line, whatever a title holds', () => {
    for (const end of ['\n', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\0']) {
      const { apa, plain } = cite(`One${end}two`, { title: `Three${end}four`, planTitle: `Five${end}six` });
      expect(apa).toContain('One two [Figure]. Publication 3: Three four.');
      expect(plain).toContain('“One two”');
    }
  });
});

/** What stands in each field of an entry, as BibTeX reads it: to the brace that closes it, counting every brace. */
function readBibtex(entry: string): { key: string; fields: Record<string, string>; rest: string } {
  const [head = '', key = ''] = /^@misc\{([^,{}]+),/.exec(entry) ?? [];
  const fields: Record<string, string> = {};
  let at = head.length;
  for (;;) {
    const [begun, name = ''] = /^\s*(\w+) = \{/.exec(entry.slice(at)) ?? [];
    if (begun === undefined) break;
    at += begun.length;
    const from = at;
    for (let depth = 1; depth > 0; at += 1) {
      if (at >= entry.length) throw new Error(`The field ${name} does not end.`);
      if (entry[at] === '{') depth += 1;
      if (entry[at] === '}') depth -= 1;
    }
    fields[name] = entry.slice(from, at - 1);
    if (entry[at] === ',') at += 1;
  }
  return { key, fields, rest: entry.slice(at) };
}

const names: Record<string, string> = {
  textbraceleft: '{',
  textbraceright: '}',
  textbackslash: '\\',
  textasciitilde: '~',
  textasciicircum: '^',
};

/** What TeX sets for the text of a field. */
const readTex = (text: string) =>
  text
    .replace(/^\{(.*)\}$/s, '$1')
    .replaceAll(/\\(text\w+)\{\}|\\(.)/g, (_, name: string, sign: string) =>
      name === undefined ? sign : (names[name] ?? '?'),
    );

/** Titles with what TeX, BibTeX and RIS take for something of their own, and with letters of other scripts. */
const titles = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '{{',
        '}}',
        '\\',
        '%',
        '&',
        '$',
        '#',
        '_',
        '~',
        '^',
        '"',
        '@misc{',
        ',',
        '=',
        '.',
      ),
      fc.constantFrom('\n', '\r\n', 'ER  - ', 'TY  - BOOK', '\u2028', 'ស្ថិតិ', 'ผู้เสียหาย', 'Đã', '🙂'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(' '));
const asOneLine = (text: string) =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/\s*\.$/, '');

describe('an entry for BibTeX', () => {
  it('writes no sign that TeX would take for a command', () => {
    const { fields, key } = readBibtex(cite('50% of R&D_{x} costs $5 #1 ~ ^ \\end').bibtex);
    expect(fields['title']).toBe(
      '{50\\% of R\\&D\\_\\textbraceleft{}x\\textbraceright{} costs \\$5 \\#1 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}end}',
    );
    expect(key).toBe('bohol-I-B3.course-publication-3');
    expect(fields).toMatchObject({ author: '{Bohol tracker}', year: '2026', month: '6', url: address });
  });

  it('is whole with a brace that nobody closed, and with one that nobody opened', () => {
    for (const title of ['One { two', 'One } two', '}{', '{{{', '\\}']) {
      const { fields, rest } = readBibtex(cite(title, { planTitle: title }).bibtex);
      expect(rest).toBe('\n}\n');
      expect(readTex(fields['title'] ?? '')).toBe(title);
      expect(readTex(fields['note'] ?? '')).toBe(`Figure. Publication 3 on the ${title}`);
    }
  });

  it('gives back any title, in its fields and no others', () => {
    fc.assert(
      fc.property(titles, titles, (title, planTitle) => {
        const { fields, rest } = readBibtex(cite(title, { planTitle }).bibtex);
        expect(Object.keys(fields)).toEqual(['author', 'title', 'year', 'month', 'note', 'url']);
        expect(readTex(fields['title'] ?? '')).toBe(asOneLine(title));
        expect(rest).toBe('\n}\n');
      }),
    );
  });
});

const risTags = ['TY', 'AU', 'TI', 'PY', 'DA', 'ET', 'T2', 'UR', 'ER'];

describe('an entry of RIS', () => {
  it('has the day, the publication and the plan in their fields', () => {
    const { ris } = cite('One\r\nER  - \r\nTY  - BOOK');
    expect(ris).toBe(
      [
        'TY  - DATA',
        'AU  - Bohol tracker',
        'TI  - One ER - TY - BOOK',
        'PY  - 2026',
        'DA  - 2026/06/16',
        'ET  - Publication 3',
        'T2  - Plan',
        `UR  - ${address}`,
        'ER  - ',
        '',
      ].join('\r\n'),
    );
  });

  it('has its nine lines whatever a title holds, and the title in one of them', () => {
    fc.assert(
      fc.property(titles, titles, (title, planTitle) => {
        const lines = cite(title, { planTitle }).ris.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/);
        expect(lines.map((line) => line.slice(0, 6))).toEqual([...risTags.map((tag) => `${tag}  - `), '']);
        expect(lines[2]).toBe(`TI  - ${asOneLine(title)}`);
      }),
    );
  });
});

describe('a permanent link', () => {
  it('names the publication, beside what an address asks for already', () => {
    expect(buildPermanentLink('https://tracker.test', '/figures/a.b', 7)).toBe(
      'https://tracker.test/figures/a.b?publication=7',
    );
    const link = new URL(buildPermanentLink('https://tracker.test', '/library?state=TH&state=KH', 7));
    expect(link.searchParams.getAll('state')).toEqual(['TH', 'KH']);
    expect(link.searchParams.get('publication')).toBe('7');
  });

  it('of a figure and of a value is the one that they are cited by', () => {
    const definition = { id: 'I-B3.course', title: 'More', summary: 'Persons by round' };
    const figure = citeFigure('https://tracker.test', {
      publication,
      figure: { definition },
    } as unknown as FigureReceipt);
    expect(figure.address).toBe(address);
    expect(figure.citation.apa).toContain('More (Persons by round) [Figure].');
    expect(figure.citation.apa.endsWith(` ${address}`)).toBe(true);

    const value = citeValue('https://tracker.test', {
      publication,
      indicator: { title: 'Victims', unit: 'persons', measure: 'count', choices: [] },
      round: { title: 'Second half of 2025' },
      reporter: null,
      split: { dimensionName: 'Sex', categoryName: 'Female' },
      figure: { state: 'suppressed', value: null, numerator: null, denominator: null, choice: null },
      place: { indicator: 'I-B3', round: '2025-H2', scope: 'region', dimension: 'sex', category: 'female' },
    } as unknown as ValueReceipt);
    expect(value.address).toBe('https://tracker.test/values/I-B3/2025-H2/region/sex%3Dfemale?publication=3');
    expect(value.citation.plain).toContain('Victims, region, sex Female, second half of 2025: ');
    const { key, fields } = readBibtex(value.citation.bibtex);
    expect(key).toBe('bohol-I-B3-2025-H2-region-female-publication-3');
    expect(fields['url']).toBe(value.address);
  });
});

describe('a file of a citation', () => {
  const { citation } = citePublication('https://tracker.test', publication);
  it.each([
    ['citation.bib', 'application/x-bibtex', citation.bibtex],
    ['citation.ris', 'application/x-research-info-systems', citation.ris],
  ])('%s is saved under a name that ends nothing', async (file, type, body) => {
    const url = `https://tracker.test/publications/3/${file}?x=.bib.ris`;
    const answer = createFileResponse(url, 'bohol"; x=y\r\nz', listCitationFiles(citation), publication);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="bohol---x-y--z.${file.slice(-3)}"`,
    );
    expect(await answer.text()).toBe(body);
  });
});
