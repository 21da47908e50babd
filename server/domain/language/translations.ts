import type { Translation } from './catalogue.ts';
import type { FigureTexts } from './figure-texts.ts';
import type { LanguageCode } from './languages.ts';
import { figureTexts as enFigureTexts } from './messages/en/figure-texts.ts';
import { figureTexts as idFigureTexts } from './messages/id-figure-texts.ts';
import { figureTexts as kmFigureTexts } from './messages/km-figure-texts.ts';
import { figureTexts as thFigureTexts } from './messages/th-figure-texts.ts';
import { figureTexts as viFigureTexts } from './messages/vi-figure-texts.ts';
import { frame as idFrame, method as idMethod } from './messages/id.ts';
import { indicatorPages as idIndicators } from './messages/id-indicators.ts';
import { pages as idPages } from './messages/id-pages.ts';
import { participantPages as idParticipants } from './messages/id-participants.ts';
import { planPages as idPlan } from './messages/id-plan.ts';
import { publicationPages as idPublications } from './messages/id-publications.ts';
import { sourcePages as idSources } from './messages/id-sources.ts';
import { frame as kmFrame, method as kmMethod } from './messages/km.ts';
import { indicatorPages as kmIndicators } from './messages/km-indicators.ts';
import { pages as kmPages } from './messages/km-pages.ts';
import { participantPages as kmParticipants } from './messages/km-participants.ts';
import { planPages as kmPlan } from './messages/km-plan.ts';
import { publicationPages as kmPublications } from './messages/km-publications.ts';
import { sourcePages as kmSources } from './messages/km-sources.ts';
import { frame as thFrame, method as thMethod } from './messages/th.ts';
import { indicatorPages as thIndicators } from './messages/th-indicators.ts';
import { pages as thPages } from './messages/th-pages.ts';
import { participantPages as thParticipants } from './messages/th-participants.ts';
import { planPages as thPlan } from './messages/th-plan.ts';
import { publicationPages as thPublications } from './messages/th-publications.ts';
import { sourcePages as thSources } from './messages/th-sources.ts';
import { frame as viFrame, method as viMethod } from './messages/vi.ts';
import { indicatorPages as viIndicators } from './messages/vi-indicators.ts';
import { pages as viPages } from './messages/vi-pages.ts';
import { participantPages as viParticipants } from './messages/vi-participants.ts';
import { planPages as viPlan } from './messages/vi-plan.ts';
import { publicationPages as viPublications } from './messages/vi-publications.ts';
import { sourcePages as viSources } from './messages/vi-sources.ts';

export type Translations = { readonly [Code in Exclude<LanguageCode, 'en'>]?: Translation };

/**
 * Every language but English. Pages in these are rendered by the server alone: package.json gives a browser
 * `translations.browser.ts` in place of this file.
 */
export const translations: Translations = {
  id: {
    ...idFrame,
    ...idPages,
    ...idPlan,
    ...idParticipants,
    ...idIndicators,
    ...idPublications,
    ...idSources,
    method: idMethod,
  },
  km: {
    ...kmFrame,
    ...kmPages,
    ...kmPlan,
    ...kmParticipants,
    ...kmIndicators,
    ...kmPublications,
    ...kmSources,
    method: kmMethod,
  },
  th: {
    ...thFrame,
    ...thPages,
    ...thPlan,
    ...thParticipants,
    ...thIndicators,
    ...thPublications,
    ...thSources,
    method: thMethod,
  },
  vi: {
    ...viFrame,
    ...viPages,
    ...viPlan,
    ...viParticipants,
    ...viIndicators,
    ...viPublications,
    ...viSources,
    method: viMethod,
  },
};

export type FigureTranslations = { readonly [Code in LanguageCode]?: FigureTexts };

/** What figures say of themselves, English too: it tells which message a text of a publication was made from. */
export const figureTranslations: FigureTranslations = {
  en: enFigureTexts,
  id: idFigureTexts,
  km: kmFigureTexts,
  th: thFigureTexts,
  vi: viFigureTexts,
};
