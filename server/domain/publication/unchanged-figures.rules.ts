import { groupLinked } from '../disclosure/figure-links.calculations.ts';
import type { FigureEquality } from '../plan/figure-equality.ts';
import { isAskingForBreakdowns } from './is-asking-for-breakdowns.rules.ts';
import type { CompiledIndicator, CompiledReport } from './decide-figures.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type DocumentKind,
  type PublishedIndicator,
} from './documents.ts';

/** The documents that determine the figures of a publication. */
export const comparedKinds = [
  'publication',
  'rounds',
  'lists',
  'plan',
  'statuses',
  'coverage',
  'indicators',
  'comparability',
  'totals',
  'figures',
] as const satisfies readonly DocumentKind[];

type ComparedDocuments = { [Kind in (typeof comparedKinds)[number]]: DocumentBody<Kind> };

/** An existing publication, with the checksums of all its documents by address. */
export type EarlierDocuments = ComparedDocuments & {
  number: number;
  checksums: ReadonlyMap<Address, string>;
};

/** The newest publication of the plan, if it was built by the current code. */
export type EarlierPublication = EarlierDocuments & {
  /**
   * What each of its rounds was built from: the same compilation as today, or the reports of another one, by
   * indicator id. Without rounds that it does not have.
   */
  reports: ReadonlyMap<string, 'same' | ReadonlyMap<number, readonly CompiledReport[]>>;
};

/** What a publication takes over from the previous one. */
export type Reuse = {
  earlier: EarlierPublication;
  /** Addresses of the values that are the same as before. */
  unchanged: ReadonlySet<Address<'values'>>;
  /** Documents of the previous publication from which new ones are built. */
  bodies: ReadonlyMap<Address, DocumentBody<DocumentKind>>;
};

/** Whether two values are the same as JSON, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => isSame(item, other[at]))
    );
  }
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key in left) if (!isSame(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}

/** Lists the codes of the indicators whose definition is exactly the same as in an earlier publication. */
export function listSameDefinitions(
  earlier: Pick<EarlierPublication, 'indicators'>,
  indicators: readonly PublishedIndicator[],
): Set<string> {
  const before = new Map(earlier.indicators.map((indicator) => [indicator.code, indicator]));
  return new Set(
    indicators.flatMap((indicator) =>
      isSame(indicator, before.get(indicator.code)) ? [indicator.code] : [],
    ),
  );
}

/**
 * Lists the ids of the indicators whose reports are needed for every round, even for rounds that were not
 * compiled again since the earlier publication, because their figures are not taken over. Internal indicators
 * are in no publication, so nobody can tell whether their definition is the same.
 */
export function listDecidedAgain(
  compiled: readonly CompiledIndicator[],
  sameDefinitions: ReadonlySet<string>,
): number[] {
  const isAgain = ({ code }: CompiledIndicator) => !sameDefinitions.has(code);
  const splitsAgain = compiled.some((indicator) => isAskingForBreakdowns(indicator) && isAgain(indicator));
  return compiled
    .filter((indicator) => isAgain(indicator) || (splitsAgain && isAskingForBreakdowns(indicator)))
    .map(({ id }) => id);
}

/** Keeps the codes of indicators of which every indicator that asks for one of their figures is there as well. */
export function filterWholeFamilies(
  codes: ReadonlySet<string>,
  compiled: readonly CompiledIndicator[],
  equalities: readonly FigureEquality[],
): Set<string> {
  return new Set(
    groupLinked(compiled, equalities).flatMap((family) =>
      family.every(({ code }) => codes.has(code)) ? family.map(({ code }) => code) : [],
    ),
  );
}

/**
 * Lists the addresses of the values in an earlier publication that would be decided in the same way again:
 * the definition of the indicator is the same, and so is everything that each reporter reported and released
 * in the round. The figures of an indicator in a round depend on nothing else except what was published
 * before, and the earlier publication was decided against all of that. Indicators that ask for figures of each
 * other are decided together. `reports` are needed for rounds that were compiled again.
 */
export function listUnchangedValues(
  earlier: EarlierPublication,
  sameDefinitions: ReadonlySet<string>,
  compiled: readonly CompiledIndicator[],
  reports: ReadonlyMap<number, readonly CompiledReport[]>,
  equalities: readonly FigureEquality[],
): Set<Address<'values'>> {
  const unchanged = new Set<Address<'values'>>();
  const splitsAreSame = compiled.every(
    (indicator) => !isAskingForBreakdowns(indicator) || sameDefinitions.has(indicator.code),
  );
  for (const { id, code, derivation } of compiled) {
    if (!sameDefinitions.has(code)) continue;
    // Figures from the tracker's own records depend on statuses and dates of all reporters; calculating them
    // takes no time.
    if (derivation !== null && !(derivation === 'splits_reported' && splitsAreSame)) continue;
    const now = Map.groupBy(reports.get(id) ?? [], ({ round }) => round);
    for (const [round, before] of earlier.reports) {
      if (before !== 'same' && (derivation !== null || !isSame(before.get(id) ?? [], now.get(round) ?? [])))
        continue;
      unchanged.add(addressOf.values(code, round));
    }
  }
  for (const family of groupLinked(compiled, equalities)) {
    for (const round of earlier.reports.keys()) {
      const addresses = family.map(({ code }) => addressOf.values(code, round));
      if (!addresses.every((address) => unchanged.has(address)))
        for (const address of addresses) unchanged.delete(address);
    }
  }
  return unchanged;
}

/**
 * Whether the figures of the plan, of its areas, objectives and activities are the same as before. They depend on
 * these documents and on nothing else.
 */
export function isPlanSame(earlier: ComparedDocuments, now: PlanDocuments): boolean {
  const basis = ({ publication, rounds, lists, plan, statuses, coverage }: PlanDocuments) => [
    [publication.plan, publication.round, rounds, coverage, lists],
    [plan, statuses],
  ];
  return isSame(basis(earlier), basis(now));
}

type PlanDocuments = Pick<
  ComparedDocuments,
  'publication' | 'rounds' | 'lists' | 'plan' | 'statuses' | 'coverage'
>;

/**
 * Finds the indicators whose figures are the same as before. A figure depends on the rounds, the reporters,
 * the definition, notes on comparability and the values, and on nothing else.
 */
export function findSameFigures(
  { earlier, unchanged }: Pick<Reuse, 'earlier' | 'unchanged'>,
  now: Pick<ComparedDocuments, 'rounds' | 'lists' | 'coverage' | 'indicators' | 'comparability'>,
): Set<string> {
  const frame = ({ rounds, lists, coverage }: typeof now) => [rounds, lists.reporters, coverage];
  if (!isSame(frame(earlier), frame(now))) return new Set();
  const definitions = listSameDefinitions(earlier, now.indicators);
  const notesOf = ({ comparability }: Pick<typeof now, 'comparability'>) =>
    Map.groupBy(comparability, ({ indicator }) => indicator);
  const [before, notes] = [notesOf(earlier), notesOf(now)];
  return new Set(
    now.indicators.flatMap(({ code }) =>
      definitions.has(code) &&
      isSame(before.get(code), notes.get(code)) &&
      now.rounds.every((round) => unchanged.has(addressOf.values(code, round.code)))
        ? [code]
        : [],
    ),
  );
}
