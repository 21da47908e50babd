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
  tightenQuantity,
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
  /** Whether the place has an earlier figure that can be kept in place of a held one. */
  canKeep: (place: number) => boolean;
};

export type Builder = SystemInput & {
  system: PublicSystem;
  /** Steps that must stay open: three values for a count of persons, two for anything else. */
  steps: number;
  /** Numbers of the reporters' quantities by layer, reporter, place and value. */
  numbers: Map<string, number>;
  /** Superseded quantities: how each is protected, or null where it was released in one of its publications. */
  superseded: Map<number, ProtectedQuantity | null>;
  /** Rows that have been added: states of a round have most of theirs in common. */
  rows: Set<string>;
};

/** The round as it is or as it was, and the numbers of its quantities. */
export type RoundState = {
  table: RoundTable;
  primary: PrimaryDecision;
  /** Null for today's. */
  past: PastRound | null;
  layers: Layer[];
};

/** One kind of quantity: the value, the numerator, the denominator, the rest of a percentage, or one answer. */
export type Layer = {
  /** Which of a cell's amounts; for the rest of a percentage (denominator less numerator) null. */
  amount: number | null;
  /** By reporter, then by place; undefined where there is none. */
  own: (number | undefined)[][];
  read: (amounts: readonly bigint[]) => bigint;
};

/** The number of a figure: the regional figures first, then each reporter's, each in the order of places. */
export function numberFigure(table: RoundTable, reporter: number | null, place: number): number {
  return (reporter === null ? 0 : reporter + 1) * table.places.length + place;
}

/**
 * Adds the quantities of the reporters in a state of the round; today's state comes first. A value that has not
 * changed is the same quantity in both, and for it today's consent counts.
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

/** What a reporter withholds is in no figure of today; it matters only where an earlier figure has it. */
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
  const isChoice = indicator.measure === 'choice';
  const bounds = isChoice ? { highest: WHOLE } : boundSmall(small, truth, 0n, rules);
  const code = table.reporters[reporter]!;
  const placeKey = buildPlaceKey(table.places[place]!);
  // That an answer or the rest of a percentage is as large as before means something only where the cell is the same.
  const value = isChoice ? cell.choice : layer.amount === null ? own.amounts.join('/') : truth;
  const key = [layerIndex, code, placeKey, value].join('|');
  const before = numbers.get(key);
  const quantity = before ?? addQuantity(system, truth, WHOLE, bounds);
  numbers.set(key, quantity);
  layer.own[reporter]![place] = quantity;
  if (before !== undefined) tightenQuantity(system, quantity, truth, WHOLE, bounds);
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

/** The figure by which a quantity is called; one of a reporter that is not asked any more has the regional one's. */
function numberTodaysFigure({ table }: Builder, code: string, place: Place): number {
  const reporter = table.reporters.indexOf(code);
  return numberFigure(table, reporter < 0 ? null : reporter, findTodaysPlace(table, place));
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
  if (indicator.measure === 'choice') return table.answers.map((_, answer) => layer(answer));
  if (indicator.measure !== 'percentage') return [layer(0)];
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
  // Of a choice the answer given is secret; that another was not given says little.
  if (indicator.measure === 'choice') return truth !== 0n;
  if (isOpenZero(primary, layer, place)) return false;
  // Of a released figure that is held for its size nothing is secret but its counts: its zeros, and that its
  // percentage is 100, could be shown.
  return status !== 'held' || (truth !== 0n && layer.amount !== null);
}

/** A small count is supposed to be known as such: from 1 to the limit, on top of what is `plain` to see. */
export function boundSmall(small: boolean, truth: bigint, plain: bigint, rules: DisclosureRules) {
  if (!small) return {};
  const least = truth - plain < WHOLE ? truth : plain + WHOLE;
  return { lowest: least, highest: plain + BigInt(rules.smallCountUpTo) * WHOLE };
}

/**
 * A zero of the whole region tells that every contributor's figure is zero, and 100 % that everyone's is. Zeros are
 * shown, by rule, so that these are no secret where enough reporters are behind them.
 */
export function isOpenZero({ regional, sums }: PrimaryDecision, layer: Layer, place: number): boolean {
  if (!regional || layer.read(sums[place]!.sums) !== 0n) return false;
  return !regional[place]!.reasons.some(({ code }) => code === 'too_few_contributors');
}

/** Adds a row that is not there yet. */
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
