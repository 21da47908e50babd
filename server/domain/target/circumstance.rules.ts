import type { FieldProblem } from '../error/domain-error.ts';
import { toLatinDigits } from '../value/digits.rules.ts';

/** A step of a state's own on the way of an activity: "Adopted by cabinet". Days are ISO dates. */
export type Milestone = { title: string; planned: string; revised: string | null; reached: string | null };

/** What is different for a state in an activity: it does not apply there, or it has the state's own milestones. */
export type CircumstanceContent = {
  /** Why it does not apply; empty where it does. */
  notApplicable: string;
  milestones: Milestone[];
};

/** What somebody typed: days as text, empty where nothing is set. */
export type TypedCircumstance = {
  applies: boolean;
  reason: string;
  milestones: readonly { title: string; planned: string; revised: string; reached: string }[];
};

/** As many milestones as an activity of one state has room for. */
export const mostMilestones = 8;
const longestTitle = 200;
const longestReason = 2000;

/**
 * Checks what was typed. `years` are those of the plan, `today` is an ISO date. Returns the content, milestones in the
 * order of their planned days, and the problems by field: "reason", "milestones.0.planned".
 */
export function checkCircumstance(
  typed: TypedCircumstance,
  { years, today }: { years: readonly number[]; today: string },
): { content: CircumstanceContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const report = (path: string, message: string) => {
    problems.push({ path, message });
  };
  if (!typed.applies) {
    const reason = typed.reason.trim();
    if (reason === '') report('reason', 'Say why the activity does not apply in your state.');
    if (reason.length > longestReason) report('reason', `Write at most ${longestReason} characters.`);
    return { content: { notApplicable: reason, milestones: [] }, problems };
  }
  const readDay = (text: string, path: string): string | null => {
    const day = toLatinDigits(text.trim());
    if (day === '') return null;
    if (!isDay(day)) {
      report(path, 'Enter a day, such as 2027-03-31.');
      return null;
    }
    const year = Number(day.slice(0, 4));
    if (year < Math.min(...years) - 1 || year > Math.max(...years) + 1) {
      report(path, `Enter a day from ${Math.min(...years)} to ${Math.max(...years)}.`);
    }
    return day;
  };
  const milestones = typed.milestones.flatMap((milestone, at): Milestone[] => {
    const path = (field: string) => `milestones.${at}.${field}`;
    const title = milestone.title.trim();
    const { planned, revised, reached } = milestone;
    if ([title, planned, revised, reached].every((text) => text.trim() === '')) return [];
    if (title === '') report(path('title'), 'Say what is reached.');
    if (title.length > longestTitle) report(path('title'), `Write at most ${longestTitle} characters.`);
    if (planned.trim() === '') report(path('planned'), 'Enter the planned day.');
    const days = {
      planned: readDay(planned, path('planned')) ?? '',
      revised: readDay(revised, path('revised')),
      reached: readDay(reached, path('reached')),
    };
    if (days.reached !== null && days.reached > today) {
      report(path('reached'), 'Enter a day that is not in the future.');
    }
    return [{ title, ...days }];
  });
  if (milestones.length > mostMilestones) report('milestones', `Give at most ${mostMilestones} milestones.`);
  const sorted = milestones.toSorted((a, b) => (a.planned < b.planned ? -1 : a.planned > b.planned ? 1 : 0));
  return { content: { notApplicable: '', milestones: sorted }, problems };
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;

/** How a milestone stands on a day: reached, not due yet, or overdue; and how many days after the planned one. */
export type MilestoneState = {
  state: 'reached' | 'overdue' | 'expected';
  /** After the planned day: of a reached one when it was reached, of another by today or by the day it is revised to. */
  daysLate: number;
};

const day = 86_400_000;

/**
 * Decides how late a milestone is. Lateness is always counted from the day that was planned first: a revised day says
 * when it is expected now, and makes nothing late undone. A day early is no day late.
 */
export function decideMilestone({ planned, revised, reached }: Milestone, today: string): MilestoneState {
  const expected = revised ?? planned;
  const ends = reached ?? (expected > today ? expected : today);
  const daysLate = Math.max(0, Math.round((Date.parse(ends) - Date.parse(planned)) / day));
  return { state: reached !== null ? 'reached' : expected < today ? 'overdue' : 'expected', daysLate };
}

/** "Reached 2026-05-01, 30 days late", "Overdue, 12 days after the planned day", "Expected 2027-01-31". */
export function describeMilestone(milestone: Milestone, today: string): string {
  const { state, daysLate } = decideMilestone(milestone, today);
  const days = `${daysLate} ${daysLate === 1 ? 'day' : 'days'}`;
  switch (state) {
    case 'reached':
      return daysLate > 0 ? `Reached ${days} late` : 'Reached in time';
    case 'overdue':
      return `Overdue, ${days} after the planned day`;
    case 'expected':
      return daysLate > 0 ? `Expected ${days} late` : 'Not due yet';
  }
}
