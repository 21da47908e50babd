import { getAnswerKind } from '../value/measures.ts';
import { type EarlierSum, isUnchanged } from './earlier-figures.calculations.ts';
import type { EarlierFigure } from './disclosure.types.ts';
import type { PastRound } from './past-rounds.calculations.ts';
import {
  hasRanges,
  isOfFew,
  isSmall,
  isToldAsSmall,
  type PrimaryDecision,
} from './primary-disclosure.rules.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import { findSumBounds } from './range-classes.rules.ts';
import {
  addRowOnce,
  addState,
  type Builder,
  calculateSmallBounds,
  calculateUnmarkedBounds,
  findPlace,
  findTodaysPlace,
  isOpenZero,
  getKind,
  type Layer,
  type RegionalRow,
  getFigureNumber,
  getTodaysFigure,
  type RoundState,
  type SharedSystem,
  type SystemMember,
  hasToldRanges,
  countProtectedSteps,
} from './public-quantities.calculations.ts';
import type { Links } from './figure-links.calculations.ts';
import {
  REGION,
  addQuantity,
  addRow,
  createPublicSystem,
  setBounds,
  type ProtectedQuantity,
  type PublicSystem,
} from './public-system.calculations.ts';
import { buildPlaceKey, WHOLE } from './round-table.calculations.ts';

/**
 * Builds what the public knows of one round, and what it must not find out.
 *
 * Quantities are each reporter's figures and the regional sums: those of today and, if a shown figure had a
 * value that has been superseded, those of that time. Known facts: the shown figures; the earlier figures;
 * nothing is negative; a percentage's numerator is within its denominator; the parts of a dimension do not
 * exceed their total and, whenever it is true (since a reader will assume it), add up to it; what a reporter
 * has not changed is still the same. A count suppressed as small is assumed to be known as small. Protected
 * are the figures that reporters did not release and the figures that are suppressed, in each state that they
 * had: releasing today's figure does not release the earlier one.
 */
export function buildPublicSystem(members: readonly SystemMember[], links: Links): PublicSystem {
  const system = createPublicSystem();
  const codes = members.flatMap(({ table, pasts }) =>
    [table, ...pasts.map((past) => past.table)].flatMap(({ reporters }) => reporters),
  );
  const shared: SharedSystem = {
    system,
    links,
    owners: [...new Set(codes)].sort(),
    numbers: new Map(),
    latest: new Map(),
    superseded: new Map(),
    open: new Set(),
    rows: new Map(),
    sums: new Map(),
  };
  const builders = members.map((member): Builder => ({ ...member, ...shared }));
  for (const builder of builders) setCosts(builder);
  // Today's states come first: what is unchanged is the same quantity, and today's consent applies to it.
  const todays = builders.map((builder) => addState(builder, builder.table, builder.primary, null));
  const befores = builders.map((builder) =>
    builder.pasts.map((past) => addState(builder, past.table, past.primary, past)),
  );
  builders.forEach((builder, index) => {
    addRows(builder, todays[index]!, befores[index]!);
  });
  const { protectedQuantities } = system;
  for (const secret of shared.superseded.values()) if (secret) protectedQuantities.push(secret);
  system.protectedQuantities = keepStrictest(
    protectedQuantities.filter((one) => !shared.open.has(one.quantity)),
  );
  return system;
}

/** Keeps of each quantity the widest protection; the widest first. */
function keepStrictest(given: readonly ProtectedQuantity[]): ProtectedQuantity[] {
  const widestFirst = given.toSorted((a, b) => b.steps - a.steps || a.figure - b.figure);
  const seen = new Set<number>();
  return widestFirst.filter(({ quantity }) => {
    const isNew = !seen.has(quantity);
    seen.add(quantity);
    return isNew;
  });
}

