import { getAnswerKind } from '../value/measures.ts';
import type { DisclosedIndicator, DisclosureRules } from './disclosure.types.ts';
import type { EarlierSum } from './earlier-figures.calculations.ts';
import type { PastRound } from './past-rounds.calculations.ts';
import { isSmall, type PrimaryDecision, type Verdict } from './primary-disclosure.rules.ts';
import {
  addQuantity,
  addRow,
  NEVER_SHOWN,
  type ProtectedQuantity,
  type PublicSystem,
  setBounds,
} from './public-system.calculations.ts';
import {
  buildPlaceKey,
  type Place,
  type RoundTable,
  type TableCell,
  WHOLE,
} from './round-table.calculations.ts';

export type SystemInput = {
  indicator: DisclosedIndicator;
  rules: DisclosureRules;
  table: RoundTable;
  primary: PrimaryDecision;
  earlier: readonly EarlierSum[];
  pasts: readonly PastRound[];
  /** Whether the place has an earlier figure that can replace a suppressed one. */
  canKeep: (place: number) => boolean;
};

export type Builder = SystemInput & {
  system: PublicSystem;
  /**
   * Steps that must stay possible: two (three values) for a count of persons, one (two values) for anything
   * else.
   */
  steps: number;
  /** Numbers of the reporters' quantities by layer, reporter, place and value. */
  numbers: Map<string, number>;
  /** Superseded quantities: how each is protected, or null if it was released in one of its publications. */
  superseded: Map<number, ProtectedQuantity | null>;
  /** Keys of the rows that have been added: the states of a round share most of theirs. */
  rows: Set<string>;
};

/** A round as it is or as it was, with the numbers of its quantities. */
export type RoundState = {
  table: RoundTable;
  primary: PrimaryDecision;
  /** Null for today's. */
  past: PastRound | null;
  layers: Layer[];
};

/**
 * One kind of quantity: the value, the numerator, the denominator, the rest of a percentage, or one answer.
 */
export type Layer = {
  /** The index of the cell's amount; null for the rest of a percentage (denominator minus numerator). */
  amount: number | null;
  /** By reporter, then by place; undefined if there is none. */
  own: (number | undefined)[][];
  read: (amounts: readonly bigint[]) => bigint;
};

/** Numbers a figure: the regional figures first, then each reporter's, each in the order of places. */
export function getFigureNumber(table: RoundTable, reporter: number | null, place: number): number {
  return (reporter === null ? 0 : reporter + 1) * table.places.length + place;
}

/**
 * Adds the quantities of the reporters in a state of the round; today's state comes first. An unchanged value
 * is the same quantity in both, and today's consent applies to it.
 */
export function addState(
  builder: Builder,
  table: RoundTable,
  primary: PrimaryDecision,
  past: PastRound | null,
): RoundState {
  const state = { table, primary, past, layers: listLayers(builder.indicator, table) };
  const isQuoted = past
    ? (reporter: number) => past.quoted.has(table.reporters[reporter]!)
    : createQuotedToday(builder);
  state.layers.forEach((layer, layerIndex) => {
    table.cells.forEach((row, reporter) => {
      row.forEach((cell, place) => {
        if (!cell.amounts || !isQuoted(reporter, place, cell)) return;
        addOwnQuantity(builder, state, { layer, layerIndex, reporter, place, cell, amounts: cell.amounts });
      });
    });
  });
  return state;
}

/** A withheld value is in no figure of today; it matters only if an earlier figure includes it. */
function createQuotedToday({ earlier }: Builder) {
  const inEarlier = new Set(
    earlier.flatMap(({ place, members }) => members.map((member) => `${member}|${place}`)),
  );
  return (reporter: number, place: number, { release }: TableCell) =>
    release !== 'withheld' || inEarlier.has(`${reporter}|${place}`);
}

type Own = {
  layer: Layer;
  layerIndex: number;
  reporter: number;
  place: number;
  cell: TableCell;
  amounts: bigint[];
};

