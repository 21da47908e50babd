import { isItemOpen, type SubmissionStatus } from './submission.workflow.ts';

/** An activity or indicator of a report. */
export type ItemName = { kind: 'activity' | 'indicator'; code: string };

type ReportState = { status: SubmissionStatus; returnScope: 'all' | 'queried' | null };

/**
 * Whether something is still expected of an item that its writers can change now. `complete`: nothing that is demanded
 * is missing, and nothing of it is a copy that nobody has confirmed. A return that names its questions asks for nothing
 * else.
 */
export function isGap(
  report: ReportState,
  item: { questions: number; unanswered: number; complete: boolean },
): boolean {
  if (!isItemOpen(report, item.questions > 0)) return false;
  const isReturned = report.status === 'returned';
  if (isReturned && item.unanswered > 0) return true;
  return !(isReturned && report.returnScope === 'queried') && !item.complete;
}

const isItem =
  (of: ItemName) =>
  ({ kind, code }: ItemName): boolean =>
    kind === of.kind && code === of.code;

/** The next item on which something is expected, after the given one and round to the start; null when none is. */
export function findNextGap<Item extends ItemName & { gap: boolean }>(
  items: readonly Item[],
  after?: ItemName,
): Item | null {
  const at = after ? items.findIndex(isItem(after)) : -1;
  const order = at === -1 ? items : [...items.slice(at + 1), ...items.slice(0, at)];
  return order.find(({ gap }) => gap) ?? null;
}

/** The items before and after one, for going through the whole report. */
export function findNeighbours<Item extends ItemName>(
  items: readonly Item[],
  of: ItemName,
): { previous: Item | null; next: Item | null } {
  const at = items.findIndex(isItem(of));
  return { previous: (at > 0 && items[at - 1]) || null, next: (at !== -1 && items[at + 1]) || null };
}
