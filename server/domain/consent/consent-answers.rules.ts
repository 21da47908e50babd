import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';

/** The maximum length of a reason for a changed answer, in characters. */
export const longestChangeReason = 2000;

/** Lists what is wrong with first answers, by indicator code, to a request about `asked`; at "answers". */
export function findAnswerProblems(
  answers: Readonly<Record<string, boolean>>,
  asked: readonly { code: string }[],
): FieldProblem[] {
  const codes = new Set(asked.map(({ code }) => code));
  const given = Object.keys(answers);
  if (given.length === 0) return [{ path: 'answers', message: 'Choose an answer.' }];
  return given
    .filter((code) => !codes.has(code))
    .map((code) => ({ path: 'answers', message: `${code.slice(0, 20)} was not asked about.` }));
}

/** Returns the reason for a changed answer, and problems at "reason". */
export function readChangeReason(typed: string): { reason: string; problems: FieldProblem[] } {
  const reason = normaliseText(typed).trim();
  const problem =
    reason === '' ? 'Say why the answer changes.' : findTextProblem(reason, longestChangeReason);
  return { reason, problems: problem ? [{ path: 'reason', message: problem }] : [] };
}

/** Finds the first publication of figures compiled after an answer was given; null if there is none. */
export function findUse(
  answeredAt: string,
  publications: readonly { number: number; compiledAt: string }[],
): number | null {
  const answered = Date.parse(answeredAt);
  const used = publications.filter(({ compiledAt }) => Date.parse(compiledAt) >= answered);
  return used.length === 0 ? null : Math.min(...used.map(({ number }) => number));
}