function addRows(builder: Builder, today: RoundState, before: readonly RoundState[]): void {
  const { indicator } = builder;
  for (const state of [today, ...before]) {
    if (getAnswerKind(indicator.measure) === 'ratio') addPercentageRows(builder, state);
    if (getAnswerKind(indicator.measure) === 'choice') addChoiceRows(builder, state);
    for (const layer of state.layers) addParts(builder, state, layer);
  }
  for (const layer of today.layers) addRegion(builder, layer);
  for (const state of before) for (const layer of state.layers) addPastRegion(builder, state, layer);
  addEarlier(builder, today, before);
  addEarlierRanges(builder, today, before);
}

/**
 * Sets the cost of suppressing each figure; the cheapest are suppressed first. A regional figure that can be
 * kept as published costs almost nothing. Breakdowns go before totals, because a total says most. A national
 * figure goes before the regional one of the same kind: regional figures are what the plan publishes by
 * default. Zeros go last of their kind: a reader expects them and they protect little. Among equals the
 * smaller figure goes first.
 */
function setCosts({ system, table, primary, canKeep, firstFigure }: Builder): void {
  table.places.forEach(({ dimension }, place) => {
    const whole = dimension === null;
    const sums = primary.sums[place]?.sums ?? [];
    system.costs[firstFigure + getFigureNumber(table, null, place)] = canKeep(place)
      ? 1
      : (whole ? 400 : 20) + measureSize(sums);
    table.cells.forEach((row, reporter) => {
      const size = measureSize(row[place]?.amounts ?? []);
      system.costs[firstFigure + getFigureNumber(table, reporter, place)] = (whole ? 200 : 10) + size;
    });
  });
}

/** Returns a number between 0 and 1 from the number of digits and the first digit; 5 for a zero. */
function measureSize(amounts: readonly bigint[]): number {
  const largest =
    Number(amounts.reduce((most, amount) => (amount > most ? amount : most), 0n)) / Number(WHOLE);
  return largest === 0 ? 5 : Math.log10(1 + largest) / 25;
}

function addPercentageRows(builder: Builder, { layers }: RoundState): void {
  const [numerators, denominators, rests] = layers;
  numerators!.own.forEach((row, reporter) => {
    row.forEach((numerator, place) => {
      if (numerator === undefined) return;
      const [denominator, rest] = [denominators!.own[reporter]![place]!, rests!.own[reporter]![place]!];
      addRowOnce(builder, [numerator, rest], [denominator]);
    });
  });
}

function addChoiceRows(builder: Builder, { layers, table }: RoundState): void {
  table.cells.forEach((row, reporter) => {
    row.forEach((_, place) => {
      const answers = layers.flatMap(({ own }) => own[reporter]![place] ?? []);
      if (answers.length > 0) addRowOnce(builder, answers);
    });
  });
}

/**
 * Adds a row for each reporter and dimension: the parts add up to the total or, with a remainder of their
 * own, stay below it.
 */
function addParts(builder: Builder, { table, layers }: RoundState, layer: Layer): void {
  const { system, indicator, rows } = builder;
  const total = table.places.findIndex(({ dimension }) => dimension === null);
  if (total < 0 || getAnswerKind(indicator.measure) === 'choice') return;
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
      // Redundant if the numerators add up: it follows from the denominators.
      if (layer.amount === null && findRest(layers[0]!) === 0n) return;
      if (rest < 0n) return;
      // If the rests add up but the numerators do not, it is chance, and no reader would assume it.
      const adds = rest === 0n && layer.amount !== null;
      const key = `${quantities.join()} within ${whole}`;
      if (rows.has(key)) return;
      rows.set(key, system.rows.length);
      const owner = builder.owners.indexOf(table.reporters[reporter]!);
      const figureOfWhole = getTodaysFigure(builder, table.reporters[reporter]!, table.places[total]!);
      const unknown = adds ? [] : [addQuantity(system, { owner, kind: getKind(indicator) }, rest, WHOLE)];
      addRow(system, [...quantities, ...unknown], [whole]);
      const single = quantities.map((quantity) => ({ quantity, addends: [quantity] }));
      if (adds && layer.amount !== null) protectSmallRest(builder, owner, single, figureOfWhole);
    });
  }
}

