import type { Review, ReviewItem } from '#app/contract.ts';
import { joinWords } from './report-progress.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

export type ReviewGroup = {
  key: 'asked' | 'changed' | 'look' | 'moved' | 'rest' | 'same' | 'missing';
  title: string;
  /** Whether its items are folded away at first. */
  folded: boolean;
  items: ReviewItem[];
};

/** Questions that are not settled. */
export const listOpenQueries = (item: Pick<ReviewItem, 'queries'>) =>
  item.queries.filter(({ resolvedAt }) => resolvedAt === null);

/** Whether a question that was sent to the reporter is not settled: it came back with its answer. */
export const hasSentQuery = (item: Pick<ReviewItem, 'queries'>): boolean =>
  listOpenQueries(item).some(({ sentAt }) => sentAt !== null);

/** The id of an item on the page. */
export const buildItemId = ({ subject, code }: Pick<ReviewItem, 'subject' | 'code'>): string =>
  `${subject}-${code}`;

/**
 * The items in the order in which a reviewer wants them. Of a report that came back: what was asked about, then what
 * else changed; all the rest is folded. Else what carries a warning or an open question, then what differs from the
 * last round; what is as before, and what is not there, at the end. Within a group the plan's order stands.
 */
export function groupItems(review: Pick<Review, 'items' | 'resubmission' | 'lastRound'>): ReviewGroup[] {
  const last = review.lastRound?.code ?? 'the last round';
  const groups: ReviewGroup[] = [
    { key: 'asked', title: 'Questions and answers', folded: false, items: [] },
    { key: 'changed', title: 'What else changed since it was returned', folded: false, items: [] },
    { key: 'look', title: 'With warnings or open questions', folded: review.resubmission, items: [] },
    { key: 'moved', title: `Different from ${last}`, folded: review.resubmission, items: [] },
    {
      key: 'rest',
      title: review.lastRound ? `Not asked in ${last}` : 'Reported',
      folded: review.resubmission,
      items: [],
    },
    { key: 'same', title: `As in ${last}`, folded: true, items: [] },
    { key: 'missing', title: 'Not reported', folded: true, items: [] },
  ];
  for (const item of review.items) {
    const key = review.resubmission && hasSentQuery(item) ? 'asked' : chooseGroup(item);
    groups.find((group) => group.key === key)?.items.push(item);
  }
  // Nothing else, where nothing was asked.
  const [asked, changed] = groups;
  if (asked?.items.length === 0 && changed) changed.title = 'Changed since it was returned';
  return groups.filter(({ items }) => items.length > 0);
}

function chooseGroup(item: ReviewItem): ReviewGroup['key'] {
  if (item.changedSinceBefore.length > 0) return 'changed';
  if (item.findings.length > 0 || listOpenQueries(item).length > 0) return 'look';
  if (!item.reported) return 'missing';
  if (!item.last) return 'rest';
  return item.changedSinceLast.length > 0 ? 'moved' : 'same';
}

/** What is in the report, as a sentence: "Of 64 items, 7 carry warnings and 3 are not reported." */
export function describeContents(review: Pick<Review, 'items' | 'resubmission' | 'lastRound'>): string {
  const { items } = review;
  const count = (is: (item: ReviewItem) => boolean) => items.filter(is).length;
  const changed = review.resubmission ? count((item) => item.changedSinceBefore.length > 0) : 0;
  const warned = count((item) => item.findings.length > 0);
  const open = items.reduce((sum, item) => sum + listOpenQueries(item).length, 0);
  // As many as are in the group of that name: an item with a warning or a question is counted there.
  const moved = groupItems(review).find(({ key }) => key === 'moved')?.items.length ?? 0;
  const silent = count((item) => !item.reported);
  const parts = [
    changed > 0 &&
      `${formatNumber(changed)} ${formatVerb(changed, 'were')} changed since ${changed === 1 ? 'it was' : 'they were'} returned`,
    warned > 0 && `${formatNumber(warned)} ${warned === 1 ? 'carries a warning' : 'carry warnings'}`,
    open > 0 && `${formatCount(open, 'questions', 'are')} open`,
    moved > 0 &&
      `${formatNumber(moved)} ${moved === 1 ? 'other differs' : 'others differ'} from ${review.lastRound?.code}`,
    silent > 0 && `${formatNumber(silent)} ${formatVerb(silent, 'are')} not reported`,
  ].filter((part) => typeof part === 'string');
  const all = formatCount(items.length, 'items');
  return parts.length === 0 ? `${all}, all of them reported.` : `Of ${all}, ${joinWords(parts)}.`;
}
