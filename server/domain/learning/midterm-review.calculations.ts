import {
  type ActionState,
  actionStates,
  type Criterion,
  criteria,
  type EvidenceLink,
  type LearningEntry,
  type LearningLists,
  type TargetContent,
} from './learning-entry.rules.ts';
import type { Lists } from '../publication/documents.ts';
import { buildPlanStatus, type PlanStatusDocuments } from '../plan/plan-status.calculations.ts';
import { getYear } from '../finding/figure-words.ts';
import type { PublicRound, RoundFigure } from '../finding/public-figure.types.ts';
import {
  calculateYear,
  decideTargets,
  formatYearCoverage,
  outcomeWords,
  type TargetOutcome,
  targetOutcomes,
  type YearSubject,
} from '../finding/year-verdict.rules.ts';

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
  lessons: {
    code: string;
    title: string;
    lesson: string;
    evidence: EvidenceLink[];
    follows: string;
    followsTitle: string;
  }[];
  actions: {
    code: string;
    action: string;
    owner: string;
    dueOn: string;
    state: string;
    overdue: boolean;
    follows: string;
    /** What it follows from in words: the question, the title of the lesson, or what is recommended. */
    followsTitle: string;
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
  const titleOf = (code: string) =>
    [...lists.sources, ...lists.recommendations].find((one) => one.code === code)?.label ?? '';
  const ofKind = <Kind extends LearningEntry['kind']>(kind: Kind) =>
    entries.filter((entry): entry is Extract<LearningEntry, { kind: Kind }> => entry.kind === kind);
  const judged = new Map(ofKind('target').map(({ content }) => [content.indicator, content]));
  const withJudgement = (target: ComputedTarget): JudgedTarget => {
    const content: TargetContent | undefined = judged.get(target.indicator);
    return {
      ...target,
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
    outcomes: targetOutcomes.map((outcome) => ({
      outcome,
      words: outcomeWords[outcome],
      count: targets.filter((target) => target.outcome === outcome).length,
    })),
    lessons: ofKind('lesson')
      .toSorted(byCode)
      .map(({ code, content: { follows = '', ...content } }) => ({
        code,
        ...content,
        follows,
        followsTitle: titleOf(follows),
      })),
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
        followsTitle: titleOf(follows),
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

export type GapActivity = {
  code: string;
  title: string;
  area: string;
  lead: string;
  partners: readonly string[];
  /** Its status in words; null if unknown. */
  status: string | null;
  isLate: boolean;
  isDone: boolean;
  /** Whether anything is expected of it by now. */
  due: boolean;
};

/**
 * Lists the activities of a publication as of its newest round, with the names of those who support them. What has left
 * the plan has no gap and is in no count.
 */
export function listGapActivities(
  documents: PlanStatusDocuments & { lists: Pick<Lists, 'statuses' | 'partners'> },
): GapActivity[] {
  const { lists } = documents;
  const words = new Map(lists.statuses.map((word) => [word.code, word]));
  return buildPlanStatus(documents)
    .activities.filter(({ stand }) => stand.left === undefined)
    .map(({ stand, ...activity }) => {
      const word = words.get(stand.status ?? '');
      const named = new Set(activity.partners);
      return {
        code: activity.code,
        title: activity.title,
        area: activity.area,
        lead: activity.lead,
        status: word?.label ?? null,
        isLate: word?.isLate ?? false,
        isDone: word?.isDone ?? false,
        due: stand.due,
        partners: lists.partners.filter(({ slug }) => named.has(slug)).map(({ name }) => name),
      };
    });
}

type PartnerGap = {
  activity: string;
  title: string;
  area: string;
  lead: string;
  status: string | null;
  partners: string[];
  gap: 'late_without_partner' | 'late_with_partner' | 'without_partner';
};
const gapWords: Record<PartnerGap['gap'], string> = {
  late_without_partner: 'delayed, and no partner supports it',
  late_with_partner: 'delayed, although partners support it',
  without_partner: 'no partner supports it',
};
const order = ['late_without_partner', 'late_with_partner', 'without_partner'] as const;

/**
 * Lists activities that are late or that nobody supports, those with both first; an activity that is done or
 * not due has no gap.
 */
export function listPartnerGaps(activities: readonly GapActivity[]): PartnerGap[] {
  const gaps = activities.flatMap((activity): PartnerGap[] => {
    if (activity.isDone || !activity.due) return [];
    const alone = activity.partners.length === 0;
    if (!activity.isLate && !alone) return [];
    const { code, title, area, lead, status, partners } = activity;
    const gap = activity.isLate ? (alone ? 'late_without_partner' : 'late_with_partner') : 'without_partner';
    return [{ activity: code, title, area, lead, status, partners: [...partners], gap }];
  });
  return order.flatMap((kind) => gaps.filter(({ gap }) => gap === kind));
}

type PartnerSupport = { partner: string; activities: number; late: number; done: number };

/** Counts what each partner supports, by status; those who support most first. */
export function countPartnerSupport(
  activities: readonly GapActivity[],
  partners: readonly string[],
): PartnerSupport[] {
  return partners
    .map((partner) => {
      const own = activities.filter((activity) => activity.partners.includes(partner));
      return {
        partner,
        activities: own.length,
        late: own.filter(({ isLate }) => isLate).length,
        done: own.filter(({ isDone }) => isDone).length,
      };
    })
    .sort((a, b) => b.activities - a.activities || (a.partner < b.partner ? -1 : 1));
}

type HeldTarget = {
  targetYear: number;
  target: string;
  /** The year of the figure; null if there is none. */
  actualYear: number | null;
  actual: string | null;
  /** The reports in the figure: "9 of 11 in 2025-H1, 7 of 11 in 2025-H2". */
  coverage: string;
  outcome: TargetOutcome;
  /** The outcome in words, with the reason if it cannot be said. */
  outcomeWords: string;
  /** Why it cannot be said; empty for every other outcome. */
  doubt: string;
};

/**
 * Compares an indicator's public figures with its target: that of the newest year reported on, otherwise the
 * next, otherwise the last. Until a target is due, the newest year's figure stands beside it. Null if there
 * is no target.
 */
export function compareWithTarget(
  indicator: YearSubject,
  rounds: readonly PublicRound[],
  figures: readonly RoundFigure[],
  breaks: readonly string[],
): HeldTarget | null {
  const last = rounds.at(-1);
  if (!last) return null;
  const now = getYear(last);
  const verdicts = decideTargets(indicator, rounds, figures, breaks);
  const verdict = verdicts.find(({ target }) => target.year >= now) ?? verdicts.at(-1);
  if (!verdict) return null;
  const figure =
    verdict.target.year > now ? calculateYear(indicator, rounds, figures, breaks, now) : verdict.figure;
  return {
    targetYear: verdict.target.year,
    target: verdict.target.value,
    actualYear: figure.value === null ? null : figure.year,
    actual: figure.value,
    coverage: formatYearCoverage(indicator, figure),
    outcome: verdict.outcome,
    outcomeWords: verdict.words,
    doubt: verdict.doubt,
  };
}
