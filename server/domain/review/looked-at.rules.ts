/** That a reviewer has looked at a field, and in which submission of the report (the first, the second …). */
export type LookedAt = { subject: 'activity' | 'indicator'; code: string; field: string; number: number };

/** One field of one item. */
export type FieldPlace = { subject: 'activity' | 'indicator'; code: string; field: string };

/** The name of a field on a page and in forms: "indicator/I-A1/sex=female". */
export const nameField = ({ subject, code, field }: FieldPlace): string => `${subject}/${code}/${field}`;

/**
 * Reads a name back; null for what is none. A code can have slashes in it, a field has none.
 */
export function readFieldName(name: string): FieldPlace | null {
  const found = /^(activity|indicator)\/(.+)\/([^/]+)$/.exec(name);
  const [, subject, code, field] = found ?? [];
  return code !== undefined && field !== undefined && (subject === 'activity' || subject === 'indicator')
    ? { subject, code, field }
    : null;
}

/**
 * The marks that still hold: those of the report as it is now, and those of the time before on a field that has not
 * changed since. What changed is looked at again.
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
