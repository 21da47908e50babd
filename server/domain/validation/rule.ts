import type { z } from 'zod';
import type { CheckedActivity, CheckedIndicator, CheckedReport } from './checked-report.ts';

/** One finding of a rule in one item. */
export type RuleHit = { field: string; sentence: string; advice: string };

type Described = {
  /** What the rule requires, as a sentence. */
  asks: string;
  severity: 'error' | 'warning';
  /** Whether the severity is part of how reports work and cannot be set. */
  fixed: boolean;
};

type ItemOf = { activity: CheckedActivity; indicator: CheckedIndicator };
type Subject = keyof ItemOf;

/** A rule about one kind of item; `check` takes the parameters as stored. */
export type ValidationRule<S extends Subject = Subject> = Described & {
  about: S;
  parameters: z.ZodObject;
  check: (item: ItemOf[S], parameters: unknown, report: CheckedReport) => RuleHit[];
};

/**
 * Creates a rule from a pure function of the item, the rule's parameters and the rest of the report.
 * Parameters that no longer fit count as not set: a rule loaded years ago must not prevent a report from
 * being checked.
 */
export function defineRule<S extends Subject, P extends z.ZodObject>(
  about: S,
  rule: Omit<Described, 'fixed'> & {
    fixed?: boolean;
    parameters: P;
    check: (item: ItemOf[S], parameters: z.output<P>, report: CheckedReport) => RuleHit[];
  },
): ValidationRule<S> {
  return {
    ...rule,
    about,
    fixed: rule.fixed ?? false,
    check: (item, stored, report) => {
      const read = rule.parameters.safeParse(stored);
      return rule.check(item, read.success ? read.data : rule.parameters.parse({}), report);
    },
  };
}
