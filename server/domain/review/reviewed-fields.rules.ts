import { needListNames } from '../need/need-kinds.ts';
import { buildSnapshotCellKey } from '../submission/snapshot-changes.calculations.ts';
import type { SnapshotActivity, SnapshotIndicator } from '../submission/snapshot-content.ts';

/** A field that a reviewer has looked at, in which submission of the report (the first, the second …). */
export type LookedAt = { subject: 'activity' | 'indicator'; code: string; field: string; number: number };

/** One field of one item. */
export type FieldPlace = { subject: 'activity' | 'indicator'; code: string; field: string };

/** One item of a report. */
export type ItemPlace = Pick<FieldPlace, 'subject' | 'code'>;

/** The content of one item of a report, as it was received. */
export type ItemContent =
  | { subject: 'activity'; content: SnapshotActivity }
  | { subject: 'indicator'; content: SnapshotIndicator };

/** The fields that somebody has looked at who has looked at the item: what is filled in, and what is always asked. */
export function listReviewedFields(item: ItemContent): string[] {
  if (item.subject === 'activity') {
    const { content } = item;
    const texts = editedFields.activity.filter((field) => content[field] !== '');
    const said = [...texts, ...needListNames.filter((list) => (content[list] ?? []).length > 0)];
    return ['status', ...said, ...(said.length > 0 ? ['narrativeReleased'] : [])];
  }
  const { cells, note } = item.content;
  const keys = cells.map((cell) => buildSnapshotCellKey(cell)).filter((key) => key !== 'total');
  return ['total', ...keys, ...(note === '' ? [] : ['note']), 'release'];
}

/** Whether every field of an item holds a mark; `marks` are field names. */
export const isItemLookedAt = (
  { subject, code }: ItemPlace,
  fields: readonly string[],
  marks: ReadonlySet<string>,
): boolean => fields.every((field) => marks.has(serialiseFieldName({ subject, code, field })));

/** Names a field on a page and in forms: "indicator/I-A1/sex=female". */
export const serialiseFieldName = ({ subject, code, field }: FieldPlace): string =>
  `${subject}/${code}/${field}`;

/** Parses a field name; null if it is none. A code can contain slashes, a field cannot. */
export function parseFieldName(name: string): FieldPlace | null {
  const found = /^(activity|indicator)\/(.+)\/([^/]+)$/.exec(name);
  const [, subject, code, field] = found ?? [];
  return code !== undefined && field !== undefined && (subject === 'activity' || subject === 'indicator')
    ? { subject, code, field }
    : null;
}

/**
 * Lists the fields that still count as looked at: in the current submission, or in the previous one and
 * unchanged since. A changed field must be looked at again.
 */
export function listMarksThatHold(
  marks: readonly LookedAt[],
  received: { now: number; before: number | null },
  changedSinceBefore: ReadonlySet<string>,
): string[] {
  return marks
    .filter(
      (mark) =>
        mark.number === received.now ||
        (mark.number === received.before && !changedSinceBefore.has(serialiseFieldName(mark))),
    )
    .map(serialiseFieldName);
}

/** Text fields of a report, by subject: only these can have an editorial wording. */
export const editedFields = {
  activity: ['achievements', 'challenges', 'nextSteps'],
  indicator: ['note'],
} as const;

export type EditedField = 'achievements' | 'challenges' | 'nextSteps' | 'note';

/** Whether the secretariat can add its own wording of this field. */
export function isEditedField(subject: 'activity' | 'indicator', field: string): field is EditedField {
  return (editedFields[subject] as readonly string[]).includes(field);
}

/** The label of a text of the secretariat, wherever it appears. */
export const editedMark = 'Edited by the secretariat';