function addRegion(builder: Builder, layer: Layer): void {
  const { system, table, primary, rules, indicator, earlier } = builder;
  const { amount } = layer;
  if (!primary.regional || amount === null) return;
  table.places.forEach((_, place) => {
    const sum = primary.sums[place]!;
    if (sum.contributors.length === 0) return;
    const own = sum.contributors.map((reporter) => layer.own[reporter]![place]!);
    const [truth, hidden] = [layer.read(sum.sums), layer.read(sum.hiddenSums)];
    const shown = primary.regional![place]!.status === 'shown';
    const isFew = isOfFew(primary.regional![place]!.reasons);
    const isTold = builder.isTelling || !hasRanges(indicator);
    const small = isTold && isToldAsSmall(indicator, rules, { table, primary, place, quantity: amount });
    const quantity = addQuantity(
      system,
      { owner: REGION, kind: getKind(indicator) },
      truth,
      WHOLE,
      isTold && !small && hasRanges(indicator) && truth > 0n && !isSmall(rules, truth) && !isFew
        ? calculateUnmarkedBounds(truth, rules)
        : calculateSmallBounds(small, truth, truth - hidden, rules),
    );
    addRow(system, own, [quantity]);
    builder.sums.set(own.join(), quantity);
    layer.regional.set(place, { quantity, row: system.rows.length - 1 });
    const figure = builder.firstFigure + getFigureNumber(table, null, place);
    if (getAnswerKind(indicator.measure) === 'number') system.sumOf.set(figure, quantity);
    const isPublic = earlier.some((before) => before.place === place && isToday(primary, before));
    if (isPublic) system.alwaysKnown[quantity] = true;
    else if (shown) system.figuresOf[quantity]!.push(figure);
    // If every contributor's own figure is shown there is nothing left to protect: anyone can add them up.
    else if (
      sum.hidden.length > 0 &&
      getAnswerKind(indicator.measure) !== 'choice' &&
      !isOpenZero(primary, layer, place)
    ) {
      system.protectedQuantities.push({
        quantity,
        figure,
        steps: countProtectedSteps(builder, layer, hidden),
      });
    }
  });
  addBreakdowns(builder, layer.regional);
}

/** A part, and the reporters' quantities that are added up in it. */
type Part = { quantity: number; addends: readonly number[] };

/** Whether a count is small, or none. */
const isNoLarger = (rules: DisclosureRules, truth: bigint) => truth === 0n || isSmall(rules, truth);

/**
 * Protects the sum of parts that are each suppressed as small, if together they are small as well: the rest of the
 * whole would tell it.
 */
function protectSmallRest(
  { system, rules, indicator }: Builder,
  owner: number,
  parts: readonly Part[],
  figure: number,
): void {
  if (!indicator.personCount) return;
  const small = parts.filter(
    ({ quantity }) => isNoLarger(rules, system.truth[quantity]!) && system.figuresOf[quantity]!.length === 0,
  );
  const sum = small.reduce((added, part) => added + system.truth[part.quantity]!, 0n);
  if (small.length < 2 || !isSmall(rules, sum)) return;
  const quantity = addQuantity(system, { owner, kind: getKind(indicator) }, sum, WHOLE);
  addRow(
    system,
    small.flatMap(({ addends }) => addends),
    [quantity],
  );
  system.protectedQuantities.push({ quantity, figure, steps: rules.neighbouringValues - 1 });
}

/** Notes what is left of the total beside the parts of each dimension. */
function addBreakdowns(builder: Builder, regional: ReadonlyMap<number, RegionalRow>): void {
  const { system, table } = builder;
  const total = table.places.findIndex(({ dimension }) => dimension === null);
  const whole = regional.get(total);
  if (!whole) return;
  for (const dimension of new Set(table.places.flatMap((place) => place.dimension ?? []))) {
    const parts = table.places.flatMap((place, index) =>
      place.dimension === dimension ? (regional.get(index) ?? []) : [],
    );
    system.breakdowns.push({ whole: whole.row, parts: parts.map(({ row }) => row) });
    const sum = parts.reduce((added, { quantity }) => added + system.truth[quantity]!, 0n);
    if (sum !== system.truth[whole.quantity]) continue;
    const figure = builder.firstFigure + getFigureNumber(table, null, total);
    const added = parts.map(({ quantity, row }) => ({
      quantity,
      addends: system.rows[row]!.quantities.filter((one) => one !== quantity),
    }));
    protectSmallRest(builder, REGION, added, figure);
  }
}

