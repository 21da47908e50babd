import type { FigureTranslations, Translations } from './translations.ts';

/** What a browser has of the translations: pages with scripts are in English. */
export const translations: Translations = {};

/** Texts of figures are as they are stored, which is English. */
export const figureTranslations: FigureTranslations = {};
