import { createContext, type ReactNode, useContext } from 'react';
import { getLanguage, type Language, type LanguageCode } from '#server/domain/language/languages.ts';
import type { NoNumberState } from '#server/domain/figure/symbol-shapes.ts';

/** Words that stand beside marks; parts shared with the workspace have them from here, in English by themselves. */
export type SymbolWords = {
  marks: string;
  noNumbers: Readonly<Record<NoNumberState, { word: string; meaning: string }>>;
  /** Of the range that stands for a suppressed figure; `inWords` is "{least} to {most}". */
  range: { word: string; meaning: string; inWords: string };
};

/** The language of the page, and the words of lists (statuses, states) in it as the publication has them. */
type PageLanguage = {
  code: LanguageCode;
  labels: Readonly<Record<string, string>>;
  /** None in English. */
  markWords?: SymbolWords | undefined;
};

/**
 * English where no page says otherwise: the pages of the secretariat show public parts too. Apart from the catalogue,
 * so that pages with scripts do without all its languages.
 */
export const LanguageContext = createContext<PageLanguage>({ code: 'en', labels: {} });

export const useLanguage = (): Language => getLanguage(useContext(LanguageContext).code);

export const useSymbolWords = (): SymbolWords | undefined => useContext(LanguageContext).markWords;

/**
 * The word of a list's entry in the language of the page: `label('activity_status', 'completed', 'Completed')`. The
 * English one where there is no other. Lists and codes are those of seeds/reference/translations.csv.
 */
export function useLabel(): (list: string, code: string, english: string) => string {
  const { labels } = useContext(LanguageContext);
  return (list, code, word) => labels[`${list}/${code}`] ?? word;
}

/** For an element that is in English on every page: `<p lang={english}>`. Undefined on pages in English. */
export const useEnglishLang = (): 'en' | undefined =>
  useContext(LanguageContext).code === 'en' ? undefined : 'en';

/** What the plan, the reports and the library hold, which is in English: marked so on pages in another language. */
export function English({ children }: { children: ReactNode }) {
  const lang = useEnglishLang();
  return lang ? <span lang={lang}>{children}</span> : children;
}

/**
 * For an element around a list's word, which may be in another language than the text around it:
 * `<span lang={labelLang('state', 'TH')}>`. Undefined on pages in English.
 */
export function useLabelLang(): (list: string, code: string) => LanguageCode | undefined {
  const { code: language, labels } = useContext(LanguageContext);
  const english = useEnglishLang();
  return (list, code) => (labels[`${list}/${code}`] === undefined ? english : language);
}

/** A word of a list in the language of the page, or else in English, marked as what it is. */
export function LabelWord({ list, code, children }: { list: string; code: string; children: string }) {
  const label = useLabel();
  const lang = useLabelLang()(list, code);
  return lang ? <span lang={lang}>{label(list, code, children)}</span> : children;
}
