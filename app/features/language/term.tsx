import type { Catalogue } from '#server/domain/language/catalogue.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { useLanguage, useWords } from './use-words.ts';

export type TermName = keyof Catalogue['terms'];

/** A short term in the language of the page, which says so: what is around it may be English. */
export function Term({ name }: { name: TermName }) {
  const words = useWords('terms');
  return useLanguage().code === 'en' ? words(name) : <span lang={words.lang}>{words(name)}</span>;
}

/** Writes a day in the language of the page: "30 April 2026". */
export function useDateFormat(): (iso: string) => string {
  const { locale } = useLanguage();
  return (iso) => formatDate(iso, 'UTC', locale);
}

/** A day in the language of the page. */
export function LocalDate({ iso }: { iso: string }) {
  const format = useDateFormat();
  return <time dateTime={iso}>{format(iso)}</time>;
}
