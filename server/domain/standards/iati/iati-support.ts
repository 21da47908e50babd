import type { SupportEntry, SupportLine } from '../../support/public-support.calculations.ts';
import { parseDecimal, serialiseDecimal } from '../../value/decimal.calculations.ts';
import type { Exchange } from '../exchange.types.ts';
import { element, type Xml } from '../xml.ts';
import { budgetStatus, budgetType, partnerTypes, role, transactionType } from './iati-codes.ts';

const narrative = (text: string): Xml => element('narrative', {}, text);

/** Lists what partners give to an activity; for the plan as a whole what is for an area or for all of it. */
export const listSupport = ({ support }: Exchange, activity: string | null): SupportEntry[] =>
  support.filter((entry) => (entry.activity?.code ?? null) === activity);

export type Organisation = { name: string; role: string; type: string | undefined };

/** Lists who takes part by its support: who finances, and who leads, facilitates, takes part or carries out. */
export function listSupporters(exchange: Exchange, entries: readonly SupportEntry[]): Organisation[] {
  const all = entries.flatMap(({ partner, part, carriedOutBy }): Organisation[] => [
    {
      name: partner.name,
      role: part === 'financed' ? role.funding : role.implementing,
      type: findPartnerType(exchange, partner.slug),
    },
    ...(carriedOutBy === '' ? [] : [{ name: carriedOutBy, role: role.implementing, type: undefined }]),
  ]);
  return [...new Map(all.map((each) => [`${each.role} ${each.name}`, each])).values()];
}

export const findPartnerType = ({ partners }: Exchange, slug: string): string | undefined =>
  partnerTypes[partners.find((each) => each.slug === slug)?.kind ?? ''];

/**
 * Writes budgets: what is committed for a year, in each currency. Of an entry with nothing committed it is what is
 * pledged, as indicative.
 */
export function buildBudgets(entries: readonly SupportEntry[]): Xml[] {
  const sums = new Map<string, { year: number; currency: string; status: string; units: bigint }>();
  for (const { lines } of entries) {
    const stage = lines.some((line) => line.stage === 'committed') ? 'committed' : 'pledged';
    const status = budgetStatus[stage];
    for (const { year, currency, amount } of lines.filter((line) => line.stage === stage)) {
      const key = `${year} ${status} ${currency}`;
      const sum = sums.get(key) ?? { year, currency, status, units: 0n };
      sums.set(key, { ...sum, units: sum.units + parseDecimal(amount) });
    }
  }
  return [...sums.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { year, currency, status, units }]) => {
      const start = `${year}-01-01`;
      return element(
        'budget',
        { type: budgetType.original, status },
        element('period-start', { 'iso-date': start }),
        element('period-end', { 'iso-date': `${year}-12-31` }),
        element('value', { currency, 'value-date': start }, serialiseDecimal(units)),
      );
    });
}

/** Writes a transaction for each amount: as money that comes in, from the partner to whoever carries it out. */
export const buildTransactions = (exchange: Exchange, entries: readonly SupportEntry[]): Xml[] =>
  entries.flatMap((entry) => entry.lines.map((line) => buildTransaction(exchange, entry, line)));

function buildTransaction(exchange: Exchange, entry: SupportEntry, line: SupportLine): Xml {
  const { code, partner, description, carriedOutBy, activity, area } = entry;
  const { stage, year, currency, amount, source } = line;
  const type = findPartnerType(exchange, partner.slug);
  // Only the year is known. What is published has happened by then.
  const published = exchange.publication.publishedAt.slice(0, 10);
  const day = `${year}-12-31` < published ? `${year}-12-31` : published;
  const words = [
    description,
    activity ? '' : area ? `For the thematic area ${area.code} ${area.title}.` : 'For the plan as a whole.',
    `The year is ${year}; the day is not recorded.`,
    source === '' ? '' : `Source: ${source}.`,
  ];
  return element(
    'transaction',
    { ref: `${code}-${stage}-${year}-${currency}` },
    element('transaction-type', { code: transactionType[stage] }),
    element('transaction-date', { 'iso-date': day }),
    element('value', { currency, 'value-date': day }, amount),
    element('description', {}, narrative(words.filter(Boolean).join(' '))),
    element('provider-org', { type }, narrative(partner.name)),
    // Without one the reporting organisation would be taken to have received it.
    carriedOutBy === ''
      ? element('receiver-org', { type }, narrative(partner.name))
      : element('receiver-org', {}, narrative(carriedOutBy)),
  );
}
