import type { ExchangeRate, SupportContent } from '#server/domain/support/support.schema.ts';
import { describeSubject } from '#server/domain/support/support-list.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';

/** The address of a page of the desk's support; a plan other than the newest is named. */
export const supportPath = (plan: string | undefined, ...parts: string[]): string =>
  `/secretariat/support${parts.map((part) => `/${encodeURIComponent(part)}`).join('')}${plan ? `?plan=${encodeURIComponent(plan)}` : ''}`;

/** "AUD 1,250,000". */
export const formatMoney = (currency: string, amount: string): string =>
  `${currency} ${formatNumber(amount)}`;

/** By which rate an amount was converted; empty for US dollars. */
export const describeRate = (rate: ExchangeRate | null | undefined): string =>
  rate ? `1 ${rate.currency} = US$ ${rate.dollars} on ${formatDate(rate.day)}, ${rate.source}` : '';

/** What a support is for, with its title where it is known. */
export function describeFor(
  content: Pick<SupportContent, 'activity' | 'area'>,
  lists: {
    activities: readonly { code: string; title: string }[];
    areas: readonly { code: string; title: string }[];
  },
): string {
  const list = content.activity ? lists.activities : lists.areas;
  const title = list.find(({ code }) => code === (content.activity || content.area))?.title;
  return title ? `${describeSubject(content)}: ${title}` : describeSubject(content);
}
