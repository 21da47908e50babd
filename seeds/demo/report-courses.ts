/** What is done with a report, one call of a use-case each. */
export type StepName =
  | 'saveIndicators'
  | 'saveActivities'
  | 'saveAll'
  | 'correct'
  | 'clear'
  | 'sendBack'
  | 'submit'
  | 'withdraw'
  | 'review'
  | 'ask'
  | 'returnWhole'
  | 'answer'
  | 'accept'
  | 'reopen';

/** A step and its day, counted from the day of the first submission. */
export type StatusStep = readonly [step: StepName, day: number];

const write: StatusStep[] = [
  ['saveIndicators', -9],
  ['saveActivities', -5],
];
const send: StatusStep[] = [
  ['clear', -1],
  ['submit', 0],
];

/** The lives of a report that the demo shows; course-of-reports.csv says who has which in which round. */
export const statusesByRound: Readonly<Record<string, readonly StatusStep[]>> = {
  none: [],
  draft_only: write,
  cleared: [...write, ['clear', -1]],
  submitted: [...write, ...send],
  in_review: [...write, ...send, ['review', 2]],
  awaiting_answers: [...write, ...send, ['review', 2], ['ask', 5]],
  one_go: [['saveAll', -3], ...send, ['review', 4], ['accept', 5]],
  standard: [...write, ...send, ['review', 3], ['accept', 6]],
  returned: [
    ...write,
    ...send,
    ['review', 2],
    ['ask', 4],
    ['answer', 8],
    ['correct', 8],
    ['clear', 9],
    ['submit', 10],
    ['review', 12],
    ['accept', 13],
  ],
  returned_whole: [
    ...write,
    ...send,
    ['review', 3],
    ['returnWhole', 4],
    ['correct', 9],
    ['clear', 10],
    ['submit', 11],
    ['review', 13],
    ['accept', 14],
  ],
  sent_back: [
    ...write,
    ['clear', -4],
    ['sendBack', -3],
    ['correct', -2],
    ...send,
    ['review', 3],
    ['accept', 7],
  ],
  withdrawn: [
    ...write,
    ...send,
    ['withdraw', 0],
    ['correct', 0],
    ['clear', 0],
    ['submit', 0],
    ['review', 3],
    ['accept', 5],
  ],
  reopened: [
    ...write,
    ...send,
    ['review', 2],
    ['accept', 4],
    ['reopen', 8],
    ['answer', 10],
    ['correct', 10],
    ['clear', 11],
    ['submit', 11],
    ['review', 12],
    ['accept', 13],
  ],
};

const day = 86_400_000;

/** The day `days` after a date such as "2026-04-15", as a date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** Offices work from Monday to Friday, and a step that falls on a weekend waits for Monday. */
function toWorkday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/**
 * The moments of a course: in order, in office hours of the region, each later than the one before, also where
 * two steps fall on the same day.
 */
export function listMoments(steps: readonly StatusStep[], submittedOn: string): Date[] {
  return steps.map(([, offset], index) => {
    const date = toWorkday(addDays(submittedOn, offset));
    return new Date(Date.parse(`${date}T01:10:00Z`) + index * 37 * 60_000);
  });
}
