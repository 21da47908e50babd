import { findOwnWithdrawal, type Withdrawal } from '../publication/withdrawal.rules.ts';
import { formatDate } from '../language/date-format.ts';

/** What is cited: a figure, a value or a whole publication, at its permanent URL. */
export type Cited = {
  /** The citation key in a bibliography: letters, digits, "." and "-". */
  key: string;
  title: string;
  kind: 'Figure' | 'Value' | 'Data set';
  publication: {
    number: number;
    title: string;
    publishedAt: string;
    planTitle: string;
    withdrawals: readonly Withdrawal[];
  };
  /** An absolute URL, pinned to the publication. */
  address: string;
};

export type Citation = {
  /**
   * Follows the Publication Manual of the American Psychological Association, 7th edition, section 10.9 (data
   * sets).
   */
  apa: string;
  /** A line for a footnote, without the conventions of any discipline. */
  plain: string;
  /** An entry for BibTeX. */
  bibtex: string;
  /** An entry for reference managers: RIS, as Zotero, EndNote and Mendeley read it. */
  ris: string;
};

const author = 'Bohol tracker';

/**
 * Builds the citation of something as of a publication. It has no access date, because the content at the URL
 * never changes. A citation of something withdrawn says so.
 */
export function buildCitation({ key, title, kind, publication, address }: Cited): Citation {
  const { number, publishedAt, planTitle } = publication;
  const day = publishedAt.slice(0, 10);
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const [, monthName = ''] = formatDate(day).split(' ');
  const whole = `Publication ${number} on the ${oneLine(planTitle)}`;
  const source = kind === 'Data set' ? whole : `Publication ${number}`;
  const name = stripStop(title);
  const own = findOwnWithdrawal(publication);
  const withdrawn = own ? `Withdrawn on ${formatDate(own.at)}` : '';
  const inBrackets = own ? ` (withdrawn on ${formatDate(own.at)})` : '';
  return {
    apa: `${author}. (${year}, ${monthName} ${Number(dayOfMonth)}). ${name} [${kind}]. ${source}${
      kind === 'Data set' ? '' : `: ${stripStop(publication.title)}`
    }. ${address}${inBrackets}`,
    plain: `${author}, “${name}”, publication ${number} of ${formatDate(day)}, ${address}${inBrackets}`,
    bibtex: [
      `@misc{bohol-${key}-publication-${number},`,
      `  author = {{${author}}},`,
      `  title = {{${escapeTex(name)}}},`,
      `  year = {${year}},`,
      `  month = {${Number(month)}},`,
      `  note = {${kind}. ${escapeTex(whole)}${own ? `. ${withdrawn}` : ''}},`,
      `  url = {${address}}`,
      '}',
      '',
    ].join('\n'),
    ris: [
      'TY  - DATA',
      `AU  - ${author}`,
      `TI  - ${oneLine(name)}`,
      `PY  - ${year}`,
      `DA  - ${day.replaceAll('-', '/')}`,
      `ET  - Publication ${number}`,
      `T2  - ${oneLine(planTitle)}`,
      ...(own ? [`N1  - ${withdrawn}`] : []),
      `UR  - ${address}`,
      'ER  - ',
      '',
    ].join('\r\n'),
  };
}

const stripStop = (text: string) => oneLine(text).replace(/\s*\.$/, '');

/** A line break in a title would start another field; some readers treat any control character as one. */
const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/** By name, not with a backslash: BibTeX counts every brace, and an unbalanced one ends the file. */
const tex: Record<string, string> = {
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Escapes what TeX would treat as a command. */
function escapeTex(text: string): string {
  return text.replaceAll(/[\\{}$&#%_~^]/g, (sign) => tex[sign] ?? `\\${sign}`);
}
