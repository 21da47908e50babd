import type { Review, ReviewActivity, ReviewIndicator, ReviewItem } from '#app/contract.ts';
import { nameField } from '#server/domain/review/looked-at.rules.ts';
import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotActivity, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import { listCellFields } from './field-words.ts';
import { hasSentQuery } from './review-groups.ts';

/**
 * What stands beside the report: the version before it where the item changed, else what was reported in the rounds
 * before, newest first, as far as they asked for it.
 */
export type Beside = { kind: 'before'; title: string } | { kind: 'rounds'; rounds: readonly string[] } | null;

export function chooseBeside(item: ReviewItem, review: Pick<Review, 'resubmission'>): Beside {
  if (item.changedSinceBefore.length > 0 || (review.resubmission && hasSentQuery(item))) {
    return { kind: 'before', title: 'As received before' };
  }
  const rounds = item.earlier.filter(({ content }) => content !== null).map(({ round }) => round);
  return rounds.length > 0 ? { kind: 'rounds', rounds } : null;
}

/** The contents that stand beside the report, in the order of `chooseBeside`. */
export function listBesideActivities(item: ReviewActivity, beside: Beside): (SnapshotActivity | null)[] {
  if (beside?.kind === 'before') return [item.before];
  return item.earlier.flatMap(({ content }) => (content ? [content] : []));
}

/** As above, of an indicator. */
export function listBesideIndicators(item: ReviewIndicator, beside: Beside): (SnapshotIndicator | null)[] {
  if (beside?.kind === 'before') return [item.before];
  return item.earlier.flatMap(({ content }) => (content ? [content] : []));
}

const hasCell = (content: SnapshotIndicator | null, key: string) =>
  content?.cells.some((cell) => keyOfCell(cell) === key) ?? false;

/** The fields of an item that its reviewer is shown, in order: empty boxes say nothing and are left out. */
export function listShownFields(item: ReviewItem, beside: Beside): string[] {
  if (item.subject === 'activity') {
    const [old] = listBesideActivities(item, beside);
    const words = (['achievements', 'challenges', 'nextSteps'] as const).filter(
      (key) => (item.now?.[key] ?? '') !== '' || (old?.[key] ?? '') !== '',
    );
    const isSaid = words.some((key) => (item.now?.[key] ?? '') !== '');
    return ['status', ...words, ...(isSaid ? ['narrativeReleased'] : [])];
  }
  const others = beside ? listBesideIndicators(item, beside) : [];
  const cells = listCellFields(item)
    .map(({ key }) => key)
    .filter(
      (key) => key === 'total' || hasCell(item.now, key) || others.some((content) => hasCell(content, key)),
    );
  const isNoted = [item.now, others[0] ?? null].some((content) => (content?.note ?? '') !== '');
  return [...cells, ...(isNoted ? ['note'] : []), 'release'];
}

/** The names of all fields of a report that are shown. */
export const listFieldNames = (review: Pick<Review, 'items' | 'resubmission'>): string[] =>
  review.items.flatMap((item) =>
    listShownFields(item, chooseBeside(item, review)).map((field) =>
      nameField({ subject: item.subject, code: item.code, field }),
    ),
  );