/**
 * Adds the regional sum of an earlier state, if readers know that it was small or if it is protected. One that was
 * suppressed in an earlier publication stays protected if it includes values that nobody has released; one made of
 * today's values alone is judged by today's rules.
 */
function addPastRegion(builder: Builder, { table, primary, past }: RoundState, layer: Layer): void {
  const { system, rules, indicator, superseded, rows } = builder;
  const { amount } = layer;
  if (amount === null || getAnswerKind(indicator.measure) === 'choice') return;
  const isTold = !hasRanges(indicator) || (past !== null && hasToldRanges(builder, past));
  primary.regional?.forEach(({ status }, place) => {
    const sum = primary.sums[place]!;
    const own = sum.contributors.flatMap((reporter) => layer.own[reporter]![place] ?? []);
    if (status !== 'held' || own.length < sum.contributors.length || isOpenZero(primary, layer, place))
      return;
    const key = `sum of ${own.join()}`;
    const small = isTold && isToldAsSmall(indicator, rules, { table, primary, place, quantity: amount });
    const isProtected = own.some((quantity) => superseded.get(quantity));
    if (rows.has(key) || !(small || isProtected)) return;
    rows.set(key, system.rows.length);
    const [truth, hidden] = [layer.read(sum.sums), layer.read(sum.hiddenSums)];
    const quantity = addQuantity(
      system,
      { owner: REGION, kind: getKind(indicator) },
      truth,
      WHOLE,
      calculateSmallBounds(small, truth, truth - hidden, rules),
    );
    addRow(system, own, [quantity]);
    builder.sums.set(own.join(), quantity);
    if (!isProtected) return;
    const todays = findTodaysPlace(builder.table, table.places[place]!);
    const figure = builder.firstFigure + getFigureNumber(builder.table, null, todays);
    system.protectedQuantities.push({ quantity, figure, steps: countProtectedSteps(builder, layer, hidden) });
  });
}

/** Whether an earlier regional figure is exactly the one that would be shown today. */
function isToday({ sums }: PrimaryDecision, before: EarlierSum): boolean {
  if (before.figure.scope !== 'region' || before.place < 0 || !isUnchanged(before)) return false;
  const { contributors } = sums[before.place]!;
  return (
    contributors.length === before.members.length &&
    contributors.every((reporter) => before.members.includes(reporter))
  );
}

function addEarlier(builder: Builder, today: RoundState, before: readonly RoundState[]): void {
  const stateOf = new Map<PastRound | null, RoundState>(before.map((state) => [state.past, state]));
  const sums: EarlierRow[] = [];
  for (const sum of builder.earlier) {
    // If today's figure is known, the row would repeat it.
    if (isToday(builder.primary, sum)) continue;
    const state = stateOf.get(sum.past);
    today.layers.forEach((layer, index) => {
      if (layer.amount === null) return;
      const quantities = state
        ? listPastQuantities(state, state.layers[index]!, sum)
        : listTodaysQuantities(layer, sum, layer.amount);
      const [only, ...others] = quantities;
      if (only === undefined) return;
      if (others.length === 0) builder.system.alwaysKnown[only] = true;
      else sums.push({ layer, figure: sum.figure, row: addRowOnce(builder, quantities) });
    });
  }
  for (const layer of today.layers) addEarlierBreakdowns(builder, layer, sums);
}

/** A sum of the region that an earlier publication shows. */
type EarlierRow = { layer: Layer; figure: EarlierFigure; row: number };

