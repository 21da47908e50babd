import { listSnapshotChanges } from '../submission/snapshot-changes.calculations.ts';
import type { SnapshotActivity, SnapshotContent, SnapshotIndicator } from '../submission/snapshot-content.ts';

/** The field name of a change in the reasons given for an item's warnings. */
export const reasonsField = 'reasons';

/** The difference in one item: the changed fields, and its earlier content (null: it had none). */
export type ItemChange =
  | { subject: 'activity'; code: string; fields: string[]; before: SnapshotActivity | null }
  | { subject: 'indicator'; code: string; fields: string[]; before: SnapshotIndicator | null };

/**
 * Lists every item that differs between two states of a report with its earlier content: activities first,
 * each in the order of the later state. A changed reason for a warning counts as a difference.
 */
export function listItemChanges(before: SnapshotContent, now: SnapshotContent): ItemChange[] {
  const { activities, indicators } = listSnapshotChanges(before, now);
  const answered = listChangedReasons(before, now);
  const fieldsOf = (subject: ItemChange['subject'], code: string, fields: readonly string[] = []) =>
    answered.has(`${subject}/${code}`) ? [...fields, reasonsField] : [...fields];
  const codes = (of: (content: SnapshotContent) => string[]) => [...new Set([...of(now), ...of(before)])];
  return [
    ...codes((content) => content.activities.map(({ activity }) => activity)).map(
      (code): ItemChange => ({
        subject: 'activity',
        code,
        fields: fieldsOf('activity', code, activities.get(code)),
        before: before.activities.find(({ activity }) => activity === code) ?? null,
      }),
    ),
    ...codes((content) => content.indicators.map(({ indicator }) => indicator)).map(
      (code): ItemChange => ({
        subject: 'indicator',
        code,
        fields: fieldsOf('indicator', code, indicators.get(code)),
        before: before.indicators.find(({ indicator }) => indicator === code) ?? null,
      }),
    ),
  ].filter(({ fields }) => fields.length > 0);
}

/** Returns the items, as "subject/code", whose reasons changed. */
function listChangedReasons(before: SnapshotContent, now: SnapshotContent): Set<string> {
  const read = ({ reasons = [] }: SnapshotContent) =>
    new Map(
      reasons.map(({ subject, code, rule, field, warning, reason }) => [
        JSON.stringify([subject, code, rule, field]),
        { item: `${subject}/${code}`, words: `${warning}\n${reason}` },
      ]),
    );
  const [old, fresh] = [read(before), read(now)];
  const changed = new Set<string>();
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(key), fresh.get(key)];
    if (was?.words !== is?.words) changed.add((is ?? was)?.item ?? '');
  }
  return changed;
}

/** Counts the items that differ between two states of a report. */
export const countItemChanges = (before: SnapshotContent, now: SnapshotContent): number =>
  listItemChanges(before, now).length;
