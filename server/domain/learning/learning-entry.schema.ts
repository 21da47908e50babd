/** The kinds of entries about what was learned from a plan. */
export const learningKinds = ['question', 'target', 'lesson', 'action'] as const;
export type LearningKind = (typeof learningKinds)[number];

/** Where something can be read: a page of the tracker. */
export type EvidenceLink = { label: string; path: string };

/** The evaluation criteria: the six of the OECD Development Assistance Committee (2019). */
export const criteria = {
  relevance: 'Relevance',
  coherence: 'Coherence',
  effectiveness: 'Effectiveness',
  efficiency: 'Efficiency',
  impact: 'Impact',
  sustainability: 'Sustainability',
} as const;
export type Criterion = keyof typeof criteria;

/** The progress of a follow-up action. */
export const actionStates = {
  open: 'Not begun',
  under_way: 'Under way',
  done: 'Done',
  dropped: 'Given up',
} as const;
export type ActionState = keyof typeof actionStates;

/** A judgement; the rating is a term of the list of ratings, empty while nothing is judged. */
export type Judgement = { rating: string; judgement: string; evidence: EvidenceLink[] };

export type QuestionContent = Judgement & { question: string; criterion: Criterion };
export type TargetContent = Judgement & { indicator: string };
export type LessonContent = { title: string; lesson: string; evidence: EvidenceLink[] };
export type ActionContent = {
  action: string;
  /** Code of the responsible state or body. */
  owner: string;
  /** ISO date. */
  dueOn: string;
  state: ActionState;
  /** Code of the lesson or question that it follows from; empty for none. */
  follows: string;
  note: string;
};
export type LearningContent = {
  question: QuestionContent;
  target: TargetContent;
  lesson: LessonContent;
  action: ActionContent;
};

/** An entry as it is stored. */
export type LearningEntry = {
  [Kind in LearningKind]: {
    kind: Kind;
    code: string;
    content: LearningContent[Kind];
    version: number;
    changedBy: string;
    changedAt: string;
  };
}[LearningKind];

/** The lists that entries refer to. */
export type LearningLists = {
  ratings: { code: string; label: string; meaning: string }[];
  indicators: { code: string; title: string }[];
  owners: { code: string; name: string }[];
  /** Questions and lessons from which an action can follow. */
  sources: { code: string; label: string }[];
};
