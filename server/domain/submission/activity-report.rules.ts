import type { z } from 'zod';
import type { FieldProblem } from '../error/domain-error.ts';
import type { activityReportInputSchema } from './activity-report.schema.ts';
import { findTextProblem, normaliseText } from './text.rules.ts';

export type ActivityReportContent = {
  status: string | null;
  achievements: string;
  challenges: string;
  nextSteps: string;
  narrativeReleased: boolean | undefined;
};

/** Checks one activity's report against the list of statuses. */
export function checkActivityReport(
  input: z.output<typeof activityReportInputSchema>,
  statusCodes: readonly string[],
  path = '',
): { content: ActivityReportContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const at = (field: string) => (path ? `${path}.${field}` : field);
  if (input.status !== null && input.status !== '' && !statusCodes.includes(input.status)) {
    problems.push({ path: at('status'), message: 'Choose one of the statuses in the list.' });
  }
  for (const field of ['achievements', 'challenges', 'nextSteps'] as const) {
    const problem = findTextProblem(input[field]);
    if (problem) problems.push({ path: at(field), message: problem });
  }
  return {
    content: {
      status: input.status || null,
      achievements: normaliseText(input.achievements),
      challenges: normaliseText(input.challenges),
      nextSteps: normaliseText(input.nextSteps),
      narrativeReleased: input.narrativeReleased,
    },
    problems,
  };
}
