import type { z } from 'zod';
import type { FigureDefinition } from '../figure/figure.types.ts';
import * as forms from './document-forms.ts';

/**
 * The documents of a publication, each with an address. The first part of an address is the kind of the
 * document: "plan", "values/I-B3/2025-H1". document-forms.ts defines the content of each kind.
 */

/** Each kind with its version. A stored document of another version cannot be read (serialise-document.ts). */
export const documentKinds = {
  publication: { version: 1, schema: forms.publication },
  rounds: { version: 1, schema: forms.rounds },
  lists: { version: 1, schema: forms.lists },
  plan: { version: 1, schema: forms.plan },
  statuses: { version: 1, schema: forms.statuses },
  coverage: { version: 1, schema: forms.coverage },
  narratives: { version: 2, schema: forms.narratives },
  amendments: { version: 1, schema: forms.amendments },
  indicators: { version: 1, schema: forms.indicators },
  totals: { version: 2, schema: forms.totals },
  values: { version: 2, schema: forms.values },
  targets: { version: 1, schema: forms.nationalTargets },
  circumstances: { version: 1, schema: forms.nationalCircumstances },
  comparability: { version: 1, schema: forms.comparability },
  evidence: { version: 1, schema: forms.evidence },
  library: { version: 1, schema: forms.library },
  support: { version: 1, schema: forms.support },
  recommendations: { version: 1, schema: forms.recommendations },
  arrangements: { version: 1, schema: forms.arrangements },
  translations: { version: 1, schema: forms.translations },
  figures: { version: 1, schema: forms.figures },
  figure: { version: 1, schema: forms.figure },
  drawing: { version: 1, schema: forms.drawing },
} as const;

/**
 * A figure without the metadata of its publication, so that the document stays the same from one publication
 * to the next.
 */
export type FigureDocument = Omit<FigureDefinition, 'publication'>;

export type DocumentKind = keyof typeof documentKinds;
export type DocumentBody<Kind extends DocumentKind> = Kind extends 'figure'
  ? FigureDocument
  : z.infer<(typeof documentKinds)[Kind]['schema']>;

/** Kinds with a single document in a publication; its address is the kind. */
export const singleKinds = [
  'publication',
  'rounds',
  'lists',
  'plan',
  'statuses',
  'coverage',
  'amendments',
  'indicators',
  'totals',
  'comparability',
  'evidence',
  'library',
  'support',
  'recommendations',
  'arrangements',
  'translations',
  'figures',
] as const satisfies readonly DocumentKind[];
export type SingleKind = (typeof singleKinds)[number];

type ManyKind = Exclude<DocumentKind, SingleKind>;
export type Address<Kind extends DocumentKind = DocumentKind> = Kind extends ManyKind
  ? `${Kind}/${string}`
  : Kind;

const part = encodeURIComponent;
/** Addresses of the kinds with many documents in a publication. */
export const addressOf = {
  narratives: (activity: string): Address<'narratives'> => `narratives/${part(activity)}`,
  values: (indicator: string, round: string): Address<'values'> => `values/${part(indicator)}/${part(round)}`,
  targets: (reporter: string): Address<'targets'> => `targets/${part(reporter)}`,
  circumstances: (reporter: string): Address<'circumstances'> => `circumstances/${part(reporter)}`,
  figure: (id: string): Address<'figure'> => `figure/${part(id)}`,
  drawing: (id: string): Address<'drawing'> => `drawing/${part(id)}`,
};

/** Parses the address of values into indicator and round. */
export function parseValuesAddress(address: Address<'values'>): { indicator: string; round: string } {
  const [, indicator = '', round = ''] = address.split('/').map(decodeURIComponent);
  return { indicator, round };
}

/** Returns the kind of the document at an address. Throws for an unknown kind. */
export function parseDocumentKind(address: string): DocumentKind {
  const [kind = ''] = address.split('/');
  if (!Object.hasOwn(documentKinds, kind)) throw new Error(`No document has the address ${address}.`);
  return kind as DocumentKind;
}

export type Header = DocumentBody<'publication'>;
export type PlanDocument = DocumentBody<'plan'>;
export type Lists = DocumentBody<'lists'>;
export type PublishedRound = DocumentBody<'rounds'>[number];
export type PublishedActivity = PlanDocument['activities'][number];
export type PublishedIndicator = DocumentBody<'indicators'>[number];
export type PublishedReporter = Lists['reporters'][number];
export type PublishedValue = DocumentBody<'values'>[number];
export type PublishedTargets = DocumentBody<'targets'>[number];
export type PublishedCircumstance = DocumentBody<'circumstances'>[number];
export type ComparabilityNote = DocumentBody<'comparability'>[number];
export type LibraryEntry = DocumentBody<'library'>[number];
export type PublishedSupport = DocumentBody<'support'>;
export type RecommendationsDocument = DocumentBody<'recommendations'>;
export type PublishedRecommendation = RecommendationsDocument['recommendations'][number];
export type ArrangementsDocument = DocumentBody<'arrangements'>;
export type PublishedArrangement = ArrangementsDocument[number];
export type EvidenceEntry = DocumentBody<'evidence'>[number];
export type Amendment = DocumentBody<'amendments'>[number];
export type Narrative = DocumentBody<'narratives'>[number];
