import {
  type ActionState,
  actionStates,
  type Criterion,
  criteria,
  type EvidenceLink,
  type LearningEntry,
  type LearningLists,
  type TargetContent,
} from './learning-entry.schema.ts';
import { gapWords, type PartnerGap, type PartnerSupport } from './partner-gaps.calculations.ts';
import { type HeldTarget, type TargetOutcome, targetOutcomes } from './targets.calculations.ts';

/** An indicator with a target, compared with its public figures. */
export type ComputedTarget = HeldTarget & { indicator: string; title: string; unit: string };

export type ReviewSource = {
  entries: readonly LearningEntry[];
  lists: LearningLists;
  targets: readonly ComputedTarget[];
  gaps: readonly PartnerGap[];
  support: readonly PartnerSupport[];
};

export type JudgedTarget = ComputedTarget & {
  /** The outcome in words. */
  outcomeWords: string;
  /** A term of the list of ratings; empty while nobody has judged. */
  rating: string;
  judgement: string;
  evidence: EvidenceLink[];
};

/** A mid-term review as data: the source of editions of the report and of the secretariat's pages. */
export type MidtermReview = {
  questions: {
    code: string;
    criterion: string;
    question: string;
    judgement: string;
    rating: string;
    evidence: EvidenceLink[];
  }[];
  targets: JudgedTarget[];
  /** How many targets have each outcome, in the order of the words. */
  outcomes: { outcome: TargetOutcome; words: string; count: number }[];
  lessons: { code: string; title: string; lesson: string; evidence: EvidenceLink[] }[];
  actions: {
    code: string;
    action: string;
    owner: string;
    dueOn: string;
    state: string;
    overdue: boolean;
    follows: string;
    note: string;
  }[];
  gaps: (PartnerGap & { gapWords: string })[];
  support: PartnerSupport[];
  /** The labels of ratings with their meanings. */
  ratings: { label: string; meaning: string }[];
};

const criterionOrder = Object.keys(criteria) as Criterion[];
const isOpen = (state: ActionState) => state === 'open' || state === 'under_way';

/**
 * Builds a review: questions by criterion, every target with its figure beside the judgement, lessons,
 * actions by due date, and gaps in support. `today` (ISO date) decides which actions are overdue. Invents
 * nothing: what nobody has judged has no rating.
 */
export function buildMidtermReview(
  { entries, lists, targets, gaps, support }: ReviewSource,
  today: string,
): MidtermReview {
  const labelOf = (code: string) => lists.ratings.find((rating) => rating.code === code)?.label ?? '';
  const ownerOf = (code: string) => lists.owners.find((owner) => owner.code === code)?.name ?? code;
  const ofKind = <Kind extends LearningEntry['kind']>(kind: Kind) =>
    entries.filter((entry): entry is Extract<LearningEntry, { kind: Kind }> => entry.kind === kind);
  const judged = new Map(ofKind('target').map(({ content }) => [content.indicator, content]));
  const withJudgement = (target: ComputedTarget): JudgedTarget => {
    const content: TargetContent | undefined = judged.get(target.indicator);
    return {
      ...target,
      outcomeWords: targetOutcomes[target.outcome],
      rating: labelOf(content?.rating ?? ''),
      judgement: content?.judgement ?? '',
      evidence: content?.evidence ?? [],
    };
  };
  return {
    questions: ofKind('question')
      .toSorted(
        (a, b) =>
          criterionOrder.indexOf(a.content.criterion) - criterionOrder.indexOf(b.content.criterion) ||
          byCode(a, b),
      )
      .map(({ code, content: { criterion, question, judgement, rating, evidence } }) => ({
        code,
        criterion: criteria[criterion],
        question,
        judgement,
        rating: labelOf(rating),
        evidence,
      })),
    targets: targets.map(withJudgement),
    outcomes: (Object.keys(targetOutcomes) as TargetOutcome[]).map((outcome) => ({
      outcome,
      words: targetOutcomes[outcome],
      count: targets.filter((target) => target.outcome === outcome).length,
    })),
    lessons: ofKind('lesson')
      .toSorted(byCode)
      .map(({ code, content }) => ({ code, ...content })),
    actions: ofKind('action')
      .toSorted((a, b) =>
        a.content.dueOn < b.content.dueOn ? -1 : a.content.dueOn > b.content.dueOn ? 1 : byCode(a, b),
      )
      .map(({ code, content: { action, owner, dueOn, state, follows, note } }) => ({
        code,
        action,
        owner: ownerOf(owner),
        dueOn,
        state: actionStates[state],
        overdue: isOpen(state) && dueOn < today,
        follows,
        note,
      })),
    gaps: gaps.map((gap) => ({ ...gap, gapWords: gapWords[gap.gap] })),
    support: [...support],
    ratings: lists.ratings.map(({ label, meaning }) => ({ label, meaning })),
  };
}

/** Sorts "Q2" before "Q10". */
const byCode = (a: { code: string }, b: { code: string }) =>
  a.code.localeCompare(b.code, 'en', { numeric: true });
