import type { GetICUArgs } from '@schummar/icu-type-parser';
import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import { createElement, Fragment, type ReactNode, useContext } from 'react';
import { type Catalogue, getMessages, type Namespace } from '#server/domain/language/catalogue.ts';
import { getLanguage, type LanguageCode } from '#server/domain/language/languages.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { LanguageContext, useLabel } from './language-context.tsx';
import { formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';

export { LanguageContext, useLabel, useLanguage } from './language-context.tsx';

type Values<Message> = Message extends string ? GetICUArgs<Message, { ICUNumberArgument: number }> : never;

/** A sentence by key, its places filled: `words('coverage', { coverage })`. */
export type Words<Key extends Namespace> = {
  <Name extends keyof Catalogue[Key] & string>(
    name: Name,
    ...values: keyof Values<Catalogue[Key][Name]> extends never ? [] : [Values<Catalogue[Key][Name]>]
  ): string;
  /** As above, with elements in the places: `words.rich('licence', { licence: <a href={url}>{name}</a> })`. */
  rich: <Name extends keyof Catalogue[Key] & string>(
    name: Name,
    values: { [Place in keyof Values<Catalogue[Key][Name]>]: ReactNode },
  ) => ReactNode;
  /** The language that the words are really in, for `lang` where it differs from the page's. */
  lang: LanguageCode;
};

const read = new Map<string, IntlMessageFormat>();

/** A count in a sentence ("#") is written as every other number. */
const formatters: Formatters = {
  getNumberFormat: () => ({ format: (count: number) => formatNumber(count) }) as Intl.NumberFormat,
  getDateTimeFormat: (...settings) => new Intl.DateTimeFormat(...settings),
  getPluralRules: (...settings) => new Intl.PluralRules(...settings),
};

/** Sentences are in the message format of ICU: "{count, plural, one {# state} other {# states}}". */
export function readMessage(locale: string, message: string): IntlMessageFormat {
  const key = `${locale}|${message}`;
  let format = read.get(key);
  if (!format) {
    format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true, formatters });
    read.set(key, format);
  }
  return format;
}

/** Words of one part of the pages, in the language of the page. */
export function useWords<Key extends Namespace>(namespace: Key): Words<Key> {
  return buildWords(useContext(LanguageContext).code, namespace);
}

/** As `useWords`, outside components: for titles and descriptions. */
export function buildWords<Key extends Namespace>(code: LanguageCode, namespace: Key): Words<Key> {
  const { messages, language } = getMessages(code, namespace);
  const { locale } = getLanguage(language);
  const find = (name: string) => readMessage(locale, (messages as Record<string, string>)[name] ?? name);
  const say = (name: string, values?: Record<string, string>) => String(find(name).format(values));
  const rich = (name: string, values: Record<string, ReactNode>) =>
    // One element: several would be taken for several descriptions, one to a line.
    createElement(
      Fragment,
      null,
      ...find(name)
        .formatToParts<ReactNode>(values as Record<string, string>)
        .map(({ value }) => value),
    );
  return Object.assign(say, { rich, lang: language }) as unknown as Words<Key>;
}

/** A round within a sentence, in the language of the page: "the second half of 2025". */
export function useRoundName(): (round: { code: string; title: string }) => string {
  const label = useLabel();
  return ({ code, title }) => {
    const found = label('round', code, '');
    return found === '' ? formatRoundInSentence(title) : found.charAt(0).toLocaleLowerCase() + found.slice(1);
  };
}
