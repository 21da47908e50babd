import type { Translation } from './catalogue.ts';
import type { LanguageCode } from './languages.ts';
import { frame as idFrame, method as idMethod } from './messages/id.ts';
import { pages as idPages } from './messages/id-pages.ts';
import { frame as kmFrame, method as kmMethod } from './messages/km.ts';
import { pages as kmPages } from './messages/km-pages.ts';
import { frame as thFrame, method as thMethod } from './messages/th.ts';
import { pages as thPages } from './messages/th-pages.ts';
import { frame as viFrame, method as viMethod } from './messages/vi.ts';
import { pages as viPages } from './messages/vi-pages.ts';

export type Translations = { readonly [Code in Exclude<LanguageCode, 'en'>]?: Translation };

/**
 * Every language but English. Pages in these are rendered by the server alone: package.json gives a browser
 * `translations.browser.ts` in place of this file.
 */
export const translations: Translations = {
  id: { ...idFrame, ...idPages, method: idMethod },
  km: { ...kmFrame, ...kmPages, method: kmMethod },
  th: { ...thFrame, ...thPages, method: thMethod },
  vi: { ...viFrame, ...viPages, method: viMethod },
};
