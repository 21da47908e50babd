import { type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, describeTooLong } from '#server/domain/submission/text.rules.ts';

/**
 * The terms of an amendment: the round from which it applies, its title and its reason. `decision` is the number of an
 * amendment that the change is to be part of; its terms are then that one's.
 */
export type AmendmentInput = {
  effectiveRound: string;
  title: string;
  reason: string;
  decision?: number | null | undefined;
};

/** Throws BAD_INPUT by field unless an amendment says from when, what and why. */
export function checkAmendment(
  amendment: AmendmentInput | null,
  takes: readonly { code: string }[],
): AmendmentInput {
  requireNoProblems(findAmendmentProblems(amendment, takes));
  const { effectiveRound = '', title = '', reason = '' } = amendment ?? {};
  return {
    effectiveRound,
    title: title.trim(),
    reason: reason.trim(),
    decision: amendment?.decision ?? null,
  };
}

/** Lists what is missing from an amendment, by field. `takes` are the rounds from which one can apply. */
export function findAmendmentProblems(
  amendment: AmendmentInput | null,
  takes: readonly { code: string }[],
): FieldProblem[] {
  const { effectiveRound = '', title = '', reason = '' } = amendment ?? {};
  return [
    takes.some(({ code }) => code === effectiveRound)
      ? null
      : {
          path: 'effectiveRound',
          message:
            takes.length === 0
              ? 'Every round of the plan has opened. Add a later one to the sheet rounds first.'
              : 'Choose the round from which the change applies. It must not have opened yet.',
        },
    checkText('amendmentTitle', title, 300, 'Give the amendment a title.'),
    checkText('reason', reason, 2000, 'Say why the plan is amended.'),
  ].filter((problem) => problem !== null);
}

function checkText(path: string, text: string, limit: number, missing: string) {
  if (text.trim() === '') return { path, message: missing };
  if ([...text].length > limit) return { path, message: describeTooLong(text, limit) };
  const problem = findTextProblem(text);
  return problem ? { path, message: problem } : null;
}
