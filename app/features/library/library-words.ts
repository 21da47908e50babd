import type { Words } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { Language } from '#server/domain/language/languages.ts';

/** What the library holds as a sentence, or what of it a filter leaves. */
export function describeEntries(
  { matching, total, tied, activities }: Record<'matching' | 'total' | 'tied' | 'activities', number>,
  words: Words<'library'>,
): string {
  if (total === 0) return words('findingNone');
  if (matching === 0) return words('findingUnmatched', { total });
  if (matching < total) return words('findingMatched', { matching, total });
  if (tied === 0) return words('findingUntied', { total });
  return tied === activities && activities > 1
    ? words('findingTiedAll', { total, activities })
    : words('findingTied', { total, tied: String(tied), activities });
}

/** "10 to 11 May 2023", "29 May 2025", "2016"; empty where neither day nor year is known. */
export function describeDays(
  item: { happenedOn: string | null; endedOn: string | null; year: number | null },
  { code, locale }: Language,
  words: Words<'library'>,
): string {
  const { happenedOn, endedOn, year } = item;
  if (happenedOn === null) return year === null ? '' : String(year);
  const from = formatDate(happenedOn, 'UTC', locale);
  if (endedOn === null || endedOn === happenedOn) return from;
  const isShort = code === 'en' && endedOn.slice(0, 7) === happenedOn.slice(0, 7);
  return words('days', {
    from: isShort ? String(Number(happenedOn.slice(8))) : from,
    to: formatDate(endedOn, 'UTC', locale),
  });
}
