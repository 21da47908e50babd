import { z } from 'zod';

/**
 * One step of an amendment as somebody makes it on a screen. Each is a change of rows of the plan, and is compared,
 * shown and applied as an uploaded workbook is.
 */

/** The cells of an activity that a form changes, written as in the workbook. */
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

/** Of an indicator its words alone: a version keeps no more of it. */
export const indicatorWordColumns = [
  'title',
  'definition',
  'counting_rule',
  'numerator_label',
  'denominator_label',
] as const;

/** What an activity that comes out of another can take over from it; the rest is said of each. */
export const heritableColumns = [
  'cooperating',
  'partners',
  'tags',
  'lenses',
  'actip_articles',
  'basis',
] as const;

/** So many can come out of one. */
export const mostParts = 8;

/** Longer than the limits, so that a long text gets the sentence that is meant for it. */
const text = z.string().max(20_000);
const code = z.string().trim().max(60);
const newCode = z.string().trim().max(20_000);

/** What becomes of an indicator of an activity that ends: it stays as it is, ends too, or belongs to another. */
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
]);

export type PlanEdit = z.infer<typeof planEditSchema>;
export type PlanEditKind = PlanEdit['kind'];
export type ActivityCells = Record<(typeof activityWordColumns)[number], string>;
export type IndicatorCells = Record<(typeof indicatorWordColumns)[number], string>;
export type SplitPart = z.infer<typeof part>;
export type Follower = z.infer<typeof follower>;

/** The sheet of the row that an edit is about. */
export const sheetOfEdit = ({ kind }: PlanEdit): 'activities' | 'indicators' =>
  kind.endsWith('-indicator') ? 'indicators' : 'activities';

/** Whether an edit says from when something ends, so that it needs a round whatever was reported. */
export const isEnd = ({ kind }: PlanEdit): boolean =>
  kind === 'end-indicator' ||
  kind === 'end-activity' ||
  kind === 'merge-activity' ||
  kind === 'split-activity';

/** An edit in a few words: "Merge A1.2 into A1.1". */
export function describePlanEdit(edit: PlanEdit): string {
  switch (edit.kind) {
    case 'reword-activity':
    case 'reword-indicator':
      return `Reword ${edit.code}`;
    case 'end-activity':
    case 'end-indicator':
      return `End ${edit.code}`;
    case 'merge-activity':
      return `Merge ${edit.code} into ${edit.into}`;
    case 'split-activity':
      return `Split ${edit.code} into ${edit.parts.map((each) => each.code).join(', ')}`;
    case 'add-activity':
      return `Add ${edit.code}`;
  }
}
