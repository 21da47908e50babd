import { formatRange } from '#server/domain/language/number-format.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import { isMoney, measureRules } from '#server/domain/value/measures.ts';
import type { FigureChange, FigureWords, HeldBackFigure, IndicatorWords, Preview } from '#app/contract.ts';
import { formatFigureNumber, formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { noNumberWords } from '#app/features/status/status-symbol.tsx';

export type PreviewRow = {
  code: string;
  title: string;
  /** The regional figure in words, or why there is none. */
  regional: string;
  /** What the current publication says of it where it differs; null where it says the same, or holds no such round. */
  was: string | null;
  /** Figures with a number, and figures held back. */
  shown: number;
  held: number;
};

export type HeldGroup = {
  sentence: string;
  count: number;
  indicators: { code: string; title: string; count: number; places: string[] }[];
};

export type PreviewSummary = {
  round: string;
  compilation: Preview['compilation'];
  current: Preview['current'];
  number: number;
  /** Whether the current publication holds figures of this round, so that they can be compared. */
  isCorrection: boolean;
  /** Whether the current publication is of a later round: this one would take its place. */
  isOlder: boolean;
  numbers: number;
  withoutNumber: number;
  held: number;
  rows: PreviewRow[];
  changes: { key: string; sentence: string }[];
  moreChanges: number;
  heldGroups: HeldGroup[];
  costs: ProtectionCost[];
  narratives: Preview['narratives'];
  documents: number;
  library: Preview['library'];
  alreadyPublic: string[];
  report: Preview['report'];
};

/** How many figures of the round a rule suppresses; one that breaks several rules counts for the first. */
export type ProtectionCost = {
  rule: SuppressingRule;
  /** Of the region, then reporters' own. */
  totals: number;
  parts: number;
  ownTotals: number;
  ownParts: number;
  /** How many of the regional ones are given as a range. */
  ranges: number;
};

const suppressingRules = ['small_count', 'too_few_contributors', 'dominance', 'complementary'] as const;
type SuppressingRule = (typeof suppressingRules)[number];

/** Places that are named one by one before "and n more". */
const longestList = 12;
const mostChanges = 60;

/** The preview of a publication as the page shows it. Done on the server: the whole of it is hundreds of kilobytes. */
export function summarisePreview(preview: Preview): PreviewSummary {
  const { words, figures, heldBack, changes } = preview;
  const indicators = new Map(words.indicators.map((indicator) => [indicator.code, indicator]));
  return {
    round: preview.round,
    compilation: preview.compilation,
    current: preview.current,
    number: preview.number,
    isCorrection: preview.current?.holdsRound ?? false,
    isOlder: preview.current?.isLater ?? false,
    numbers: figures.filter(({ state }) => state === 'reported').length,
    withoutNumber: figures.filter(({ state }) => state !== 'reported').length,
    held: heldBack.length,
    rows: buildRows(preview),
    changes: changes.slice(0, mostChanges).map((change) => ({
      key: [change.indicator, change.round, change.scope, change.dimension, change.category].join('/'),
      sentence: describeChange(change, preview, indicators.get(change.indicator)),
    })),
    moreChanges: Math.max(0, changes.length - mostChanges),
    heldGroups: groupHeldBack(preview, indicators),
    costs: countCosts(preview),
    narratives: preview.narratives,
    documents: preview.documents,
    library: preview.library,
    report: preview.report,
    alreadyPublic: preview.alreadyPublic.map(
      (place) =>
        `${place.indicator} in ${place.round}: ${namePlace(place, words, indicators.get(place.indicator))}`,
    ),
  };
}

function buildRows({ words, figures, heldBack, changes, round }: Preview): PreviewRow[] {
  const isTotal = (figure: { indicator: string; scope: string; dimension: string | null }, code: string) =>
    figure.indicator === code && figure.scope === 'region' && figure.dimension === null;
  return words.indicators.flatMap((indicator) => {
    const shown = figures.filter((figure) => figure.indicator === indicator.code);
    const held = heldBack.filter((figure) => figure.indicator === indicator.code);
    if (shown.length + held.length === 0) return [];
    const total = shown.find((figure) => isTotal(figure, indicator.code));
    const heldTotal = held.find((figure) => isTotal(figure, indicator.code));
    const change = changes.find((one) => one.round === round && isTotal(one, indicator.code));
    return [
      {
        code: indicator.code,
        title: indicator.title,
        regional: total
          ? describePreviewed(total, indicator)
          : heldTotal
            ? `${heldTotal.range ? `given as ${formatRange(heldTotal.range)}` : 'not shown'}: ${heldTotal.reasons[0]?.sentence ?? heldTotal.state}`
            : 'no regional figure',
        was: change ? describePreviewed(change.before, indicator) : null,
        shown: shown.filter(({ state }) => state === 'reported').length,
        held: held.length,
      },
    ];
  });
}

function describeChange(
  change: FigureChange,
  { words }: Preview,
  indicator: IndicatorWords | undefined,
): string {
  const where = `${change.indicator} in ${change.round}, ${namePlace(change, words, indicator)}`;
  return `${where}: ${describePreviewed(change.now, indicator)}, was ${describePreviewed(change.before, indicator)}`;
}

function groupHeldBack({ heldBack, words }: Preview, indicators: Map<string, IndicatorWords>): HeldGroup[] {
  const groups = new Map<string, HeldBackFigure[]>();
  for (const figure of heldBack) {
    const sentence = figure.reasons[0]?.sentence ?? 'There is no figure to show.';
    groups.set(sentence, [...(groups.get(sentence) ?? []), figure]);
  }
  return [...groups]
    .map(([sentence, held]) => ({
      sentence,
      count: held.length,
      indicators: words.indicators.flatMap(({ code, title }) => {
        const own = held.filter(({ indicator }) => indicator === code);
        if (own.length === 0) return [];
        return [{ code, title, count: own.length, places: namePlaces(own, words, indicators.get(code)) }];
      }),
    }))
    .sort((one, other) => other.count - one.count);
}

function countCosts({ heldBack }: Preview): ProtectionCost[] {
  const suppressed = heldBack.filter(({ state }) => state === 'suppressed');
  return suppressingRules.map((rule) => {
    const held = suppressed.filter(({ reasons }) => reasons[0]?.code === rule);
    const count = (isRegional: boolean, isTotal: boolean) =>
      held.filter(
        ({ scope, dimension }) => (scope === 'region') === isRegional && (dimension === null) === isTotal,
      ).length;
    return {
      rule,
      totals: count(true, true),
      parts: count(true, false),
      ownTotals: count(false, true),
      ownParts: count(false, false),
      ranges: held.filter(({ scope, range }) => scope === 'region' && range !== null).length,
    };
  });
}

/** Whole tables of a reporter are named by the reporter alone. */
function namePlaces(
  held: HeldBackFigure[],
  words: Preview['words'],
  indicator: IndicatorWords | undefined,
): string[] {
  const byScope = new Map<string, HeldBackFigure[]>();
  for (const figure of held) byScope.set(figure.scope, [...(byScope.get(figure.scope) ?? []), figure]);
  const names = [...byScope.values()].flatMap((figures) => {
    const [first] = figures;
    if (!first) return [];
    if (figures.length > 3) {
      const all = namePlace({ scope: first.scope, dimension: null, category: null }, words, indicator);
      return [`${all} (${figures.length} figures)`];
    }
    return figures.map((figure) => namePlace(figure, words, indicator));
  });
  return names.length > longestList
    ? [...names.slice(0, longestList), `and ${names.length - longestList} more`]
    : names;
}

type Place = { scope: string; dimension: string | null; category: string | null };

/** Which figure of its indicator: "region", "region, Sex: Female", "Cambodia". */
function namePlace(place: Place, words: FigureWords, indicator: IndicatorWords | undefined): string {
  const scope =
    place.scope === 'region'
      ? 'region'
      : (words.reporters.find(({ code }) => code === place.scope)?.name ?? place.scope);
  if (place.dimension === null) return scope;
  const dimension = indicator?.dimensions.find(({ code }) => code === place.dimension);
  const category = dimension?.categories.find(({ code }) => code === place.category);
  return `${scope}, ${dimension?.name ?? place.dimension}: ${category?.name ?? place.category}`;
}

/** What a figure says in a few words: "62.5%", "1 204", "7 states say yes", "suppressed". */
export function describePreviewed(
  figure: FigureChange['now'],
  indicator: Pick<IndicatorWords, 'measure' | 'unit' | 'choices'> | undefined,
): string {
  if (!figure) return 'nothing';
  if (figure.state !== 'reported') {
    const range = findRange(figure);
    if (range) return `${formatRange(range)} (suppressed)`;
    return figure.state in noNumberWords
      ? noNumberWords[figure.state as keyof typeof noNumberWords].word.toLowerCase()
      : figure.state;
  }
  if (figure.choice !== null) {
    return indicator?.choices.find(({ code }) => code === figure.choice)?.label ?? figure.choice;
  }
  if (figure.distribution !== null) {
    return Object.entries(figure.distribution)
      .map(([code, n]) => `${indicator?.choices.find((choice) => choice.code === code)?.label ?? code}: ${n}`)
      .join('; ');
  }
  if (figure.value === null) {
    return figure.denominator === '0' ? 'no percentage, nothing to count' : 'no number';
  }
  return indicator && isMoney(indicator.measure)
    ? formatWithUnit(figure.value, indicator.unit)
    : formatFigureNumber(figure.value, indicator ? (measureRules[indicator.measure].printedUnit ?? '') : '');
}
