import { z } from 'zod';
import type { FieldProblem } from '../error/domain-error.ts';
import { hasOnlyKnownKinds, needListNames, sortKinds, unknownKindMessage } from '../need/need-kinds.ts';
import { findTextProblem, normaliseText } from './text.rules.ts';
import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

/** Longer than the rules allow, so that a person gets the rule's own message and not a parser's. */
const narrative = z.string().max(2_000_000);
/** Kinds of a list; if left out, they stay unchanged. */
const kinds = z.array(z.string().max(60)).max(100).optional();

export const activityReportInputSchema = z.object({
  activity: z.string().min(1).max(30),
  status: z.string().max(60).nullable(),
  achievements: narrative.default(''),
  challenges: narrative.default(''),
  obstacles: kinds,
  helpWanted: kinds,
  nextSteps: narrative.default(''),
  /** Consent to publish these words; if left out, it stays unchanged. */
  narrativeReleased: z.boolean().optional(),
  version: z.number().int().min(0).max(2_000_000_000),
});
export type ActivityReportInput = z.input<typeof activityReportInputSchema>;

type ActivityReportContent = {
  status: string | null;
  achievements: string;
  challenges: string;
  /** Undefined: as they are stored. */
  obstacles?: string[] | undefined;
  helpWanted?: string[] | undefined;
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
  for (const list of needListNames) {
    if (!hasOnlyKnownKinds(list, input[list] ?? [])) {
      problems.push({ path: at(list), message: unknownKindMessage });
    }
  }
  return {
    content: {
      status: input.status || null,
      achievements: normaliseText(input.achievements),
      challenges: normaliseText(input.challenges),
      obstacles: input.obstacles && sortKinds('obstacles', input.obstacles),
      helpWanted: input.helpWanted && sortKinds('helpWanted', input.helpWanted),
      nextSteps: normaliseText(input.nextSteps),
      narrativeReleased: input.narrativeReleased,
    },
    problems,
  };
}

/** One activity report to save, already checked. */
export type ActivityWrite = { id: number; code: string; version: number; content: ActivityReportContent };

/** One indicator with its cells to save, already checked. */
export type IndicatorWrite = {
  definition: IndicatorDefinition;
  version: number;
  note: string;
  release: Release | undefined;
  cells: Cell[];
  /**
   * Keys of cells and "note": the scope of this save, if it is not the whole indicator; see findWriteScope.
   */
  only?: readonly string[] | undefined;
  /** The prefix of the item in the input ("indicators.2."), for problems at its fields. */
  path?: string;
};
