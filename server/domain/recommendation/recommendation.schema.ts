/** What a body says to a recommendation. `withdrawn`: what was recorded no longer counts. */
export const responseKinds = ['accepted', 'partly_accepted', 'declined', 'under_study', 'withdrawn'] as const;
export type ResponseKind = (typeof responseKinds)[number];
export const responseLabels: Record<ResponseKind, string> = {
  accepted: 'Accepted',
  partly_accepted: 'Partly accepted',
  declined: 'Declined',
  under_study: 'Under study',
  withdrawn: 'Response withdrawn',
};

/** How far a body has come with what it accepted. */
export const followUpStatuses = ['not_started', 'in_progress', 'done', 'stopped'] as const;
export type FollowUpStatus = (typeof followUpStatuses)[number];
export const followUpLabels: Record<FollowUpStatus, string> = {
  not_started: 'Not started',
  in_progress: 'In progress',
  done: 'Done',
  stopped: 'Stopped',
};

/** What a version of a recommendation says. */
export type RecommendationContent = {
  text: string;
  /** Where in the document it is: "page 12"; empty for unknown. */
  place: string;
  /** The day on which it was made; null: the day of its study or event. */
  madeOn: string | null;
  /** Codes of the states and bodies that are asked to respond; at least one. */
  addressedTo: string[];
  /** What it is about in the plan. */
  activities: string[];
  indicators: string[];
  /** By when a response is due; null for no day. */
  answerBy: string | null;
  /** Whether the next publication carries it, if it carries its study or event. */
  released: boolean;
};

/** What a body has said, as it was recorded. Of two by one body the one recorded later counts. */
export type RecommendationResponse = {
  by: string;
  kind: ResponseKind;
  reason: string;
  /** The day on which it was given. */
  on: string;
  /** By when the body wants to have done what it accepted; null for no day. */
  dueOn: string | null;
  /** Codes of what carries it out. */
  activities: string[];
  indicators: string[];
  /** Where it is known from: a letter, minutes. */
  source: string;
};

/** How far a body had come on a day. Of two by one body the one recorded later counts. */
export type RecommendationStatus = { by: string; status: FollowUpStatus; on: string; note: string };

type Recorded = { recordedBy: string; recordedAt: string };

/** A recommendation as it is now. */
export type Recommendation = {
  code: string;
  version: number;
  content: RecommendationContent;
  changedBy: string;
  changedAt: string;
  /** Newest first. */
  responses: (RecommendationResponse & Recorded)[];
  /** Newest first. */
  statuses: (RecommendationStatus & Recorded)[];
};

/** The codes that a recommendation and its responses may name. */
export type RecommendationLists = {
  reporters: { code: string; name: string }[];
  activities: { code: string; title: string }[];
  indicators: { code: string; title: string }[];
};
