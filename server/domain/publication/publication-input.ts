import type { DisclosureRules } from '../disclosure/disclosure.types.ts';
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
} from './documents.ts';
import type { Reuse } from './unchanged-figures.rules.ts';

/** Words of one reporter on one activity, as compiled. */
export type CompiledNarrative = Narrative & { activity: string; kind: 'state' | 'body'; released: boolean };

/** Evidence that was marked public when its round was compiled. */
export type CompiledEvidence = EvidenceEntry & {
  /** Of evidence about an indicator: whether the reporter has released its own figure. */
  isNational: boolean;
};

/** A note with the title of the round up to which it held, where it has ended. */
export type KnownComparability = ComparabilityNote & { until: string | null };

/**
 * All that a publication is built from: frozen compilations, the plan as it reads in the newest round, lists, the
 * library, and what earlier publications have released. Nothing of it is decided yet.
 */
export type PublicationInput = {
  publication: Header;
  rounds: DocumentBody<'rounds'>;
  lists: Lists;
  plan: PlanDocument;
  indicators: PublishedIndicator[];
  amendments: Amendment[];
  translations: DocumentBody<'translations'>;
  coverage: DocumentBody<'coverage'>;
  narratives: CompiledNarrative[];
  evidence: CompiledEvidence[];
  /** Released entries; they may name what this plan does not have. */
  library: LibraryEntry[];
  comparability: KnownComparability[];
  figures: FigureInput;
  /** What the publication before it has that would be made again in the same way; without it everything is made. */
  reuse?: Reuse | null;
};

/** Who reads it: everybody, or those who report, in a restricted edition of the report. */
export type Audience = 'public' | 'reporters';

/** Among those who report a small count is no secret; one state's own figure is. */
export const rulesFor: Record<Audience, Partial<DisclosureRules>> = {
  public: {},
  reporters: { smallCountUpTo: 0 },
};
