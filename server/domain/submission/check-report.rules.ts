import {
  type CheckedActivity,
  type CheckedIndicator,
  type CheckedReport,
} from '../validation/checked-report.ts';
import {
  type Finding,
  type RuleHit,
  type ValidationRule,
  buildSettings,
  type EffectiveSetting,
} from '../validation/rule.ts';
import { rulesOf } from '../validation/rule-registry.ts';

export type { CheckedActivity, CheckedIndicator, CheckedReport } from '../validation/checked-report.ts';
export type { Finding, FindingKind } from '../validation/rule.ts';

/**
 * Checks a whole report as its clearing officer would, and lists errors, oddities and gaps. A report may be
 * submitted with gaps, because part of the figures on time is better than all of them late, but not empty.
 *
 * A finding is identified by its subject, code, rule and field.
 */
export function checkReport(report: CheckedReport): Finding[] {
  const settingOf = buildSettings(report.settings);
  const findings = [
    ...report.activities.flatMap((activity) => checkActivity(activity, report, settingOf)),
    ...report.indicators.flatMap((indicator) => checkIndicator(indicator, report, settingOf)),
  ];
  const started =
    report.activities.some(({ status }) => status) || report.indicators.some(({ cells }) => cells.length > 0);
  if (!started && report.whole) {
    findings.unshift({
      kind: 'error',
      rule: 'empty_report',
      subject: 'report',
      code: '',
      field: '',
      sentence: 'The report is empty. Report on at least one activity or indicator.',
      advice: '',
    });
  }
  return findings;
}

type SettingOf = (
  name: string,
  rule: Pick<ValidationRule, 'severity' | 'fixed'>,
  indicator: string | null,
) => EffectiveSetting;

function checkActivity(activity: CheckedActivity, report: CheckedReport, settingOf: SettingOf): Finding[] {
  const { code } = activity;
  const found = [...rulesOf.activity].flatMap(([name, rule]) => {
    const { severity, parameters } = settingOf(name, rule, null);
    if (severity === 'off') return [];
    return rule
      .check(activity, parameters, report)
      .map((hit) => ({ kind: severity, rule: name, subject: 'activity' as const, code, ...hit }));
  });
  const isGap = !activity.status && !found.some(({ rule }) => rule === 'text_without_status');
  return isGap ? [nameGap('activity', code, 'status'), ...found] : found;
}

function checkIndicator(indicator: CheckedIndicator, report: CheckedReport, settingOf: SettingOf): Finding[] {
  const { definition, cells } = indicator;
  const { code } = definition;
  const found = [...rulesOf.indicator].flatMap(([name, rule]) => {
    const { severity, parameters } = settingOf(name, rule, code);
    if (severity === 'off') return [];
    return rule
      .check(indicator, parameters, report)
      .map((hit: RuleHit) => ({ kind: severity, rule: name, subject: 'indicator' as const, code, ...hit }));
  });
  return cells.length === 0 ? [nameGap('indicator', code, 'total'), ...found] : found;
}

const nameGap = (subject: 'activity' | 'indicator', code: string, field: string): Finding => ({
  kind: 'gap',
  rule: 'not_reported',
  subject,
  code,
  field,
  sentence: `${code} has not been reported.`,
  advice: '',
});
