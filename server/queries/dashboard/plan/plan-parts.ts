import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';

/** Something of the plan by its code and what it is called. */
export type Area = { code: string; title: string };

export type Objective = { code: string; area: string; title: string };

export type Reporter = { code: string; name: string; kind: 'state' | 'body' };

export const asReporter = ({ code, name, kind }: Reporter): Reporter => ({ code, name, kind });

/** A status as pages need it; the list of a publication says more of it. */
export const asStatusWord = ({ code, label, mark, isLate, isDone, isOnTrack }: StatusWord): StatusWord => ({
  code,
  label,
  mark,
  isLate,
  isDone,
  isOnTrack,
});
