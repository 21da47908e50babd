import { getAnswerKind } from '../value/measures.ts';
import type { Links } from './figure-links.calculations.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import type { DisclosedIndicator, EarlierFigure } from './disclosure.types.ts';
import type { EarlierSum } from './earlier-figures.calculations.ts';
import type { PastRound } from './past-rounds.calculations.ts';
import { hasRanges, isSmall, type PrimaryDecision, type Verdict } from './primary-disclosure.rules.ts';
import {
  addQuantity,
  addRow,
  type ProtectedQuantity,
  type PublicSystem,
  type QuantityKind,
  setBounds,
} from './public-system.calculations.ts';
import {
  buildPlaceKey,
  type Place,
  type RoundTable,
  type TableCell,
  WHOLE,
} from './round-table.calculations.ts';

/** One indicator of a system, in one round. */
export type SystemMember = {
  indicator: DisclosedIndicator;
  rules: DisclosureRules;
  table: RoundTable;
  primary: PrimaryDecision;
  earlier: readonly EarlierSum[];
  /** Figures that earlier publications gave as a range. */
  earlierRanges: readonly EarlierFigure[];
  pasts: readonly PastRound[];
  /** Whether the place has an earlier figure that can replace a suppressed one. */
  canKeep: (place: number) => boolean;
  /** The number of its first figure in the system. */
  firstFigure: number;
  /** Whether small counts of today are shown as ranges, if the indicator has any. */
  isTelling: boolean;
  /** Whether a released zero that is suppressed may be any number to a reader. */
  hidesZeros: boolean;
  /** Reporters whose small counts of today are shown as ranges, or were. */
  told: ReadonlySet<string>;
};

/** What the members of a system share. */
export type SharedSystem = {
  system: PublicSystem;
  links: Links;
  /** Codes of all reporters; an owner is an index of them. */
  owners: readonly string[];
  /** Numbers of the reporters' quantities by reporter, place and value. */
  numbers: Map<string, number>;
  /** The last number by reporter and place. */
  latest: Map<string, number>;
  /** Superseded quantities: how each is protected, or null if it was released in one of its publications. */
  superseded: Map<number, ProtectedQuantity | null>;
  /** Quantities that their reporter shows by its own wish: they are no secret, wherever else they occur. */
  open: Set<number>;
  /** Numbers of the rows that have been added, by key: the states of a round share most of theirs. */
  rows: Map<string, number>;
  /** The sums of the region, by the quantities that are added up. */
  sums: Map<string, number>;
};

export type Builder = SystemMember & SharedSystem;

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
  /** Today's sums of the region, by place. */
  regional: Map<number, RegionalRow>;
  read: (amounts: readonly bigint[]) => bigint;
};

/** A sum of the region: its quantity, and the row that adds it up. */
export type RegionalRow = { quantity: number; row: number };

/** Numbers a figure of a table: the regional figures first, then each reporter's, each in the order of places. */
export function getFigureNumber(table: RoundTable, reporter: number | null, place: number): number {
  return (reporter === null ? 0 : reporter + 1) * table.places.length + place;
}

export function getKind({ measure, personCount }: DisclosedIndicator): QuantityKind {
  if (getAnswerKind(measure) === 'choice') return 'answer';
  return personCount ? 'persons' : 'magnitude';
}

/**
 * How many steps a hidden value must stay uncertain by: a share of itself, and some neighbouring values. Of an
 * answer, or the rest of a percentage, two values.
 */
