import type { FieldProblem } from '#server/domain/error/domain-error.ts';

/** The sentence for a field, where there is one. */
export const findProblem = (problems: readonly FieldProblem[], path: string): string | null =>
  problems.find((problem) => problem.path === path)?.message ?? null;
