import type { z } from 'zod';
import type { CheckedActivity, CheckedIndicator, CheckedReport, RuleSetting } from './checked-report.ts';

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
export function createRule<S extends Subject, P extends z.ZodObject>(
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

/** Errors block clearance, warnings need a reason, gaps are due and missing. */
export type FindingKind = 'error' | 'warning' | 'gap';

export type Finding = {
  kind: FindingKind;
  /** The rule that found it, such as "unlikely_jump". */
  rule: string;
  subject: 'activity' | 'indicator' | 'report';
  /** The code of the activity or indicator; empty for the whole report. */
  code: string;
  /** The field on its page that the finding is about. */
  field: string;
  /** The oddity, with the figures that cause it: another figure makes another sentence. */
  sentence: string;
  /** What it usually means and what to do; empty if the sentence says it all. */
  advice: string;
};

export type EffectiveSetting = { severity: RuleSetting['severity']; parameters: Record<string, unknown> };

/**
 * Returns a look-up of a rule's settings for an item: those of the plan for this indicator, otherwise for
 * all, otherwise the rule's own. A parameter missing from the narrower row is taken from the wider one.
 */
export function buildSettings(settings: readonly RuleSetting[]) {
  const stored = new Map(settings.map((setting) => [`${setting.indicator ?? ''}/${setting.rule}`, setting]));
  return (
    name: string,
    rule: Pick<ValidationRule, 'severity' | 'fixed'>,
    indicator: string | null,
  ): EffectiveSetting => {
    if (rule.fixed) return { severity: rule.severity, parameters: {} };
    const wide = stored.get(`/${name}`);
    const narrow = indicator === null ? undefined : stored.get(`${indicator}/${name}`);
    return {
      severity: (narrow ?? wide)?.severity ?? rule.severity,
      parameters: { ...wide?.parameters, ...narrow?.parameters },
    };
  };
}
