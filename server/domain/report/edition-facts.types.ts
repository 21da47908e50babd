import type { FigureDefinition } from '../figure/figure.types.ts';
import type { NationalTargetLine } from '../finding/national-target-list.calculations.ts';
import type { PublicIndicator, PublicRound, RoundFigure } from '../finding/public-figure.types.ts';
import type { MidtermReview } from '../learning/midterm-review.calculations.ts';
import type { CoverageRow } from '../plan/coverage.calculations.ts';
import type { ActivityStatus, StatusWord } from '../plan/activity-status.calculations.ts';
import type { Amendment, PublishedArrangement } from '../publication/documents.ts';
import type { RecommendationLine } from '../recommendation/list-published-recommendations.ts';
import type { SupportEntry } from '../support/public-support.calculations.ts';
import type { ResolvedBlock } from './narrative.rules.ts';

type Titled = { code: string; title: string };

/** The narrative fields of a report on an activity. */
export type WordsField = 'achievements' | 'challenges' | 'nextSteps';

/** What a reporter says about an activity in the round. */
export type FactWords = {
  reporter: string;
  name: string;
  isLead: boolean;
  achievements: string;
  challenges: string;
  nextSteps: string;
  /** Kinds of what is in the way, and of what would help. */
  obstacles: string[];
  helpWanted: string[];
  /** Fields in which the secretariat's wording replaces the reporter's. */
  edited: WordsField[];
};

export type FactActivity = Titled & {
  description: string;
  area: string;
  objective: string;
  lead: string;
  cooperating: string[];
  states: string[];
  /** Slugs. */
  partners: string[];
  years: number[];
  lenses: string[];
  articles: Titled[];
  stand: ActivityStatus;
  /** From the report that the status is from. */
  words: FactWords[];
};

export type FactIndicator = PublicIndicator & {
  area: string;
  activity: string | null;
  lenses: string[];
  /** Totals of the region, oldest round first. */
  region: RoundFigure[];
  /** Parts of the totals, oldest round first. */
  parts: { dimension: string; category: string; figure: RoundFigure }[];
  /** Totals of single reporters in the newest round. */
  national: { reporter: string; figure: RoundFigure }[];
};

/** One value of one reporter, in full: for that reporter and the secretariat only. */
export type OwnValue = {
  indicator: string;
  title: string;
  measure: PublicIndicator['measure'];
  unit: string;
  isInternal: boolean;
  release: string;
  part: string;
  state: 'reported' | 'not_available' | 'not_applicable' | 'not_yet_reported';
  value: string | null;
  /** The answer of a choice, or a text. */
  answer: string | null;
};

export type OwnReport = {
  reporter: string;
  isAccepted: boolean;
  activities: {
    code: string;
    title: string;
    status: string;
    achievements: string;
    challenges: string;
    nextSteps: string;
    obstacles: string[];
    helpWanted: string[];
    released: boolean;
  }[];
  values: OwnValue[];
};

/** What two or more states have agreed, as all of them have released it, under the name of its entry in the library. */
export type FactArrangement = PublishedArrangement & { title: string };

/** What the secretariat has learned from the plan, as of a day, beside the figures of one publication. */
export type ReviewFacts = MidtermReview & {
  /** ISO date. */
  asOf: string;
  /** Null while the plan has no valid publication; then no figure is compared with a target. */
  basis: { number: number; title: string; publishedAt: string } | null;
};

/** The facts from which all editions for one audience are built. */
export type EditionFacts = {
  audience: 'public' | 'restricted';
  plan: Titled & { firstYear: number; lastYear: number; notice: string };
  round: Titled;
  meeting: string;
  /** ISO date of the meeting; null if it is not known. */
  meetingOn: string | null;
  /** Oldest first. */
  rounds: PublicRound[];
  compilation: { number: number; sha256: string; madeAt: string };
  /** The rule for restricted editions, and the day on which the secretariat decided it; null: the usual one. */
  editionRule: { reporters: number; decidedOn: string | null };
  statuses: StatusWord[];
  areas: Titled[];
  objectives: (Titled & { area: string })[];
  lenses: (Titled & { description: string })[];
  activities: FactActivity[];
  indicators: FactIndicator[];
  reporters: { code: string; name: string; kind: 'state' | 'body' }[];
  partners: { slug: string; name: string }[];
  coverage: CoverageRow[];
  /** What amendments did to activities and indicators, oldest first. */
  amendments: Amendment[];
  /** The printed figures by id, such as that of activities by round. */
  figures: Record<string, FigureDefinition>;
  /** The targets that states have set for themselves and agreed to publish, by state. */
  nationalTargets: Readonly<Record<string, readonly NationalTargetLine[]>>;
  /** What partners give, as they have confirmed it, with the amounts that they agreed to show. */
  support: SupportEntry[];
  /** What states have agreed between them, in the order of titles. */
  arrangements: FactArrangement[];
  /** What studies and events recommend, with what became of it by the day of the publication. */
  recommendations: RecommendationLine[];
  breaks: { indicator: string; reporter: string | null; round: string | null; kind: string; note: string }[];
  /** What the secretariat wrote, by section key. */
  narrative: Record<string, ResolvedBlock[]>;
};
