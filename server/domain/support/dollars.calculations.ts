import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import { parseDecimal, serialiseDecimal } from '../value/decimal.calculations.ts';
import { isCurrencyCode } from './support.rules.ts';
import { type ExchangeRate, type SupportAmount, type SupportStage, supportStages } from './support.schema.ts';

/** An amount in US dollars, in whole dollars, and the rate by which; no rate for what is in dollars. */
export type Converted = { dollars: string; rate: ExchangeRate | null };

const ratePlaces = 10;

/** A rate of up to ten decimals, in units of its last place. */
function parseRate(dollars: string): bigint {
  const [whole = '0', fraction = ''] = dollars.split('.');
  return BigInt(whole + fraction.slice(0, ratePlaces).padEnd(ratePlaces, '0'));
}

/**
 * The rate of an amount of a year: that of the newest day that is stated up to the end of the year; before the first
 * stated day there is none. `rates` may be in any order; of two for a day the later in the list counts.
 */
export function findRate(
  rates: readonly ExchangeRate[],
  currency: string,
  year: number,
): ExchangeRate | null {
  let found: ExchangeRate | null = null;
  for (const rate of rates) {
    if (rate.currency !== currency || rate.day > `${year}-12-31`) continue;
    if (!found || rate.day >= found.day) found = rate;
  }
  return found;
}

/** An amount in US dollars, rounded half up to whole dollars; null where no rate is stated. */
export function calculateDollars(
  { amount, currency, year }: Pick<SupportAmount, 'amount' | 'currency' | 'year'>,
  rates: readonly ExchangeRate[],
): Converted | null {
  const rate = currency === 'USD' ? null : findRate(rates, currency, year);
  if (currency !== 'USD' && !rate) return null;
  const scale = 10n ** BigInt(ratePlaces);
  const factor = rate ? parseRate(rate.dollars) : scale;
  // Four decimals of the amount, and those of the rate.
  const unit = 10_000n * scale;
  return { dollars: String((parseDecimal(amount) * factor * 2n + unit) / (unit * 2n)), rate };
}

/** Sums of one stage: in dollars, by currency as given, and how many amounts have no stated rate. */
export type StageTotal = {
  stage: SupportStage;
  dollars: string;
  original: { currency: string; amount: string }[];
  withoutRate: number;
};

/** Sums amounts by stage. Stages are never added together: what is disbursed was committed before. */
export function calculateTotals(
  amounts: readonly SupportAmount[],
  rates: readonly ExchangeRate[],
): StageTotal[] {
  return supportStages.flatMap((stage) => {
    const ofStage = amounts.filter((amount) => amount.stage === stage);
    if (ofStage.length === 0) return [];
    const byCurrency = new Map<string, bigint>();
    let dollars = 0n;
    let withoutRate = 0;
    for (const amount of ofStage) {
      const converted = calculateDollars(amount, rates);
      if (converted) dollars += BigInt(converted.dollars);
      else withoutRate += 1;
      byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0n) + parseDecimal(amount.amount));
    }
    const original = [...byCurrency]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([currency, units]) => ({ currency, amount: serialiseDecimal(units) }));
    return [{ stage, dollars: String(dollars), original, withoutRate }];
  });
}

/** Reads a rate as typed; `today` is the last day of which one can be known. */
export function checkExchangeRate(
  typed: ExchangeRate,
  today: string,
): { rate: ExchangeRate; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const currency = typed.currency.trim().toUpperCase();
  const day = typed.day.trim();
  const dollars = typed.dollars.trim();
  const source = normaliseText(typed.source).trim();
  if (!isCurrencyCode(currency)) add('currency', 'Enter the three letters of the currency, such as AUD.');
  else if (currency === 'USD') add('currency', 'US dollars need no rate.');
  if (!isDay(day)) add('day', 'Enter the day as year, month and day, such as 2026-06-30.');
  else if (day > today) add('day', 'Enter a day that has come.');
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(dollars) || parseRate(dollars) === 0n) {
    add('dollars', 'Enter a number above zero with at most ten decimals, such as 0.6512.');
  }
  const problem = source === '' ? 'Say who publishes this rate.' : findTextProblem(source, 300);
  if (problem) add('source', problem);
  return { rate: { currency, day, dollars, source }, problems };
}

function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  );
}
