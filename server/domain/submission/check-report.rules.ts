import { calculateBreakdownSums } from '../value/breakdown.calculations.ts';
import type { IndicatorDefinition } from '../value/indicator-definition.ts';
import type { Cell } from '../value/indicator-value.schema.ts';

/** Errors block clearance, warnings ask for a second look, gaps are what is due and not there. */
export type FindingKind = 'error' | 'warning' | 'gap';
export type Finding = {
  kind: FindingKind;
  subject: 'activity' | 'indicator' | 'report';
  /** The code of the activity or indicator; empty for the whole report. */
  code: string;
  /** The field on its page that the finding is about. */
  field: string;
  sentence: string;
};

export type CheckedActivity = {
  code: string;
  status: { label: string; isLate: boolean; isDone: boolean } | null;
  achievements: string;
  challenges: string;
  openQueries: { field: string; answered: boolean }[];
};

export type CheckedIndicator = {
  definition: IndicatorDefinition;
  cells: Cell[];
  lastCells: Cell[];
  note: string;
  openQueries: { field: string; answered: boolean }[];
};

/** Ten times up or down against the last round is worth a second look. */
const unlikelyFactor = 10;

/**
 * Reads a whole report as its clearing officer would and lists what stands in the way, what looks odd and what is
 * missing. A report may leave with gaps, since part of the figures on time is better than all of them late, but
 * not empty.
 */
export function checkReport(report: {
  activities: CheckedActivity[];
  indicators: CheckedIndicator[];
  returned: boolean;
}): Finding[] {
  const findings = [
    ...report.activities.flatMap((activity) => checkActivity(activity, report.returned)),
    ...report.indicators.flatMap((indicator) => checkIndicator(indicator, report.returned)),
  ];
  const started =
    report.activities.some(({ status }) => status) || report.indicators.some(({ cells }) => cells.length > 0);
  if (!started) {
    findings.unshift({
      kind: 'error',
      subject: 'report',
      code: '',
      field: '',
      sentence: 'The report is empty. Report on at least one activity or indicator.',
    });
  }
  return findings;
}

function checkActivity(activity: CheckedActivity, returned: boolean): Finding[] {
  const findings: Finding[] = [];
  const add = (kind: FindingKind, field: string, sentence: string) =>
    findings.push({ kind, subject: 'activity', code: activity.code, field, sentence });
  if (!activity.status) {
    if (activity.achievements || activity.challenges) {
      add('error', 'status', `Choose a status for ${activity.code}: there is text but no status.`);
    } else add('gap', 'status', `${activity.code} has not been reported.`);
  } else {
    if (activity.status.isDone && !activity.achievements.trim()) {
      add(
        'error',
        'achievements',
        `Say what was achieved in ${activity.code}: its status is "${activity.status.label}".`,
      );
    }
    if (activity.status.isLate && !activity.challenges.trim()) {
      add(
        'warning',
        'challenges',
        `Say what holds ${activity.code} up: its status is "${activity.status.label}".`,
      );
    }
  }
  if (returned) addUnanswered(activity.openQueries, activity.code, add);
  return findings;
}

function addUnanswered(
  queries: { field: string; answered: boolean }[],
  code: string,
  add: (kind: FindingKind, field: string, sentence: string) => void,
) {
  for (const { field, answered } of queries) {
    if (!answered) add('error', field, `Answer the question about ${code}.`);
  }
}

function checkIndicator(indicator: CheckedIndicator, returned: boolean): Finding[] {
  const { definition, cells } = indicator;
  const { code } = definition;
  const findings: Finding[] = [];
  const add = (kind: FindingKind, field: string, sentence: string) =>
    findings.push({ kind, subject: 'indicator', code, field, sentence });
  const total = cells.find(({ dimension }) => dimension === null);
  if (!total) {
    if (cells.length > 0) add('error', 'total', `Enter the total of ${code}: there are parts but no total.`);
    else add('gap', 'total', `${code} has not been reported.`);
  } else if (total.state === 'reported') {
    findings.push(...checkAgainstLastRound(indicator, total));
    for (const sum of calculateBreakdownSums(definition, cells)) {
      const name = sum.dimension.name.toLowerCase();
      if (sum.answered === 0) {
        add('warning', sum.dimension.code, `${code} has no figures by ${name}.`);
      } else if (sum.belowTotal && sum.reported === sum.of) {
        add(
          'warning',
          sum.dimension.code,
          `The parts of ${code} by ${name} add up to less than the total. Put the rest under "Unknown".`,
        );
      }
    }
  } else if (!indicator.note.trim()) {
    add(
      'warning',
      'note',
      `Say in the note why ${code} is ${total.state === 'not_available' ? 'not available' : 'not applicable'}.`,
    );
  }
  if (returned) addUnanswered(indicator.openQueries, code, add);
  return findings;
}

function checkAgainstLastRound({ definition, lastCells }: CheckedIndicator, total: Cell): Finding[] {
  const last = lastCells.find(({ dimension }) => dimension === null);
  if (last?.state !== 'reported' || (definition.measure !== 'count' && definition.measure !== 'money'))
    return [];
  // Only to see whether a figure is far off; nothing is calculated from these floats.
  const [now, before] = [Number(total.value), Number(last.value)];
  const warn = (sentence: string): Finding[] => [
    { kind: 'warning', subject: 'indicator', code: definition.code, field: 'total', sentence },
  ];
  if (now === 0 && before > 0) {
    return warn(
      `${definition.code} is zero after ${last.value} in the last round. Check that it is not "not available".`,
    );
  }
  if (before > 0 && (now > before * unlikelyFactor || now * unlikelyFactor < before)) {
    return warn(
      `${definition.code} went from ${last.value} to ${total.value} since the last round. Check the figure.`,
    );
  }
  return [];
}
