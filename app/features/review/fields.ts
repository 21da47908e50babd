import type { ReviewIndicator, ReviewItem } from '#app/contract.ts';
import { hasKinds, needListNames, needLists } from '#server/domain/need/need-kinds.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import type { SnapshotActivity, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';

const activityWords: Record<string, string> = {
  status: 'Status',
  achievements: 'Achievements',
  challenges: 'Challenges',
  obstacles: needLists.obstacles.label,
  helpWanted: needLists.helpWanted.label,
  nextSteps: 'Next steps',
  narrativeReleased: 'Release of this text',
};

/** A field of an item: its key in queries and findings, and what people call it. */
export type ItemField = { key: string; label: string };

/** Every cell of an indicator, total first, by the definition; cells that are no longer in it come last. */
function listCellFields(
  item: Pick<ReviewIndicator, 'definition' | 'now' | 'before' | 'earlier'>,
): ItemField[] {
  const defined: ItemField[] = [
    { key: 'total', label: 'Total' },
    ...(item.definition?.dimensions ?? []).flatMap((dimension) =>
      dimension.categories.map((category) => ({
        key: buildCellKey(dimension.code, category.code),
        label: `${dimension.name}: ${category.name}`,
      })),
    ),
  ];
  const known = new Set(defined.map(({ key }) => key));
  const others = [item.now, item.before, ...item.earlier.map(({ content }) => content)]
    .flatMap((content) => content?.cells ?? [])
    .map((cell) => buildSnapshotCellKey(cell))
    .filter((key) => !known.has(key));
  return [...defined, ...[...new Set(others)].map((key) => ({ key, label: key.replace('=', ': ') }))];
}

/** Everything of an item that a question can be about. */
export function listItemFields(item: ReviewItem): ItemField[] {
  if (item.subject === 'activity') {
    return Object.entries(activityWords).map(([key, label]) => ({ key, label }));
  }
  return [...listCellFields(item), { key: 'note', label: 'Note' }, { key: 'release', label: 'Release' }];
}

/** What people call a field. */
export function describeField(item: ReviewItem, key: string): string {
  const found = listItemFields(item).find((field) => field.key === key)?.label;
  if (found) return found;
  // A finding about a whole breakdown names the dimension.
  const dimension =
    item.subject === 'indicator' ? item.definition?.dimensions.find(({ code }) => code === key) : null;
  return dimension?.name ?? key;
}

/** What was said of the item at another time, to stand beside this report. */
export type Beside<Content> = { key: string; title: string; content: Content };

/** Questions that are not settled. */
export const listOpenQueries = (item: Pick<ReviewItem, 'queries'>) =>
  item.queries.filter(({ resolvedAt }) => resolvedAt === null);

/** Whether the report as it was received before stands beside the item: where it changed, or was asked about. */
export const isComparedToBefore = (item: ReviewItem, resubmission: boolean): boolean =>
  item.changedSinceBefore.length > 0 ||
  (resubmission && listOpenQueries(item).some(({ sentAt }) => sentAt !== null));

/** What stands beside an item, oldest first: the rounds before, and where it came back the report received before. */
export function listBeside<Content>(
  item: { before: Content | null; earlier: readonly { round: string; content: Content | null }[] },
  isCompared: boolean,
): Beside<Content>[] {
  const rounds = item.earlier.flatMap(({ round, content }) =>
    content ? [{ key: round, title: round, content }] : [],
  );
  const before =
    isCompared && item.before ? [{ key: 'before', title: 'Received before', content: item.before }] : [];
  return [...rounds.reverse(), ...before];
}

/**
 * The fields marked as changed. Figures and words differ from round to round, which is no news; a status, or what may
 * be published, is. When a report came back every difference is marked.
 */
export function listMarked(item: ReviewItem, isCompared: boolean): string[] {
  if (isCompared) return item.changedSinceBefore;
  return item.changedSinceLast.filter((field) => ['status', 'narrativeReleased', 'release'].includes(field));
}

const hasCell = (content: SnapshotIndicator, key: string) =>
  content.cells.some((cell) => buildSnapshotCellKey(cell) === key);

/** The fields of an activity that its reviewer is shown, in order: empty boxes say nothing and are left out. */
export function listActivityRows(now: SnapshotActivity, old: SnapshotActivity | null): string[] {
  const words = (['achievements', 'challenges', 'nextSteps'] as const).filter(
    (key) => now[key] !== '' || (old?.[key] ?? '') !== '',
  );
  const kinds = needListNames.filter(
    (list) => (now[list] ?? []).length > 0 || (old?.[list] ?? []).length > 0,
  );
  const isSaid = words.some((key) => now[key] !== '') || hasKinds(now);
  return ['status', ...words, ...kinds, ...(isSaid ? ['narrativeReleased'] : [])];
}

/** As above, of an indicator: every figure that somebody gave, now or at a time beside it, the newest of which is first. */
export function listIndicatorRows(
  item: ReviewIndicator,
  beside: readonly Beside<SnapshotIndicator>[],
): { cells: string[]; words: string[] } {
  const contents = [item.now, ...beside.map(({ content }) => content)];
  const cells = listCellFields(item)
    .map(({ key }) => key)
    .filter((key) => key === 'total' || contents.some((content) => hasCell(content, key)));
  const isNoted = item.now.note !== '' || (beside[0]?.content.note ?? '') !== '';
  return { cells, words: [...(isNoted ? ['note'] : []), 'release'] };
}
