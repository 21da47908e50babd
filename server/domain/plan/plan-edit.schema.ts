import { z } from 'zod';

/**
 * One step of an amendment, as made on a screen. Each changes rows of the plan, and is compared, shown and
 * applied like an uploaded workbook.
 */

/** The cells of an activity that a form changes, in the format of the workbook. */
export const activityWordColumns = [
  'title',
  'description',
  'lead',
  'cooperating',
  'participating_states',
  'partners',
  'active_years',
  'tags',
  'lenses',
  'actip_articles',
  'basis',
] as const;

/** For an indicator only its words: a version stores no more. */
export const indicatorWordColumns = [
  'title',
  'definition',
  'counting_rule',
  'numerator_label',
  'denominator_label',
] as const;

/** What an activity can inherit from the one that it comes from; the rest is filled in for each. */
export const heritableColumns = [
  'cooperating',
  'partners',
  'tags',
  'lenses',
  'actip_articles',
  'basis',
] as const;

/** The maximum number of activities that one can be split into. */
export const mostParts = 8;

/** Longer than the stored limits, so that a long text gets the right message. */
const text = z.string().max(20_000);
const code = z.string().trim().max(60);
const newCode = z.string().trim().max(20_000);

/**
 * What happens to an indicator of an activity that ends: it stays, ends too, or moves to another activity.
 */
const follower = z.object({ indicator: code, goes: z.enum(['stays', 'ends', 'moves']), to: newCode });

const part = z.object({
  code: newCode,
  title: text,
  description: text,
  lead: code,
  participating_states: text,
  active_years: text,
  inherits: z.array(z.enum(heritableColumns)).max(heritableColumns.length),
});

export const planEditSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reword-activity'),
    code,
    cells: z.record(z.enum(activityWordColumns), text),
  }),
  z.object({ kind: z.literal('end-activity'), code, followers: z.array(follower).max(500) }),
  z.object({ kind: z.literal('merge-activity'), code, into: code, followers: z.array(follower).max(500) }),
  z.object({
    kind: z.literal('split-activity'),
    code,
    parts: z.array(part).max(mostParts),
    followers: z.array(follower).max(500),
  }),
  z.object({
    kind: z.literal('add-activity'),
    code: newCode,
    objective: code,
    cells: z.record(z.enum(activityWordColumns), text),
  }),
  z.object({
    kind: z.literal('reword-indicator'),
    code,
    cells: z.record(z.enum(indicatorWordColumns), text),
  }),
  z.object({ kind: z.literal('end-indicator'), code }),
  z.object({ kind: z.literal('resume-activity'), code }),
  z.object({ kind: z.literal('resume-indicator'), code }),
]);

export type PlanEdit = z.infer<typeof planEditSchema>;
export type PlanEditKind = PlanEdit['kind'];
export type ActivityCells = Record<(typeof activityWordColumns)[number], string>;
export type IndicatorCells = Record<(typeof indicatorWordColumns)[number], string>;
export type SplitPart = z.infer<typeof part>;
export type Follower = z.infer<typeof follower>;

/** Returns the sheet of the row that an edit is about. */
export const getSheetOfEdit = ({ kind }: PlanEdit): 'activities' | 'indicators' =>
  kind.endsWith('-indicator') ? 'indicators' : 'activities';

/** Whether an edit ends something or takes it up again, so that it needs a round whatever was reported. */
export const isFromRound = ({ kind }: PlanEdit): boolean =>
  kind === 'end-indicator' ||
  kind === 'resume-activity' ||
  kind === 'resume-indicator' ||
  kind === 'end-activity' ||
  kind === 'merge-activity' ||
  kind === 'split-activity';

/** Describes an edit in a few words: "Merge A1.2 into A1.1". */
export function describePlanEdit(edit: PlanEdit): string {
  switch (edit.kind) {
    case 'reword-activity':
    case 'reword-indicator':
      return `Reword ${edit.code}`;
    case 'end-activity':
    case 'end-indicator':
      return `End ${edit.code}`;
    case 'resume-activity':
    case 'resume-indicator':
      return `Take up ${edit.code} again`;
    case 'merge-activity':
      return `Merge ${edit.code} into ${edit.into}`;
    case 'split-activity':
      return `Split ${edit.code} into ${edit.parts.map((each) => each.code).join(', ')}`;
    case 'add-activity':
      return `Add ${edit.code}`;
  }
}
