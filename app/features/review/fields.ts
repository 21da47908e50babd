import type { Review, ReviewActivity, ReviewIndicator, ReviewItem } from '#app/contract.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import { serialiseFieldName, parseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import type { SnapshotActivity, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import { hasSentQuery } from './review-groups.ts';

const activityWords: Record<string, string> = {
  status: 'Status',
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  narrativeReleased: 'Release of this text',
};

/** A field of an item: its key in queries and findings, and what people call it. */
export type ItemField = { key: string; label: string };

/** Every cell of an indicator, total first, by the definition; cells that are no longer in it come last. */
export function listCellFields(
  item: Pick<ReviewIndicator, 'definition' | 'now' | 'before' | 'last'>,
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
  const others = [item.now, item.before, item.last]
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

/** The id of a field on the page, from its name: see nameField. */
export const buildFieldId = (name: string): string => `field-${name.replace(/[^A-Za-z0-9-]+/g, '.')}`;

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
  content?.cells.some((cell) => buildSnapshotCellKey(cell) === key) ?? false;

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
      serialiseFieldName({ subject: item.subject, code: item.code, field }),
    ),
  );

/** Every field on the page in order, those in folded parts too. */
const listFields = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-field]')];

/** Opens whatever an element is folded into. */
function unfold(element: Element): void {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
}

/** Puts the focus on a field and shows it; false where there is none of this name. */
export function focusField(name: string | null): boolean {
  const field = name === null ? null : document.getElementById(buildFieldId(name));
  if (!field) return false;
  unfold(field);
  field.focus({ preventScroll: true });
  field.closest('tr')?.scrollIntoView({ block: 'center' });
  return true;
}

/** The name of the field that has the focus, or in whose row or item the focus is; null elsewhere. */
export function findFocusedField(): string | null {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement)) return null;
  const row = at.closest('tr')?.querySelector<HTMLElement>('[data-field]');
  return at.dataset['field'] ?? row?.dataset['field'] ?? null;
}

/** The name of the next or previous field after one; the first where there is none before it. */
export function findNeighbour(name: string | null, step: 1 | -1): string | null {
  const names = listFields().flatMap(({ dataset }) => dataset['field'] ?? []);
  const at = name === null ? -1 : names.indexOf(name);
  if (at === -1) return names[0] ?? null;
  return names[Math.min(Math.max(at + step, 0), names.length - 1)] ?? null;
}

/** The first field after one that was not looked at, from the top when there is none below. */
export function findUnlooked(name: string | null): string | null {
  const fields = listFields();
  const at = fields.findIndex(({ dataset }) => dataset['field'] === name);
  const inOrder = [...fields.slice(at + 1), ...fields.slice(0, at + 1)];
  return inOrder.find(({ dataset }) => !('looked' in dataset))?.dataset['field'] ?? null;
}

/** Opens the question of an item on one field, ready to be typed; false where nothing can be asked. */
export function openQuestion(name: string): boolean {
  const place = parseFieldName(name);
  const form = place && document.getElementById(`ask-${place.subject}-${place.code}-form`);
  if (!place || !form) return false;
  unfold(form);
  const about = form.querySelector('select[name="field"]');
  if (about instanceof HTMLSelectElement) about.value = place.field;
  const box = form.querySelector('textarea');
  box?.focus();
  box?.scrollIntoView({ block: 'center' });
  return box !== null;
}
