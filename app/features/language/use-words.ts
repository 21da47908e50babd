import type { GetICUArgs } from '@schummar/icu-type-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, useContext } from 'react';
import { type Catalogue, getMessages, type Namespace } from '#server/domain/language/catalogue.ts';
import { getLanguage, type Language, type LanguageCode } from '#server/domain/language/languages.ts';

/** The language of the page, and the words of lists (statuses, states) in it as the publication has them. */
export type PageLanguage = { code: LanguageCode; labels: Readonly<Record<string, string>> };

/** English where no page says otherwise: the pages of the secretariat show public parts too. */
export const LanguageContext = createContext<PageLanguage>({ code: 'en', labels: {} });

export const useLanguage = (): Language => getLanguage(useContext(LanguageContext).code);

type Values<Message> = Message extends string ? GetICUArgs<Message, { ICUNumberArgument: number }> : never;

/** A sentence by key, its places filled: `words('coverage', { coverage })`. */
export type Words<Key extends Namespace> = {
  <Name extends keyof Catalogue[Key] & string>(
    name: Name,
    ...values: keyof Values<Catalogue[Key][Name]> extends never ? [] : [Values<Catalogue[Key][Name]>]
  ): string;
  /** The language that the words are really in, for `lang` where it differs from the page's. */
  lang: LanguageCode;
};

const read = new Map<string, IntlMessageFormat>();

/** Sentences are in the message format of ICU: "{count, plural, one {# state} other {# states}}". */
function fill(locale: string, message: string, values: Record<string, unknown> | undefined): string {
  const key = `${locale}|${message}`;
  let format = read.get(key);
  if (!format) {
    format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    read.set(key, format);
  }
  return String(format.format(values as Record<string, string>));
}

/** Words of one part of the pages, in the language of the page. */
export function useWords<Key extends Namespace>(namespace: Key): Words<Key> {
  return buildWords(useContext(LanguageContext).code, namespace);
}

/** As `useWords`, outside components: for titles and descriptions. */
export function buildWords<Key extends Namespace>(code: LanguageCode, namespace: Key): Words<Key> {
  const { messages, language } = getMessages(code, namespace);
  const { locale } = getLanguage(language);
  const say = (name: string, values?: Record<string, unknown>) =>
    fill(locale, (messages as Record<string, string>)[name] ?? name, values);
  return Object.assign(say, { lang: language }) as Words<Key>;
}

/**
 * The word of a list's entry in the language of the page: `label('activity_status', 'completed', 'Completed')`. The
 * English one where there is no other.
 */
export function useLabel(): (list: string, code: string, english: string) => string {
  const { labels } = useContext(LanguageContext);
  return (list, code, word) => labels[`${list}/${code}`] ?? word;
}
