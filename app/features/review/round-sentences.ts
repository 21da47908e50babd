import type { Board } from './answers.ts';

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** The numbers of a list as a sentence: "a, b and c". */
export function joinWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "Of 22 reports, 4 are accepted, 5 wait for review and 13 have not been submitted." */
export function sayWhereReportsStand({ counts }: Pick<Board, 'counts'>): string {
  if (counts.due === 0) return 'No reports are due yet.';
  const parts = [
    counts.accepted && `${count(counts.accepted, 'is', 'are')} accepted`,
    counts.submitted && `${count(counts.submitted, 'waits', 'wait')} for review`,
    counts.returned && `${count(counts.returned, 'is', 'are')} returned for changes`,
    counts.cleared && `${count(counts.cleared, 'is', 'are')} cleared but not yet sent`,
    counts.draft && count(counts.draft, 'is a draft', 'are drafts'),
  ].filter((part) => typeof part === 'string');
  return `Of ${count(counts.due, 'report', 'reports')}, ${joinWords(parts)}.`;
}

/** Who is late, and by how much, in the order of the board: nobody is ranked. */
export function sayWhoIsLate({ rows }: Pick<Board, 'rows'>): string {
  const overdue = rows.filter(({ timing }) => timing.state === 'overdue');
  if (overdue.length === 0) return 'No report is overdue.';
  const names = overdue.map(({ reporter, timing }) => {
    const days = 'days' in timing ? timing.days : 0;
    return `${reporter.kind === 'state' ? reporter.name : reporter.code} (${count(days, 'day', 'days')})`;
  });
  return `${count(overdue.length, 'report is', 'reports are')} overdue: ${joinWords(names)}.`;
}
