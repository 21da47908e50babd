import { readKinds } from '../need/need-kinds.ts';
import { buildCellKey } from '../value/indicator-definition.ts';

/** A change as the history stores it: the row before and after. */
export type StoredChange = { before: unknown; after: unknown };

/** The parts of an activity in the history that people write. */
export type StoredActivityAnswer = {
  status_code: string | null;
  achievements: string;
  challenges: string;
  obstacles: string[];
  help_wanted: string[];
  next_steps: string;
  narrative_released: boolean;
};

export type StoredCell = {
  dimension?: string | null;
  category?: string | null;
  state: string;
  value?: string | null;
  numerator?: string | null;
  denominator?: string | null;
  choice?: string | null;
  text?: string | null;
};

/** The parts of an indicator in the history that people write. */
export type StoredIndicatorAnswer = { note: string; release: string; cells: StoredCell[] };

const asRow = (stored: unknown): Record<string, unknown> =>
  typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};

/** Whether two stored values are the same; a missing part counts as empty. */
const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Undoes changes of an activity, newest first. Restores only the fields that a change touched: if somebody
 * sees part of a history, undoing takes back that part and nothing else.
 */
export function undoActivityChanges(
  current: StoredActivityAnswer,
  changes: readonly StoredChange[],
): StoredActivityAnswer {
  const answer = { ...current };
  for (const change of changes) {
    const [before, after] = [asRow(change.before), asRow(change.after)];
    for (const field of ['achievements', 'challenges', 'next_steps'] as const) {
      if (!isSame(before[field], after[field])) answer[field] = asText(before[field]);
    }
    if (!isSame(before['status_code'], after['status_code'])) {
      answer.status_code = typeof before['status_code'] === 'string' ? before['status_code'] : null;
    }
    if (!isSame(before['obstacles'], after['obstacles'])) {
      answer.obstacles = readKinds('obstacles', before['obstacles']);
    }
    if (!isSame(before['help_wanted'], after['help_wanted'])) {
      answer.help_wanted = readKinds('helpWanted', before['help_wanted']);
    }
    if (!isSame(before['narrative_released'], after['narrative_released'])) {
      answer.narrative_released = before['narrative_released'] === true;
    }
  }
  return answer;
}

/** Undoes changes of an indicator, cell by cell. */
export function undoIndicatorChanges(
  current: StoredIndicatorAnswer,
  changes: readonly StoredChange[],
): StoredIndicatorAnswer {
  const cells = indexCells(current.cells);
  let { note, release } = current;
  for (const change of changes) {
    const [before, after] = [asRow(change.before), asRow(change.after)];
    if (!isSame(before['note'], after['note'])) note = asText(before['note']);
    if (!isSame(before['release'], after['release']) && typeof before['release'] === 'string') {
      release = before['release'];
    }
    const [was, became] = [indexCells(before['cells']), indexCells(after['cells'])];
    for (const key of new Set([...was.keys(), ...became.keys()])) {
      const cell = was.get(key);
      if (isSame(serialiseCell(cell), serialiseCell(became.get(key)))) continue;
      if (cell) cells.set(key, cell);
      else cells.delete(key);
    }
  }
  return { note, release, cells: [...cells.values()] };
}

/**
 * Finds the round from which the answer was copied before the oldest of these changes, if it was an
 * unconfirmed copy.
 */
export function findCopiedBefore(changes: readonly StoredChange[]): number | null {
  const copied = asRow(changes.at(-1)?.before)['copied_from'];
  return typeof copied === 'number' ? copied : null;
}

function indexCells(cells: unknown): Map<string, StoredCell> {
  const index = new Map<string, StoredCell>();
  for (const cell of Array.isArray(cells) ? (cells as StoredCell[]) : []) {
    index.set(buildCellKey(cell.dimension ?? null, cell.category ?? null), cell);
  }
  return index;
}

/** Serialises a cell without its empty parts and in a fixed order, for comparison. */
function serialiseCell(cell: StoredCell | undefined) {
  if (!cell) return null;
  return (['state', 'value', 'numerator', 'denominator', 'choice', 'text'] as const).map(
    (part) => cell[part] ?? null,
  );
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
