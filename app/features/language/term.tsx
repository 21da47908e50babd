import type { Catalogue } from '#server/domain/language/catalogue.ts';
import { useLanguage, useWords } from './use-words.ts';

export type TermName = keyof Catalogue['terms'];

/** A short term in the language of the page, which says so: what is around it may be English. */
export function Term({ name }: { name: TermName }) {
  const words = useWords('terms');
  return useLanguage().code === 'en' ? words(name) : <span lang={words.lang}>{words(name)}</span>;
}
