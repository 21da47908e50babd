import type { DisclosedIndicator, DisclosureRules } from './disclosure.types.ts';
import { type EarlierSum, isUnchanged } from './earlier-figures.calculations.ts';
import { isSmall, type PrimaryDecision, type Verdict } from './primary-disclosure.rules.ts';
import {
  ALWAYS_KNOWN,
  addQuantity,
  addRow,
  createPublicSystem,
  NEVER_SHOWN,
  type PublicSystem,
} from './public-system.calculations.ts';
import { type RoundTable, WHOLE } from './round-table.calculations.ts';

export type SystemInput = {
  indicator: DisclosedIndicator;
  rules: DisclosureRules;
  table: RoundTable;
  primary: PrimaryDecision;
  earlier: readonly EarlierSum[];
  /** Whether the place has an earlier figure that can be kept in place of a held one. */
  canKeep: (place: number) => boolean;
};

type Builder = SystemInput & {
  system: PublicSystem;
  layers: Layer[];
  /** Steps that must stay open: three values for a count of persons, two for anything else. */
  steps: number;
};

/** One kind of quantity: the value, the numerator, the denominator, the rest of a percentage, or one answer. */
type Layer = {
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
 * Builds what the public knows of one round, and what it must not find out.
 *
 * Quantities are each reporter's figures and the regional sums. Known are the shown figures, the earlier figures
 * that still hold, that nothing is negative, that a percentage's numerator is within its denominator, that the
 * parts of a dimension do not exceed their total, and (wherever it is true, since a reader will suppose it) that
 * they add up to it. A count held as small is supposed to be known as such. Protected are the figures that
 * reporters did not release and the figures that are held.
 */
export function buildPublicSystem(input: SystemInput): PublicSystem {
  const { indicator, table } = input;
  const builder: Builder = {
    ...input,
    system: createPublicSystem((table.reporters.length + 1) * table.places.length),
    layers: listLayers(indicator, table),
    steps: indicator.personCount ? 2 : 1,
  };
  setCosts(builder);
  for (const layer of builder.layers) addOwnQuantities(builder, layer);
  if (indicator.measure === 'percentage') addPercentageRows(builder);
  if (indicator.measure === 'choice') addChoiceRows(builder);
  for (const layer of builder.layers) {
    addParts(builder, layer);
    addRegion(builder, layer);
  }
  addEarlier(builder);
  builder.system.protectedQuantities.sort((a, b) => b.steps - a.steps || a.figure - b.figure);
  return builder.system;
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

/**
 * The cheapest figures are held first. A regional figure that can be kept as published costs nearly nothing.
 * Breakdowns go before totals, since a total says most. A national figure goes before the regional one of the
 * same kind: regional figures are what the plan publishes by default. Zeros go last of their kind: a reader
 * expects them and they protect little. Among equals the smaller figure goes.
 */
function setCosts({ system, table, primary, canKeep }: Builder): void {
  table.places.forEach(({ dimension }, place) => {
    const whole = dimension === null;
    const sums = primary.sums[place]?.sums ?? [];
    system.costs[numberFigure(table, null, place)] = canKeep(place)
      ? 1
      : (whole ? 400 : 20) + measureSize(sums);
    table.cells.forEach((row, reporter) => {
      const size = measureSize(row[place]?.amounts ?? []);
      system.costs[numberFigure(table, reporter, place)] = (whole ? 200 : 10) + size;
    });
  });
}

/** Between 0 and 1 by the number of digits and their first; 5 for a zero. */
function measureSize(amounts: readonly bigint[]): number {
  const largest =
    Number(amounts.reduce((most, amount) => (amount > most ? amount : most), 0n)) / Number(WHOLE);
  return largest === 0 ? 5 : Math.log10(1 + largest) / 25;
}

function addOwnQuantities(builder: Builder, layer: Layer): void {
  const { system, table, primary, earlier, rules, indicator, steps } = builder;
  const inEarlier = new Set(
    earlier.flatMap(({ place, members }) => members.map((member) => `${member}|${place}`)),
  );
  table.cells.forEach((row, reporter) => {
    row.forEach((cell, place) => {
      if (!cell.amounts) return;
      // What a reporter withholds is in no figure of today; it matters only where an earlier figure has it.
      if (cell.release === 'withheld' && !inEarlier.has(`${reporter}|${place}`)) return;
      const truth = layer.read(cell.amounts);
      const { status } = primary.national[reporter]![place]!;
      const small = status === 'held' && layer.amount !== null && isSmall(rules, truth);
      const bounds =
        indicator.measure === 'choice' ? { highest: WHOLE } : boundSmall(small, truth, 0n, rules);
      const quantity = addQuantity(system, truth, WHOLE, bounds);
      layer.own[reporter]![place] = quantity;
      const figure = numberFigure(table, reporter, place);
      if (status === 'shown') system.figureOf[quantity] = layer.amount === null ? NEVER_SHOWN : figure;
      else if (isSecret(builder, layer, { status, truth, place })) {
        system.protectedQuantities.push({ quantity, figure, steps: layer.amount === null ? 1 : steps });
      }
    });
  });
}

function isSecret(
  { indicator, primary }: Builder,
  layer: Layer,
  { status, truth, place }: { status: Verdict['status']; truth: bigint; place: number },
): boolean {
  // Of a choice the answer given is secret; that another was not given says little.
  if (indicator.measure === 'choice') return truth !== 0n;
  if (isOpenZero(primary, layer, place)) return false;
  // Of a released figure that is held for its size nothing is secret but its counts: its zeros, and that its
  // percentage is 100, could be shown.
  return status !== 'held' || (truth !== 0n && layer.amount !== null);
}

/** A small count is supposed to be known as such: from 1 to the limit, on top of what is `plain` to see. */
function boundSmall(small: boolean, truth: bigint, plain: bigint, rules: DisclosureRules) {
  if (!small) return {};
  const least = truth - plain < WHOLE ? truth : plain + WHOLE;
  return { lowest: least, highest: plain + BigInt(rules.smallCountUpTo) * WHOLE };
}

/**
 * A zero of the whole region tells that every contributor's figure is zero, and 100 % that everyone's is. Zeros are
 * shown, by rule, so that these are no secret where enough reporters are behind them.
 */
function isOpenZero({ regional, sums }: PrimaryDecision, layer: Layer, place: number): boolean {
  if (!regional || layer.read(sums[place]!.sums) !== 0n) return false;
  return !regional[place]!.reasons.some(({ code }) => code === 'too_few_contributors');
}

function addPercentageRows({ system, layers }: Builder): void {
  const [numerators, denominators, rests] = layers;
  numerators!.own.forEach((row, reporter) => {
    row.forEach((numerator, place) => {
      if (numerator === undefined) return;
      const [denominator, rest] = [denominators!.own[reporter]![place]!, rests!.own[reporter]![place]!];
      addRow(system, [numerator, rest], [denominator]);
    });
  });
}

function addChoiceRows({ system, layers, table }: Builder): void {
  table.cells.forEach((row, reporter) => {
    row.forEach((_, place) => {
      const answers = layers.flatMap(({ own }) => own[reporter]![place] ?? []);
      if (answers.length > 0) addRow(system, answers);
    });
  });
}

/**
 * Adds, for each reporter and dimension, that parts add up to the total or, with a remainder of their own, stay
 * below it.
 */
function addParts({ system, table, indicator, layers }: Builder, layer: Layer): void {
  const total = table.places.findIndex(({ dimension }) => dimension === null);
  if (total < 0 || indicator.measure === 'choice') return;
  for (const dimension of new Set(table.places.flatMap((place) => place.dimension ?? []))) {
    const parts = table.places.flatMap((place, index) => (place.dimension === dimension ? [index] : []));
    table.cells.forEach((row, reporter) => {
      const whole = layer.own[reporter]![total];
      const reported = parts.filter((part) => row[part]!.amounts);
      const quantities = reported.flatMap((part) => layer.own[reporter]![part] ?? []);
      if (whole === undefined || quantities.length === 0 || quantities.length < reported.length) return;
      const findRest = ({ read }: Layer) =>
        reported.reduce((rest, part) => rest - read(row[part]!.amounts!), read(row[total]!.amounts!));
      const rest = findRest(layer);
      // Follows from the denominators where the numerators add up.
      if (layer.amount === null && findRest(layers[0]!) === 0n) return;
      if (rest < 0n) return;
      // That the rests add up where the numerators do not is chance, and no reader would suppose it.
      const adds = rest === 0n && layer.amount !== null;
      const unknown = adds ? [] : [addQuantity(system, rest, WHOLE)];
      addRow(system, [...quantities, ...unknown], [whole]);
    });
  }
}

function addRegion(builder: Builder, layer: Layer): void {
  const { system, table, primary, rules, steps, indicator, earlier } = builder;
  if (!primary.regional || layer.amount === null) return;
  table.places.forEach((_, place) => {
    const sum = primary.sums[place]!;
    if (sum.contributors.length === 0) return;
    const own = sum.contributors.map((reporter) => layer.own[reporter]![place]!);
    const [truth, hidden] = [layer.read(sum.sums), layer.read(sum.hiddenSums)];
    const shown = primary.regional![place]!.status === 'shown';
    const small = indicator.personCount && !shown && isSmall(rules, hidden);
    const quantity = addQuantity(system, truth, WHOLE, boundSmall(small, truth, truth - hidden, rules));
    addRow(system, own, [quantity]);
    const figure = numberFigure(table, null, place);
    const isPublic = earlier.some((before) => before.place === place && isToday(primary, before));
    if (isPublic) system.figureOf[quantity] = ALWAYS_KNOWN;
    else if (shown) system.figureOf[quantity] = figure;
    // Where every contributor's own figure is shown there is nothing left to protect: anyone can add them up.
    else if (sum.hidden.length > 0 && indicator.measure !== 'choice' && !isOpenZero(primary, layer, place)) {
      system.protectedQuantities.push({ quantity, figure, steps: small ? steps : 1 });
    }
  });
}

/** Whether an earlier regional figure is the very one that would be shown today. */
function isToday({ sums }: PrimaryDecision, before: EarlierSum): boolean {
  if (before.figure.scope !== 'region' || !isUnchanged(before)) return false;
  const { contributors } = sums[before.place]!;
  return (
    contributors.length === before.members.length &&
    contributors.every((reporter) => before.members.includes(reporter))
  );
}

function addEarlier({ system, table, layers, earlier, steps, indicator, primary }: Builder): void {
  const goneQuantities = new Map<string, number>();
  for (const layer of layers) {
    if (layer.amount === null) continue;
    for (const sum of earlier) {
      // Where today's figure is known the row would say it again.
      if (!sum.holds[layer.amount] || isToday(primary, sum)) continue;
      const quantities = sum.members.map((reporter) => layer.own[reporter]![sum.place]!);
      if (sum.gone.length > 0) {
        // Figures that left the report together cannot be told apart; one that left alone can be worked out.
        const key = [layer.amount, sum.place, ...sum.gone].join('|');
        const quantity = goneQuantities.get(key) ?? addQuantity(system, layer.read(sum.missing), WHOLE);
        goneQuantities.set(key, quantity);
        quantities.push(quantity);
        const wasPublic = sum.figure.scope !== 'region';
        if (sum.gone.length === 1 && !wasPublic && indicator.measure !== 'choice') {
          const figure = numberFigure(table, null, sum.place);
          system.protectedQuantities.push({ quantity, figure, steps });
        }
      }
      const [only, ...others] = quantities;
      if (only === undefined) continue;
      if (others.length === 0) system.figureOf[only] = ALWAYS_KNOWN;
      else addRow(system, quantities);
    }
  }
}
