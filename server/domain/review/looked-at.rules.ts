/** A field that a reviewer has looked at, in which submission of the report (the first, the second …). */
export type LookedAt = { subject: 'activity' | 'indicator'; code: string; field: string; number: number };

/** One field of one item. */
export type FieldPlace = { subject: 'activity' | 'indicator'; code: string; field: string };

/** Names a field on a page and in forms: "indicator/I-A1/sex=female". */
export const nameField = ({ subject, code, field }: FieldPlace): string => `${subject}/${code}/${field}`;

/** Parses a field name; null if it is none. A code can contain slashes, a field cannot. */
export function readFieldName(name: string): FieldPlace | null {
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
        (mark.number === received.before && !changedSinceBefore.has(nameField(mark))),
    )
    .map(nameField);
}
