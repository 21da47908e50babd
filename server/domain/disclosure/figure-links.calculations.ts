import type { FigureEquality, FigureSide } from '../plan/figure-equality.ts';
import type { Release } from '../value/indicator-definition.ts';
import { getAnswerKind } from '../value/measures.ts';
import type { DisclosedIndicator, DisclosureCell, DisclosureInput } from './disclosure.types.ts';
import { buildPlaceKey } from './round-table.calculations.ts';

/**
 * Which places of which indicators ask for the same figure. An equality of totals also holds for every category
 * that both indicators have.
 */
export type Links = {
  /** Names a quantity of every reporter; places that ask for the same figure share the name. */
  nameQuantity: (indicator: DisclosedIndicator, layer: number, placeKey: string) => string;
};

const layerOf: Record<FigureSide['part'], number> = { value: 0, numerator: 0, denominator: 1 };

export function createLinks(equalities: readonly FigureEquality[]): Links {
  const parts = createUnion();
  const places = createUnion();
  const isTotal = ({ dimension }: FigureSide) => dimension === null;
  const namePart = ({ indicator, part }: FigureSide) => `${indicator}|${layerOf[part]}`;
  const namePlace = (side: FigureSide) => `${parts.find(namePart(side))}|${buildPlaceKey(side)}`;
  for (const { left, right } of equalities) {
    if (isTotal(left) && isTotal(right)) parts.join(namePart(left), namePart(right));
  }
  for (const { left, right } of equalities) {
    if (!isTotal(left) || !isTotal(right)) places.join(namePlace(left), namePlace(right));
  }
  return {
    nameQuantity: (indicator, layer, placeKey) =>
      places.find(`${parts.find(`${indicator.code}|${layer}`)}|${placeKey}`),
  };
}

/** Groups indicators that ask for a figure of one another, directly or not; in the order given. */
export function groupLinked<Indicator extends { code: string }>(
  indicators: readonly Indicator[],
  equalities: readonly FigureEquality[],
): Indicator[][] {
  const families = createUnion();
  for (const { left, right } of equalities) families.join(left.indicator, right.indicator);
  return [...Map.groupBy(indicators, ({ code }) => families.find(code)).values()];
}

/** From the strictest consent to the widest. */
const strictness: readonly Release[] = ['withheld', 'regional', 'national'];
const findStricter = (a: Release, b: Release): Release =>
  strictness.indexOf(a) < strictness.indexOf(b) ? a : b;

/**
 * Gives places that ask for the same figure the same consent: the stricter one. A figure that a reporter keeps
 * in one indicator is not shown in another.
 */
export function applyStrictestConsent(inputs: readonly DisclosureInput[], links: Links): DisclosureInput[] {
  if (inputs.length < 2) return [...inputs];
  const today = collectConsent(
    links,
    inputs.flatMap(({ indicator, rounds }) => rounds.map((one) => ({ indicator, ...one }))),
  );
  return inputs.map((input) => ({
    ...input,
    rounds: input.rounds.map((one) => ({ ...one, cells: today({ indicator: input.indicator, ...one }) })),
    superseded: (input.superseded ?? []).map((one) => {
      const { round, publications } = one;
      const then = inputs.flatMap(({ indicator, rounds, superseded = [] }) => {
        const before = superseded.find(
          (other) => other.round === round && other.publications.some((n) => publications.includes(n)),
        );
        const changed = new Set(before?.cells.map(({ reporter }) => reporter));
        const rest = rounds
          .filter((other) => other.round === round)
          .flatMap(({ cells }) => cells.filter(({ reporter }) => !changed.has(reporter)));
        return [{ indicator, round, cells: [...(before?.cells ?? []), ...rest] }];
      });
      return { ...one, cells: collectConsent(links, then)({ indicator: input.indicator, ...one }) };
    }),
  }));
}

type Asked = { indicator: DisclosedIndicator; round: string; cells: readonly DisclosureCell[] };

/** Collects the consent to every figure; returns what gives each cell the strictest of its figures. */
function collectConsent(links: Links, given: readonly Asked[]): (asked: Asked) => DisclosureCell[] {
  const nameAll = ({ indicator, round }: Asked, cell: DisclosureCell) =>
    (getAnswerKind(indicator.measure) === 'ratio' ? [0, 1] : [0]).map(
      (layer) => `${round}|${cell.reporter}|${links.nameQuantity(indicator, layer, buildPlaceKey(cell))}`,
    );
  const consent = new Map<string, Release>();
  for (const asked of given) {
    if (asked.indicator.disclosureClass === 'internal') continue;
    for (const cell of asked.cells) {
      for (const name of nameAll(asked, cell))
        consent.set(name, findStricter(consent.get(name) ?? 'national', cell.release));
    }
  }
  return (asked) =>
    asked.cells.map((cell) => ({
      ...cell,
      release: nameAll(asked, cell).reduce<Release>(
        (strictest, name) => findStricter(strictest, consent.get(name) ?? 'national'),
        cell.release,
      ),
    }));
}

/** Sets of names, each known by one of them (union-find). */
function createUnion() {
  const parent = new Map<string, string>();
  const find = (name: string): string => {
    const above = parent.get(name);
    return above === undefined ? name : find(above);
  };
  return {
    find,
    join(a: string, b: string) {
      const [first, second] = [find(a), find(b)].sort();
      if (first !== second) parent.set(second!, first!);
    },
  };
}
