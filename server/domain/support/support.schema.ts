import { type HelpKind, helpKindLabels, helpKinds } from '../need/need-kinds.ts';

/** What a partner gives: the kinds in which reporters say what would help. */
export const supportKinds = helpKinds;
export type SupportKind = HelpKind;
export const supportKindLabels = helpKindLabels;

/** What the partner does in it. */
export const supportParts = ['financed', 'led', 'facilitated', 'took_part'] as const;
export type SupportPart = (typeof supportParts)[number];
export const supportPartLabels = {
  financed: 'Financed',
  led: 'Led',
  facilitated: 'Facilitated',
  took_part: 'Took part',
} as const satisfies Record<SupportPart, string>;

/** How far an amount has come. */
export const supportStages = ['pledged', 'committed', 'disbursed'] as const;
export type SupportStage = (typeof supportStages)[number];
export const supportStageLabels = {
  pledged: 'Pledged',
  committed: 'Committed',
  disbursed: 'Disbursed',
} as const satisfies Record<SupportStage, string>;

/** What a partner says about its own support. */
export const statementKinds = ['confirmed', 'corrected', 'consented', 'withdrew'] as const;
export type StatementKind = (typeof statementKinds)[number];
export const statementLabels: Record<StatementKind, string> = {
  confirmed: 'Confirmed as correct',
  corrected: 'Proposed a correction',
  consented: 'Agreed that amounts may be published',
  withdrew: 'Withdrew consent to publish amounts',
};

/** An amount; decimal text in its own currency. */
export type SupportAmount = {
  stage: SupportStage;
  year: number;
  currency: string;
  amount: string;
  source: string;
};

/** What a version of a support says. */
export type SupportContent = {
  kind: SupportKind;
  part: SupportPart;
  /** Code of the activity; empty for none. */
  activity: string;
  /** Code of the thematic area; empty for none. Neither: the whole plan. */
  area: string;
  description: string;
  /** The organisation that carries it out; empty: the partner itself. */
  carriedOutBy: string;
  /** Codes of states and bodies; none: the whole region. */
  receivers: string[];
  source: string;
  iatiIdentifier: string;
  withdrawn: boolean;
  amounts: SupportAmount[];
};

/** What one unit of a currency was worth in US dollars on a day. */
export type ExchangeRate = { currency: string; day: string; dollars: string; source: string };

/** Something that a partner said about a version. */
export type SupportStatement = {
  kind: StatementKind;
  text: string;
  version: number;
  by: string;
  at: string;
};

/** A support as it is now. */
export type Support = {
  plan: { code: string; title: string };
  code: string;
  /** The title of what it is for. */
  subjectTitle: string;
  partner: { code: string; name: string };
  version: number;
  content: SupportContent;
  changedBy: string;
  changedAt: string;
  /** Newest first. */
  statements: SupportStatement[];
};

/** What a form can name. */
export type SupportLists = {
  partners: { code: string; name: string }[];
  /** `hasPlanPartner`: whether the plan names a partner for it. */
  activities: { code: string; title: string; area: string; hasPlanPartner: boolean }[];
  areas: { code: string; title: string }[];
  receivers: { code: string; name: string }[];
};
