import type { LanguageCode } from './languages.ts';
import { about, accessibility, method } from './messages/en/about.ts';
import { arrangement } from './messages/en/arrangement.ts';
import { api, data } from './messages/en/data.ts';
import { explore, figure } from './messages/en/figure.ts';
import { embed, receipt } from './messages/en/receipt.ts';
import { errors, footer, status, navigation, terms } from './messages/en/frame.ts';
import { downloads } from './messages/en/handout.ts';
import { home } from './messages/en/home.ts';
import { indicator } from './messages/en/indicator.ts';
import { lens } from './messages/en/lens.ts';
import { library } from './messages/en/library.ts';
import { comparison, publication } from './messages/en/publication.ts';
import { needs } from './messages/en/needs.ts';
import { recommendation } from './messages/en/recommendation.ts';
import { participant } from './messages/en/participant.ts';
import { situation } from './messages/en/situation.ts';
import { seal } from './messages/en/seal.ts';
import { search } from './messages/en/search.ts';
import { support } from './messages/en/support.ts';
import { activity, plan } from './messages/en/plan.ts';
import { targets } from './messages/en/targets.ts';
import { translations } from '#server/domain/language/translations.ts';

/** Every sentence of the public pages, by the part that shows it. English is complete by definition. */
export const english = {
  navigation,
  figure,
  status,
  terms,
  method,
  footer,
  errors,
  about,
  accessibility,
  search,
  receipt,
  publication,
  comparison,
  seal,
  embed,
  data,
  api,
  explore,
  home,
  targets,
  plan,
  activity,
  library,
  recommendation,
  arrangement,
  indicator,
  participant,
  support,
  lens,
  situation,
  needs,
  downloads,
};

export type Catalogue = typeof english;
export type Namespace = keyof Catalogue;

/** The same keys with other words. */
type Translated<Messages> = { readonly [Key in keyof Messages]: string };

/** The parts whose words no page says in English by accident; a test looks at them. */
export const requiredNamespaces = [
  'navigation',
  'figure',
  'status',
  'terms',
  'method',
  'footer',
  'errors',
] as const;

/**
 * Parts of pages that are English for everybody and say so: names of columns and files, what is quoted word for word
 * (decision 0081), and agreements with the accounts that states give of them.
 */
type EnglishNamespace = 'api' | 'comparison' | 'arrangement';

/**
 * A language has every other part in full: the compiler names a part or a key that is missing. A page marks words as
 * English where it knows that they are, so a part that were missing would be read out in the wrong language.
 */
export type Translation = {
  [Key in Exclude<Namespace, EnglishNamespace>]: Translated<Catalogue[Key]>;
} & { [Key in EnglishNamespace]?: Translated<Catalogue[Key]> };

/** Returns the messages of one part in a language, and the language that they are actually in. */
export function getMessages(
  language: LanguageCode,
  namespace: Namespace,
): { messages: Readonly<Record<string, string>>; language: LanguageCode } {
  const translated = language === 'en' ? undefined : translations[language]?.[namespace];
  return translated ? { messages: translated, language } : { messages: english[namespace], language: 'en' };
}
