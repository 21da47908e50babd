import { type DataFilter, isMeant } from '#server/domain/data/data-query.rules.ts';
import type { supportAmountRow, supportEntryRow } from '#server/domain/data/support-rows.schema.ts';
import type { SupportEntry } from '#server/domain/support/public-support.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import { readNamedSupport } from '../support/support-parts.ts';
import type { Bare } from './list-plan-data.query.ts';

/** What partners give, as they have confirmed it, in the order in which it was added. */
export async function listSupportEntryRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof supportEntryRow>[]> {
  const entries = await listMeantEntries(context, publication, filter);
  return entries.map((entry) => ({
    ...nameEntry(entry),
    kind: entry.kind,
    role: entry.part,
    ...nameSubject(entry),
    description: entry.description || null,
    carried_out_by: entry.carriedOutBy || null,
    receivers: entry.receivers.map(({ code }) => code),
    source: entry.source || null,
    amounts: entry.amounts,
  }));
}

/** The amounts that partners agreed to show, by entry, year and stage. */
export async function listSupportAmountRows(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof supportAmountRow>[]> {
  const entries = await listMeantEntries(context, publication, filter);
  return entries.flatMap((entry) =>
    entry.lines.map(({ stage, year, currency, amount, source, dollars, rate }) => ({
      ...nameEntry(entry),
      ...nameSubject(entry),
      stage,
      year,
      currency,
      amount,
      usd: dollars,
      rate: rate?.dollars ?? null,
      rate_day: rate?.day ?? null,
      rate_source: rate?.source ?? null,
      source: source || null,
    })),
  );
}

/** None in a publication from before support was published. */
async function listMeantEntries(
  context: PublicContext,
  { number }: Publication,
  { partner, activity, area }: DataFilter,
): Promise<SupportEntry[]> {
  const documents = await readDocuments(context.published, number, 'plan', 'lists');
  const support = await readNamedSupport(context, number, documents);
  return (support?.entries ?? []).filter(
    (entry) =>
      isMeant(entry.partner.slug, partner) &&
      isMeant(entry.activity?.code ?? null, activity) &&
      isMeant(entry.area?.code ?? null, area),
  );
}

const nameEntry = ({ code, partner }: SupportEntry) => ({
  support_code: code,
  partner_code: partner.slug,
  partner: partner.name,
});

const nameSubject = ({ activity, area }: SupportEntry) => ({
  activity_code: activity?.code ?? null,
  activity: activity?.title ?? null,
  area_code: area?.code ?? null,
  area: area?.title ?? null,
});
