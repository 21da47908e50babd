import type { FigureDefinition } from '../figure/figure.types.ts';
import type { PublicIndicator, PublicRound, RoundFigure } from '../finding/public-figure.types.ts';
import type { MidtermReview } from '../learning/build-midterm-review.calculations.ts';
import type { CoverageRow } from '../plan/coverage.types.ts';
import type { Stand, StatusWord } from '../plan/stand.calculations.ts';
import type { ResolvedBlock } from './narrative.rules.ts';

type Titled = { code: string; title: string };

/** The fields of words that a report has on an activity. */
export type WordsField = 'achievements' | 'challenges' | 'nextSteps';

/** What a reporter says on an activity in the round. */
export type FactWords = {
  reporter: string;
  name: string;
  isLead: boolean;
  achievements: string;
  challenges: string;
  nextSteps: string;
  /** Those in which the secretariat's wording stands in place of the reporter's. */
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
  stand: Stand;
  /** Of the report that the status is from. */
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

/** One value of one reporter, in full: for nobody but that reporter and the secretariat. */
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
  /** An answer of a list, or words. */
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
    released: boolean;
  }[];
  values: OwnValue[];
};

/** What the secretariat has learned from the plan, on a day, beside the figures of one publication. */
export type ReviewFacts = MidtermReview & {
  /** ISO date. */
  asOf: string;
  /** Null while no publication of the plan stands; then no figure is held against a target. */
  basis: { number: number; title: string; publishedAt: string } | null;
};

/** All that the editions for one audience are built from. */
export type EditionFacts = {
  audience: 'public' | 'restricted';
  plan: Titled & { firstYear: number; lastYear: number; notice: string };
  round: Titled;
  meeting: string;
  /** Oldest first. */
  rounds: PublicRound[];
  compilation: { number: number; sha256: string; madeAt: string };
  statuses: StatusWord[];
  areas: Titled[];
  objectives: (Titled & { area: string })[];
  lenses: (Titled & { description: string })[];
  activities: FactActivity[];
  indicators: FactIndicator[];
  reporters: { code: string; name: string; kind: 'state' | 'body' }[];
  partners: { slug: string; name: string }[];
  coverage: CoverageRow[];
  /** Activities by round, oldest first, are in the figures. */
  figures: Record<string, FigureDefinition>;
  breaks: { indicator: string; reporter: string | null; round: string | null; kind: string; note: string }[];
  /** What the secretariat wrote, by the key of its section. */
  narrative: Record<string, ResolvedBlock[]>;
};
