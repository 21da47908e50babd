import { activityRules } from './activity.rules.ts';
import { historyRules } from './indicator-history.rules.ts';
import { othersRules, partsRules } from './indicator.rules.ts';
import { activityPlaceholderRules, indicatorPlaceholderRules } from './placeholders.rules.ts';
import { activityPresenceRules, indicatorPresenceRules } from './presence.rules.ts';
import type { ValidationRule } from './rule.ts';

/** Every rule by name, in the order in which its findings are listed. */
export const rulesOf: {
  activity: ReadonlyMap<string, ValidationRule<'activity'>>;
  indicator: ReadonlyMap<string, ValidationRule<'indicator'>>;
} = {
  activity: new Map(
    Object.entries({ ...activityRules, ...activityPlaceholderRules, ...activityPresenceRules }),
  ),
  indicator: new Map(
    Object.entries({
      ...partsRules,
      ...othersRules,
      ...historyRules,
      ...indicatorPlaceholderRules,
      ...indicatorPresenceRules,
    }),
  ),
};

/** The names of the rules that a plan can set, in order. */
export const settableRules: readonly string[] = [...rulesOf.activity, ...rulesOf.indicator]
  .filter(([, { fixed }]) => !fixed)
  .map(([name]) => name);

/** Finds the rule of this name that a plan can set, or returns undefined. */
export const findSettableRule = (name: string) => {
  const rule = rulesOf.activity.get(name) ?? rulesOf.indicator.get(name);
  return rule?.fixed === false ? rule : undefined;
};
