import type { PlanDocument, PublishedSupport } from '../publication/documents.ts';
import { findRate } from './dollars.calculations.ts';
import { findVerdict, isAmountShown } from './support.rules.ts';
import type { ExchangeRate, Support } from './support.schema.ts';

type Entry = PublishedSupport['entries'][number];

/**
 * What may be published of the support that partners give. An entry is published as its partner has confirmed it: what
 * has changed since is not, until it is confirmed again. Its amounts are published only with the partner's consent.
 * Amounts that are held back leave no trace: neither a number of them, their years and currencies, nor a rate that only
 * they would need is in the document, so no total over it can give them away.
 */
export function buildPublishedSupport(
  supports: readonly Support[],
  rates: readonly ExchangeRate[],
  { activities }: Pick<PlanDocument, 'activities'>,
): PublishedSupport {
  const known = new Set(['', ...activities.map(({ code }) => code)]);
  const entries = supports
    .filter((support) => isPublic(support) && known.has(support.content.activity))
    .map(toEntry)
    .toSorted((one, other) => getPlace(one) - getPlace(other));
  return { entries, rates: listUsedRates(entries, rates) };
}

/** Whether the partner has confirmed a support as it is now, and it was not withdrawn. */
export const isPublic = ({ content, statements, version }: Support): boolean =>
  !content.withdrawn && findVerdict(statements, version)?.kind === 'confirmed';

/** Codes are in the order in which supports were added: "S12". */
const getPlace = ({ code }: Entry) => Number(code.slice(1));

function toEntry({ code, partner, content, statements }: Support): Entry {
  const shown = isAmountShown(statements);
  const amounts = content.amounts.length === 0 ? 'none' : shown ? 'shown' : 'not_shown';
  // A sentence may hold an amount as well. Which sentences are shown must not depend on the amounts.
  const keep = (words: string) => (amounts === 'not_shown' && /\p{Nd}/u.test(words) ? '' : words);
  return {
    code,
    partner: partner.code,
    kind: content.kind,
    part: content.part,
    activity: content.activity || null,
    area: content.area || null,
    description: keep(content.description),
    carriedOutBy: content.carriedOutBy,
    receivers: content.receivers,
    source: keep(content.source),
    amounts,
    lines: amounts === 'shown' ? content.amounts : [],
  };
}

/** The rates by which amounts that are shown are converted, each once, by currency and day. */
function listUsedRates(entries: readonly Entry[], rates: readonly ExchangeRate[]): ExchangeRate[] {
  const used = new Set(
    entries.flatMap(({ lines }) => lines.map(({ currency, year }) => findRate(rates, currency, year))),
  );
  used.delete(null);
  return rates.filter((rate) => used.has(rate));
}
