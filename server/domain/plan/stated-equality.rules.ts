/** Words that say that a figure is also asked in another indicator: its code, and the words as they stand. */
export type StatedEquality = { code: string; words: string };

const figureNouns = 'number|figure|total|count|value|amount|numerator|denominator|base|line|row';
/** What two indicators can share without sharing a figure. */
const otherNouns =
  'definition|rule|method|period|criteri(?:on|a)|classification|categor(?:y|ies)|breakdown|source|wording|meaning|unit|way|form|list|baseline|target|estimate';
const must = 'must|shall|should|has to|have to|needs? to|is to|are to';
const lastNoun = new RegExp(`.*\\b(?:(${figureNouns})|(?:${otherNouns}))s?\\b`, 'isu');

/** Phrases that name a figure themselves. */
const explicit = [
  new RegExp(`\\b(?:the|an?)\\s+(?:same|identical|equal)\\s+(?:total\\s+)?(?:${figureNouns})s?\\b`, 'giu'),
];
/** Phrases that need a figure or a “must” before them. */
const bare = [
  /\b(?:the\s+)?same\s+as\b/giu,
  /\bidentical\s+(?:to|with)\b/giu,
  /\bequals\b|\bequal\s+to\b/giu,
  new RegExp(
    `\\b(?:${must})\\s+(?:\\w+\\s+)?(?:equal|match|agree with|coincide with|correspond to)\\b`,
    'giu',
  ),
];
/** “I-1 and I-2 must be the same”: the codes stand before the phrase. */
const closing = new RegExp(
  `\\b(?:${must})\\s+(?:\\w+\\s+)?be\\s+(?:\\w+\\s+)?(?:the same|equal|identical)\\s*(?=[.,;:)]|$)`,
  'giu',
);

const denied = /\b(?:not|never|no|nor|neither|cannot|without|unlike|rather than)\b[^,;]{0,25}$/iu;
const compared =
  /\b(?:or|least|most|than|about|almost|nearly|roughly|approximately)\s+(?:(?:be|is|are)\s+)?$/iu;
const comparedAfter = /^\s+or\s+(?:less|more|greater|smaller|larger|lower|higher|below|above)\b/iu;
const reckoned =
  /\b(?:sum|difference|product|part|share|half|quarter|percentage|average|most|least) of\b|\b(?:plus|minus|less|twice|times|divided)\b|[+*\u00d7\u00f7\u2212]/iu;

/** The most characters between a phrase and the code that it refers to. */
const reach = 90;

/**
 * Finds in a definition or counting rule what says in words that the figure must equal that of another
 * indicator: “The total must equal … of I-B3”, “must be the same as in I-B3”, “is the … line of I-C2”. Reads
 * English, clause by clause. Passes over what is denied (“need not equal”), compared (“equal to or less
 * than”) or calculated (“the sum of”), and what two indicators share that is no figure (“the same period
 * as”). Each code once.
 */
export function listStatedEqualities(text: string, codes: Iterable<string>): StatedEquality[] {
  const found = new Map<string, StatedEquality>();
  const known = [...codes];
  for (const clause of text.split(/(?<=[.;!?])\s+|\n+/u)) {
    const named = known.flatMap((code) => findCode(clause, code));
    if (named.length === 0) continue;
    for (const code of listNamed(clause, named)) {
      if (!found.has(code)) found.set(code, { code, words: clause.trim() });
    }
  }
  return [...found.values()];
}

type Named = { code: string; start: number; end: number };

/** Finds a code as a word of its own; one without a letter or a digit only after “indicator”. */
function findCode(clause: string, code: string): Named[] {
  if (!clause.includes(code)) return [];
  const isPlain = !/\p{L}/u.test(code) || !/\d/u.test(code);
  const before = isPlain ? '(?<=\\bindicator\\s+)' : '(?<![\\p{L}\\p{N}._-])';
  const pattern = new RegExp(
    `${before}${code.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`,
    'gu',
  );
  return [...clause.matchAll(pattern)].map(({ index }) => ({
    code,
    start: index,
    end: index + code.length,
  }));
}

function listNamed(clause: string, named: readonly Named[]): string[] {
  const after = (end: number) =>
    named.filter(({ start }) => start >= end && start - end <= reach && !reckoned.test(clause.slice(end)));
  const phrases = [
    ...explicit.flatMap((pattern) => [...clause.matchAll(pattern)]),
    ...bare
      .flatMap((pattern) => [...clause.matchAll(pattern)])
      .filter(({ 0: phrase, index }) => isAboutFigure(clause.slice(0, index), phrase)),
  ].filter((match) => isMeant(clause, match));
  const ends = [...clause.matchAll(closing)].filter((match) => isMeant(clause, match));
  return [
    ...phrases.flatMap(({ 0: phrase, index }) => after(index + phrase.length)),
    ...ends.flatMap(({ index }) =>
      isAboutFigure(clause.slice(0, index), 'must')
        ? named.filter(({ end }) => end <= index && index - end <= reach)
        : [],
    ),
    ...named.filter((place) => isLineOf(clause, place)),
  ].map(({ code }) => code);
}

const isMeant = (clause: string, { 0: phrase, index }: RegExpExecArray): boolean => {
  const before = clause.slice(0, index);
  return (
    !denied.test(before) && !compared.test(before) && !comparedAfter.test(clause.slice(index + phrase.length))
  );
};

/** Whether the words before a phrase speak of a figure, or at least of something that must be. */
function isAboutFigure(before: string, phrase: string): boolean {
  const noun = lastNoun.exec(before);
  if (noun) return noun[1] !== undefined;
  return new RegExp(`\\b(?:${must})\\b`, 'iu').test(`${before} ${phrase}`);
}

/** “is the forced labour line of I-C2”. */
function isLineOf(clause: string, { start, end }: Named): boolean {
  const line = new RegExp(
    `\\bis\\s+(?:also\\s+|exactly\\s+)?the\\s+(?:[^,;]{0,80}\\s)?(?:${figureNouns})\\s+(?:of|in|from|under|for)\\s+(?:indicator\\s+)?$`,
    'iu',
  ).exec(clause.slice(0, start));
  if (!line || !/^(?:[.,;:)]|\s+(?:for|by|under|and)\b|$)/u.test(clause.slice(end))) return false;
  const before = clause.slice(0, line.index);
  return !new RegExp(`\\b(?:${otherNouns})s?\\b`, 'iu').test(before) && !reckoned.test(line[0]);
}
