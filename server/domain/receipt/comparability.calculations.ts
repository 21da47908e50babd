import { compareText } from '#server/domain/publication/compare-text.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import type { DocumentBody, Lists, PublishedIndicator } from '../publication/documents.ts';

export const comparabilityKinds = ['definition', 'law', 'method', 'source'] as const;
export type ComparabilityKind = (typeof comparabilityKinds)[number];

/** Something that a reader must know before comparing figures of one indicator. */
export type ComparabilityNote = {
  kind: ComparabilityKind;
  note: string;
  /** The reporter concerned; null for everybody. */
  reporter: { code: string; name: string } | null;
  /** The first round that is different; null if from the start. */
  round: { code: string; title: string } | null;
  /** The publication in which the wording changed; null for a note written by hand. */
  publication: number | null;
};

/** The wording of an indicator in a publication. Lists are compared including their order. */
export type WordedIndicator = {
  publication: number;
  title: string;
  definition: string;
  countingRule: string;
  unit: string;
  aggregation: string;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  dimensions: readonly {
    code: string;
    name: string;
    categories: readonly { code: string; name: string }[];
  }[];
  choices: readonly { code: string; label: string; counts: boolean }[];
};

export const toWorded = (publication: number, indicator: PublishedIndicator): WordedIndicator => ({
  publication,
  title: indicator.title,
  definition: indicator.definition,
  countingRule: indicator.countingRule,
  unit: indicator.unit,
  aggregation: indicator.aggregation,
  numeratorLabel: indicator.numeratorLabel,
  denominatorLabel: indicator.denominatorLabel,
  dimensions: indicator.dimensions,
  choices: indicator.choices,
});

/**
 * Groups the notes written by hand by indicator, as in a publication: first those on everybody, then by the
 * name of the reporter, by round and by kind.
 */
export function groupNotes(
  comparability: DocumentBody<'comparability'>,
  lists: Pick<Lists, 'reporters'>,
  rounds: DocumentBody<'rounds'>,
): Map<string, ComparabilityNote[]> {
  const reporters = new Map(lists.reporters.map(({ code, name }) => [code, { code, name }]));
  const places = new Map(rounds.map(({ code, title }, at) => [code, { at, round: { code, title } }]));
  const placed = comparability.map(({ indicator, reporter, round, kind, note }) => {
    const place = places.get(round ?? '');
    return {
      indicator,
      at: place?.at ?? -1,
      note: {
        kind: kind as ComparabilityKind,
        note,
        publication: null,
        reporter: reporters.get(reporter ?? '') ?? null,
        round: place?.round ?? null,
      },
    };
  });
  placed.sort(
    (a, b) =>
      // No name sorts before any name.
      compareText(a.note.reporter?.name ?? '', b.note.reporter?.name ?? '') ||
      a.at - b.at ||
      compareText(a.note.kind, b.note.kind),
  );
  const byIndicator = Map.groupBy(placed, ({ indicator }) => indicator);
  return new Map([...byIndicator].map(([code, list]) => [code, list.map(({ note }) => note)]));
}

const quote = (text: string) => `“${text}”`;

/** Lists the parts of an indicator that changed; empty if nothing did, or only its title. */
export function listChangedParts(before: WordedIndicator, now: WordedIndicator): string[] {
  const isSame = (part: (indicator: WordedIndicator) => unknown) =>
    JSON.stringify(part(before)) === JSON.stringify(part(now));
  return [
    ...(isSame(({ definition }) => definition) ? [] : ['definition']),
    ...(isSame(({ countingRule }) => countingRule) ? [] : ['counting rule']),
    ...(isSame(({ unit }) => unit) ? [] : ['unit']),
    ...(isSame(({ aggregation }) => aggregation) ? [] : ['rule by which reports are put together']),
    ...(isSame(({ numeratorLabel, denominatorLabel }) => [numeratorLabel, denominatorLabel])
      ? []
      : ['parts of the percentage']),
    ...(isSame(({ dimensions }) =>
      dimensions.map(({ code, categories }) => [code, categories.map((category) => category.code)]),
    )
      ? []
      : ['splits']),
    ...(isSame(({ choices }) => choices.map(({ code, counts }) => [code, counts])) ? [] : ['answers']),
  ];
}

const plural = new Set(['parts of the percentage', 'splits', 'answers']);

/**
 * Describes changes of an indicator between publications, in sentences: "The definition was worded anew with
 * publication 3. Before: “…”". Publications are given oldest first; those without the indicator are left out.
 */
export function describeRewording(worded: readonly WordedIndicator[]): ComparabilityNote[] {
  const notes: ComparabilityNote[] = [];
  for (const [index, now] of worded.entries()) {
    const before = worded[index - 1];
    const parts = before ? listChangedParts(before, now) : [];
    if (!before || parts.length === 0) continue;
    const isMany = parts.length > 1 || plural.has(parts[0] ?? '');
    const old = [
      ...(parts.includes('definition') ? [`Definition before: ${quote(before.definition)}`] : []),
      ...(parts.includes('counting rule') ? [`Counting rule before: ${quote(before.countingRule)}`] : []),
      ...(parts.includes('unit') ? [`Unit before: ${before.unit}.`] : []),
    ];
    const said = formatList(parts.map((part) => `the ${part}`));
    notes.push({
      kind: 'definition',
      note: [
        `${formatUpperFirst(said)} ${isMany ? 'were' : 'was'} changed with publication ${now.publication}.`,
        ...old,
      ].join(' '),
      reporter: null,
      round: null,
      publication: now.publication,
    });
  }
  return notes;
}
