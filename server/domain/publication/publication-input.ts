import type { FigureInput } from './decide-figures.ts';
import type {
  Amendment,
  ComparabilityNote,
  DocumentBody,
  EvidenceEntry,
  Header,
  LibraryEntry,
  Lists,
  Narrative,
  PlanDocument,
  PublishedIndicator,
  PublishedCircumstance,
  PublishedSupport,
  PublishedTargets,
  RecommendationsDocument,
} from './documents.ts';
import type { Arrangement } from '../arrangement/arrangement.schema.ts';
import type { Reuse } from './unchanged-figures.rules.ts';

/** The narrative of one reporter on one activity, as compiled. */
export type CompiledNarrative = Narrative & { activity: string; kind: 'state' | 'body'; released: boolean };

/** Evidence that was public when its round was compiled. */
export type CompiledEvidence = EvidenceEntry & {
  /** For evidence about an indicator: whether the reporter has released its own figure. */
  isNational: boolean;
};

/** A note with the title of the last round to which it applied, if it has ended. */
export type KnownComparability = ComparabilityNote & { until: string | null };

/**
 * The input of a publication: frozen compilations, the plan as of the newest round, lists, the library, and
 * what earlier publications have released. Before any decision on disclosure.
 */
export type PublicationInput = {
  publication: Header;
  rounds: DocumentBody<'rounds'>;
  lists: Lists;
  plan: PlanDocument;
  indicators: PublishedIndicator[];
  amendments: Amendment[];
  translations: DocumentBody<'translations'>;
  /** What states have set for themselves and agreed to publish. */
  nationalTargets: (PublishedTargets & { reporter: string })[];
  /** What states have said of activities and agreed to publish. */
  nationalCircumstances: (PublishedCircumstance & { reporter: string })[];
  coverage: DocumentBody<'coverage'>;
  narratives: CompiledNarrative[];
  evidence: CompiledEvidence[];
  /** Released entries; they may name things that this plan does not have. */
  library: LibraryEntry[];
  /** What partners have confirmed of their support, with the amounts that they agreed to show. */
  support: PublishedSupport;
  /** Released recommendations of released entries; they may name things that this plan does not have. */
  recommendations: RecommendationsDocument;
  /** Arrangements between states with every account and release; few of them can be published. */
  arrangements: Arrangement[];
  comparability: KnownComparability[];
  figures: FigureInput;
  /**
   * What can be taken over from the previous publication because it would be built in the same way; without
   * it everything is built.
   */
  reuse?: Reuse | null;
};

/** Who reads it: everybody, or those who report, in a restricted edition of the report. */
export type Audience = 'public' | 'reporters';