/** Notes what is left of an earlier total beside today's parts, and of today's total beside a publication's parts. */
function addEarlierBreakdowns({ system, table }: Builder, layer: Layer, sums: readonly EarlierRow[]): void {
  const own = sums.filter((sum) => sum.layer === layer);
  const add = (whole: number | undefined, parts: readonly number[]) => {
    if (whole !== undefined && parts.length > 0) system.breakdowns.push({ whole, parts: [...parts] });
  };
  const isTotal = ({ dimension }: { dimension: string | null }) => dimension === null;
  const wholes = new Set(own.flatMap(({ figure, row }) => (isTotal(figure) ? row : [])));
  for (const dimension of new Set(table.places.flatMap((place) => place.dimension ?? []))) {
    const todays = table.places.flatMap((place, index) =>
      place.dimension === dimension ? (layer.regional.get(index)?.row ?? []) : [],
    );
    for (const whole of wholes) add(whole, todays);
    const parts = own.filter(({ figure }) => figure.dimension === dimension);
    for (const shown of Map.groupBy(parts, ({ figure }) => figure.publication).values()) {
      add(
        layer.regional.get(table.places.findIndex(isTotal))?.row,
        shown.map(({ row }) => row),
      );
      // Of parts that the publication does not show, today's are taken.
      const others = table.places.flatMap((place, index) =>
        place.dimension === dimension && !shown.some(({ figure }) => figure.category === place.category)
          ? (layer.regional.get(index)?.row ?? [])
          : [],
      );
      if (others.length > 0)
        for (const whole of wholes) add(whole, [...shown.map(({ row }) => row), ...others]);
    }
  }
}

/**
 * Adds what earlier publications have said of suppressed figures, a reporter's own and sums. It stays known where today
 * has no ranges. Values that do not explain a range are wrong.
 */
function addEarlierRanges(builder: Builder, today: RoundState, before: readonly RoundState[]): void {
  const { system, indicator, sums } = builder;
  for (const { publication, range, contributing, ...figure } of builder.earlierRanges) {
    const { table, layers } = before.find(({ past }) => past?.publications.includes(publication)) ?? today;
    const place = findPlace(table, figure);
    const codes = [...new Set(contributing)].sort();
    const own = codes.flatMap((code) => layers[0]!.own[table.reporters.indexOf(code)]?.[place] ?? []);
    const truth = own.reduce((sum, quantity) => sum + system.truth[quantity]!, 0n);
    const bounds = findSumBounds(range!);
    if (own.length === 0 || own.length < codes.length) continue;
    if (truth < bounds.lowest || truth > bounds.highest) continue;
    const known = figure.scope === 'region' ? sums.get(own.join()) : own[0];
    if (known === undefined) {
      const quantity = addQuantity(system, { owner: REGION, kind: getKind(indicator) }, truth, WHOLE, bounds);
      addRow(system, own, [quantity]);
      sums.set(own.join(), quantity);
    } else setBounds(system, known, truth, WHOLE, bounds);
  }
}

/** Returns the quantities of a figure; empty if today's values do not explain it. */
function listTodaysQuantities({ own }: Layer, sum: EarlierSum, amount: number): number[] {
  if (!sum.holds[amount] || sum.gone.length > 0) return [];
  return sum.members.map((reporter) => own[reporter]![sum.place]!);
}

/**
 * Returns the quantities of a figure; empty if the earlier values do not explain it, which means that they
 * are wrong.
 */
function listPastQuantities({ table }: RoundState, layer: Layer, { figure, amounts }: EarlierSum): number[] {
  const place = table.places.findIndex((one) => buildPlaceKey(one) === buildPlaceKey(figure));
  const codes = figure.scope === 'region' ? [...new Set(figure.contributing)].sort() : [figure.scope];
  const reporters = codes.map((code) => table.reporters.indexOf(code));
  const quantities = reporters.flatMap((reporter) => layer.own[reporter]?.[place] ?? []);
  if (quantities.length < reporters.length) return [];
  const truth = reporters.reduce(
    (sum, reporter) => sum + layer.read(table.cells[reporter]![place]!.amounts!),
    0n,
  );
  return truth === layer.read(amounts) ? quantities : [];
}
