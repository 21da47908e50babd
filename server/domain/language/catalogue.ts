import type { LanguageCode } from './languages.ts';
import { embed } from './messages/en/embed.ts';
import { explore } from './messages/en/explore.ts';
import { errors } from './messages/en/errors.ts';
import { figure } from './messages/en/figure.ts';
import { footer } from './messages/en/footer.ts';
import { method } from './messages/en/method.ts';
import { navigation } from './messages/en/navigation.ts';
import { receipt } from './messages/en/receipt.ts';
import { search } from './messages/en/search.ts';
import { status } from './messages/en/status.ts';
import { activity } from './messages/en/activity.ts';
import { overview } from './messages/en/overview.ts';
import { plan } from './messages/en/plan.ts';

/** Every sentence of the public pages, by the part of the pages that says it. English is whole by definition. */
export const english = {
  navigation,
  figure,
  status,
  method,
  footer,
  errors,
  search,
  receipt,
  embed,
  explore,
  overview,
  plan,
  activity,
};

export type Catalogue = typeof english;
export type Namespace = keyof Catalogue;

/** The same keys with other words. */
type Translated<Messages> = { readonly [Key in keyof Messages]: string };

/**
 * What every language must have, whole: the compiler refuses a missing or an unknown key. All else is English until
 * somebody translates it.
 */
export type RequiredNamespace = 'navigation' | 'figure';

export type Translation = { [Key in RequiredNamespace]: Translated<Catalogue[Key]> } & {
  [Key in Exclude<Namespace, RequiredNamespace>]?: Translated<Catalogue[Key]>;
};

const translations: Partial<Record<LanguageCode, Translation>> = {};

/** The words of one part in a language, and the language that they are really in. */
export function getMessages(
  language: LanguageCode,
  namespace: Namespace,
): { messages: Readonly<Record<string, string>>; language: LanguageCode } {
  const translated = translations[language]?.[namespace];
  return translated ? { messages: translated, language } : { messages: english[namespace], language: 'en' };
}
