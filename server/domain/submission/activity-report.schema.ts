import { z } from 'zod';

/** Longer than the rules allow, so that a person gets the rule's own message and not a parser's. */
const narrative = z.string().max(2_000_000);

export const activityReportInputSchema = z.object({
  activity: z.string().min(1).max(30),
  status: z.string().max(60).nullable(),
  achievements: narrative.default(''),
  challenges: narrative.default(''),
  nextSteps: narrative.default(''),
  /** Consent to publish these words; if left out, it stays unchanged. */
  narrativeReleased: z.boolean().optional(),
  version: z.number().int().min(0).max(2_000_000_000),
});
export type ActivityReportInput = z.input<typeof activityReportInputSchema>;
