import type { Translations } from './translations.ts';

/** What a browser has of the translations: pages with scripts are in English. */
export const translations: Translations = {};
