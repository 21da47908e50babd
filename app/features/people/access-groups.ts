import type { ReviewedRole } from '#app/contract.ts';

/** "2 of 5" for each state and body, by its code; the offices under "". */
export function countByReporter(roles: readonly ReviewedRole[]): Map<string, string> {
  const groups = Map.groupBy(roles, ({ reporter }) => reporter?.code ?? '');
  return new Map(
    [...groups].map(([code, held]) => [
      code,
      `${held.filter(({ decision }) => decision !== null).length} of ${held.length}`,
    ]),
  );
}

export type ChosenAccess = { assignment: number; decision: 'keep' | 'end'; seen: number };

/** What a form of the review chooses, role by role; what was left open is not in it. */
export function readChosenAccess(form: FormData): ChosenAccess[] {
  return [...form.entries()].flatMap(([name, value]) => {
    const number = /^role-(\d{1,10})$/.exec(name)?.[1];
    if (number === undefined || (value !== 'keep' && value !== 'end')) return [];
    const seen = Number(form.get(`seen-${number}`) ?? 0);
    return [{ assignment: Number(number), decision: value, seen: Number.isInteger(seen) ? seen : 0 }];
  });
}