export function countProtectedSteps({ rules, indicator }: SystemMember, layer: Layer, truth: bigint): number {
  if (layer.amount === null || getAnswerKind(indicator.measure) === 'choice') return 1;
  const share = (truth * BigInt(rules.widthPercent) + 100n * WHOLE - 1n) / (100n * WHOLE);
  return Math.max(rules.neighbouringValues - 1, Number(share));
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

/**
 * A withheld value is in no figure of today; it matters only if an earlier figure includes it, or if the reporter
 * releases other figures of the same indicator, which may tell it.
 */
function createQuotedToday({ earlier, earlierRanges, table }: Builder) {
  const inEarlier = new Set(
    earlier.flatMap(({ place, members }) => members.map((member) => `${member}|${place}`)),
  );
  for (const { contributing, ...place } of earlierRanges) {
    const at = findPlace(table, place);
    for (const code of contributing) inEarlier.add(`${table.reporters.indexOf(code)}|${at}`);
  }
  return (reporter: number, place: number, { release }: TableCell) =>
    release !== 'withheld' ||
    inEarlier.has(`${reporter}|${place}`) ||
    table.cells[reporter]!.some((other) => other.amounts && other.release !== 'withheld');
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
  const { system, numbers, latest, superseded, open, links, owners, rules, indicator } = builder;
  const { table, primary, past } = state;
  const { layer, reporter, place, cell } = own;
  const truth = layer.read(own.amounts);
  const { status } = primary.national[reporter]![place]!;
  const small = status === 'held' && layer.amount !== null && isSmall(rules, truth);
  const isChoice = getAnswerKind(indicator.measure) === 'choice';
  const code = table.reporters[reporter]!;
  const isTold = past ? hasToldRanges(builder, past) : builder.told.has(code);
  // Zeros are shown by rule, so to hide one tells nobody less; see `hidesZeros`.
  const isZero = status === 'shown' && truth === 0n;
  const isUntold = hasRanges(indicator) && (isZero ? builder.hidesZeros : !isTold);
  const bounds = isChoice
    ? { highest: WHOLE }
    : isUntold
      ? {}
      : status === 'shown' && hasRanges(indicator)
        ? calculateUnmarkedBounds(truth, rules)
        : calculateSmallBounds(small, truth, 0n, rules);
  const placeKey = buildPlaceKey(table.places[place]!);
  // That an answer or the rest of a percentage is as large as before means something only if the cell is the
  // same.
  const value = isChoice ? cell.choice : layer.amount === null ? own.amounts.join('/') : truth;
  const name = [code, links.nameQuantity(indicator, own.layerIndex, placeKey)].join('|');
  const key = `${name}|${value}`;
  const before = numbers.get(key);
  const quantity =
    before ??
    addQuantity(system, { owner: owners.indexOf(code), kind: getKind(indicator) }, truth, WHOLE, bounds);
  numbers.set(key, quantity);
  if (before === undefined) {
    const other = latest.get(name);
    if (other !== undefined) system.changes.push({ quantities: [quantity, other], signs: [1, -1] });
    latest.set(name, quantity);
  }
  layer.own[reporter]![place] = quantity;
  if (before !== undefined) setBounds(system, quantity, truth, WHOLE, bounds);
  const isNew = before === undefined || superseded.has(before);
  if (past && !isNew) return;
  const figure = getTodaysFigure(builder, code, table.places[place]!);
  const steps = countProtectedSteps(builder, layer, truth);
  const secret = isSecret(builder, state, layer, { status, truth, place, reporter })
    ? { quantity, figure, steps }
    : null;
  if (!past) {
    if (status === 'shown' && layer.amount !== null) {
      system.figuresOf[quantity]!.push(figure);
      open.add(quantity);
    } else if (secret) system.protectedQuantities.push(secret);
  } else if (before === undefined || status === 'shown') superseded.set(quantity, secret);
}

/** Whether a publication of that time showed small counts as ranges. */
export const hasToldRanges = ({ earlierRanges }: Builder, { publications }: PastRound): boolean =>
  earlierRanges.some(({ publication }) => publications.includes(publication));

/**
 * Returns the figure that identifies a quantity; for a reporter that is no longer asked, the regional one.
 */
export function getTodaysFigure({ table, firstFigure }: Builder, code: string, place: Place): number {
  const reporter = table.reporters.indexOf(code);
  return firstFigure + getFigureNumber(table, reporter < 0 ? null : reporter, findTodaysPlace(table, place));
}

export const findTodaysPlace = (table: RoundTable, place: Place): number =>
  Math.max(0, findPlace(table, place));

/** Returns the number of a place in a table; -1 if it has no such place. */
export function findPlace({ places }: RoundTable, place: Place): number {
  const key = buildPlaceKey(place);
  return places.findIndex((one) => buildPlaceKey(one) === key);
}

function listLayers(indicator: DisclosedIndicator, table: RoundTable): Layer[] {
  const layer = (amount: number): Layer => ({
    amount,
    own: table.reporters.map(() => []),
    regional: new Map(),
    read: (amounts) => amounts[amount] ?? 0n,
  });
  if (getAnswerKind(indicator.measure) === 'choice') return table.answers.map((_, answer) => layer(answer));
  if (getAnswerKind(indicator.measure) !== 'ratio') return [layer(0)];
  const rest: Layer = {
    amount: null,
    own: table.reporters.map(() => []),
    regional: new Map(),
    read: (amounts) => (amounts[1] ?? 0n) - (amounts[0] ?? 0n),
  };
  return [layer(0), layer(1), rest];
}

function isSecret(
  { indicator }: Builder,
  { primary }: RoundState,
  layer: Layer,
  own: { status: Verdict['status']; truth: bigint; place: number; reporter: number },
): boolean {
  const { status, truth, place, reporter } = own;
  if (status === 'shown') return false;
  // Of a choice, the given answer is secret; that another was not given says little.
  if (getAnswerKind(indicator.measure) === 'choice') return truth !== 0n;
  // A withheld figure is in no regional figure, whatever that is.
  if (primary.sums[place]!.contributors.includes(reporter) && isOpenZero(primary, layer, place)) return false;
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
 * Bounds a released count that is suppressed for the sake of others: since small counts are marked as such, a
 * reader knows that it is none of them.
 */
export function calculateUnmarkedBounds(truth: bigint, { smallCountUpTo }: DisclosureRules) {
  return truth === 0n ? { highest: 0n } : { lowest: BigInt(smallCountUpTo + 1) * WHOLE };
}

/**
 * Whether a regional zero, or 100 %, is public. It reveals that every contributor's figure is the same, but
 * zeros are shown by rule, so these are no secret if enough reporters are behind them.
 */
export function isOpenZero({ regional, sums }: PrimaryDecision, layer: Layer, place: number): boolean {
  if (!regional || layer.read(sums[place]!.sums) !== 0n) return false;
  return !regional[place]!.reasons.some(({ code }) => code === 'too_few_contributors');
}

/** Adds a row if it is new. Returns its number. */
export function addRowOnce(
  { system, rows }: Builder,
  added: readonly number[],
  subtracted: readonly number[] = [],
): number {
  const key = `${added.join()} ${subtracted.join()}`;
  const before = rows.get(key);
  if (before !== undefined) return before;
  rows.set(key, system.rows.length);
  addRow(system, added, subtracted);
  return system.rows.length - 1;
}
