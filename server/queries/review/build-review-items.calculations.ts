import {
  isActivityReported,
  isIndicatorReported,
  listActivityChanges,
  listIndicatorChanges,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotContent,
  SnapshotIndicator,
  SnapshotReason,
} from '#server/domain/submission/snapshot-content.ts';
import type { AnsweredFinding } from '#server/domain/validation/warning-reasons.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { DueItem, EarlierRound, ReviewQuery } from './load-review.query.ts';

/** An item as its reviewer reads it. */
type ReviewItemOf<Content> = Omit<DueItem, 'subject'> & {
  now: Content | null;
  /** The same item when the report was received the time before; null on a first submission. */
  before: Content | null;
  /** What the reporter said of it in the last round, if it was asked then. */
  last: Content | null;
  /** The same in the rounds before, newest first; null where it was not asked or nothing was received. */
  earlier: { round: string; content: Content | null }[];
  reported: boolean;
  /** Fields that differ from the time before. */
  changedSinceBefore: string[];
  /** Fields that differ from the last round; empty where that round did not ask. */
  changedSinceLast: string[];
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
};
export type ReviewActivity = ReviewItemOf<SnapshotActivity> & { subject: 'activity' };
export type ReviewIndicator = ReviewItemOf<SnapshotIndicator> & {
  subject: 'indicator';
  definition: IndicatorDefinition | null;
};
export type ReviewItem = ReviewActivity | ReviewIndicator;

/** The items of a report in the order of the plan, each beside its earlier selves, warnings and questions. */
export function buildReviewItems(sources: {
  now: SnapshotContent;
  before: SnapshotContent | null;
  last: SnapshotContent | null;
  earlier: readonly EarlierRound[];
  plan: DueItem[];
  definitions: Map<string, IndicatorDefinition>;
  findings: AnsweredFinding<SnapshotReason>[];
  queries: ReviewQuery[];
}): ReviewItem[] {
  const { now, before, last } = sources;
  const activity = (content: SnapshotContent | null, code: string) =>
    content?.activities.find((item) => item.activity === code) ?? null;
  const indicator = (content: SnapshotContent | null, code: string) =>
    content?.indicators.find((item) => item.indicator === code) ?? null;
  const about = (subject: DueItem['subject'], code: string) => {
    const planned = sources.plan.find((item) => item.subject === subject && item.code === code);
    const own = (item: { subject: string; code: string }) => item.subject === subject && item.code === code;
    return {
      code,
      title: planned?.title ?? '',
      area: planned?.area ?? { code: '', title: '' },
      findings: sources.findings.filter((finding) => finding.kind !== 'gap' && own(finding)),
      queries: sources.queries.filter(own),
    };
  };
  return [
    ...now.activities.map((item): ReviewActivity => {
      const [old, earlier] = [activity(before, item.activity), activity(last, item.activity)];
      return {
        subject: 'activity',
        ...about('activity', item.activity),
        now: item,
        before: old,
        last: earlier,
        earlier: sources.earlier.map(({ round, content }) => ({
          round: round.code,
          content: activity(content, item.activity),
        })),
        reported: isActivityReported(item),
        changedSinceBefore: before ? listActivityChanges(old, item) : [],
        changedSinceLast: earlier ? listActivityChanges(earlier, item) : [],
      };
    }),
    ...now.indicators.map((item): ReviewIndicator => {
      const [old, earlier] = [indicator(before, item.indicator), indicator(last, item.indicator)];
      return {
        subject: 'indicator',
        ...about('indicator', item.indicator),
        now: item,
        before: old,
        last: earlier,
        earlier: sources.earlier.map(({ round, content }) => ({
          round: round.code,
          content: indicator(content, item.indicator),
        })),
        reported: isIndicatorReported(item),
        changedSinceBefore: before ? listIndicatorChanges(old, item) : [],
        changedSinceLast: earlier ? listIndicatorChanges(earlier, item) : [],
        definition: sources.definitions.get(item.indicator) ?? null,
      };
    }),
  ];
}
