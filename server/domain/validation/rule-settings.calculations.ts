import type { RuleSetting } from './checked-report.ts';
import type { ValidationRule } from './rule.ts';

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