function addOwnQuantity(builder: Builder, state: RoundState, own: Own): void {
  const { system, numbers, superseded, rules, indicator } = builder;
  const { table, primary, past } = state;
  const { layer, layerIndex, reporter, place, cell } = own;
  const truth = layer.read(own.amounts);
  const { status } = primary.national[reporter]![place]!;
  const small = status === 'held' && layer.amount !== null && isSmall(rules, truth);
  const isChoice = getAnswerKind(indicator.measure) === 'choice';
  const bounds = isChoice ? { highest: WHOLE } : calculateSmallBounds(small, truth, 0n, rules);
  const code = table.reporters[reporter]!;
  const placeKey = buildPlaceKey(table.places[place]!);
  // That an answer or the rest of a percentage is as large as before means something only if the cell is the
  // same.
  const value = isChoice ? cell.choice : layer.amount === null ? own.amounts.join('/') : truth;
  const key = [layerIndex, code, placeKey, value].join('|');
  const before = numbers.get(key);
  const quantity = before ?? addQuantity(system, truth, WHOLE, bounds);
  numbers.set(key, quantity);
  layer.own[reporter]![place] = quantity;
  if (before !== undefined) setBounds(system, quantity, truth, WHOLE, bounds);
  const isNew = before === undefined || superseded.has(before);
  if (past && !isNew) return;
  const figure = numberTodaysFigure(builder, code, table.places[place]!);
  const steps = layer.amount === null ? 1 : builder.steps;
  const secret = isSecret(builder, state, layer, { status, truth, place })
    ? { quantity, figure, steps }
    : null;
  if (!past) {
    if (status === 'shown') system.figureOf[quantity] = layer.amount === null ? NEVER_SHOWN : figure;
    else if (secret) system.protectedQuantities.push(secret);
  } else if (before === undefined || status === 'shown') superseded.set(quantity, secret);
}

/**
 * Returns the figure that identifies a quantity; for a reporter that is no longer asked, the regional one.
 */
function numberTodaysFigure({ table }: Builder, code: string, place: Place): number {
  const reporter = table.reporters.indexOf(code);
  return getFigureNumber(table, reporter < 0 ? null : reporter, findTodaysPlace(table, place));
}

export function findTodaysPlace({ places }: RoundTable, place: Place): number {
  const key = buildPlaceKey(place);
  return Math.max(
    0,
    places.findIndex((one) => buildPlaceKey(one) === key),
  );
}

function listLayers(indicator: DisclosedIndicator, table: RoundTable): Layer[] {
  const layer = (amount: number): Layer => ({
    amount,
    own: table.reporters.map(() => []),
    read: (amounts) => amounts[amount] ?? 0n,
  });
  if (getAnswerKind(indicator.measure) === 'choice') return table.answers.map((_, answer) => layer(answer));
  if (getAnswerKind(indicator.measure) !== 'ratio') return [layer(0)];
  const rest: Layer = {
    amount: null,
    own: table.reporters.map(() => []),
    read: (amounts) => (amounts[1] ?? 0n) - (amounts[0] ?? 0n),
  };
  return [layer(0), layer(1), rest];
}

function isSecret(
  { indicator }: Builder,
  { primary }: RoundState,
  layer: Layer,
  { status, truth, place }: { status: Verdict['status']; truth: bigint; place: number },
): boolean {
  if (status === 'shown') return false;
  // Of a choice, the given answer is secret; that another was not given says little.
  if (getAnswerKind(indicator.measure) === 'choice') return truth !== 0n;
  if (isOpenZero(primary, layer, place)) return false;
  // Of a released figure suppressed for its size only the counts are secret: its zeros, and that its
  // percentage is 100, could be shown.
  return status !== 'held' || (truth !== 0n && layer.amount !== null);
}

/**
 * Bounds a small count, which is assumed to be known as such: from 1 to the limit, on top of what is `plain`
 * to see.
 */
export function calculateSmallBounds(small: boolean, truth: bigint, plain: bigint, rules: DisclosureRules) {
  if (!small) return {};
  const least = truth - plain < WHOLE ? truth : plain + WHOLE;
  return { lowest: least, highest: plain + BigInt(rules.smallCountUpTo) * WHOLE };
}

/**
 * Whether a regional zero, or 100 %, is public. It reveals that every contributor's figure is the same, but
 * zeros are shown by rule, so these are no secret if enough reporters are behind them.
 */
export function isOpenZero({ regional, sums }: PrimaryDecision, layer: Layer, place: number): boolean {
  if (!regional || layer.read(sums[place]!.sums) !== 0n) return false;
  return !regional[place]!.reasons.some(({ code }) => code === 'too_few_contributors');
}

/** Adds a row if it is new. */
export function addRowOnce(
  { system, rows }: Builder,
  added: readonly number[],
  subtracted: readonly number[] = [],
): void {
  const key = `${added.join()} ${subtracted.join()}`;
  if (rows.has(key)) return;
  rows.add(key);
  addRow(system, added, subtracted);
}
