import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import {
  type FollowUpStatus,
  followUpStatuses,
  type Recommendation,
  type RecommendationContent,
  type RecommendationLists,
  type RecommendationResponse,
  type RecommendationStatus,
  type ResponseKind,
  responseKinds,
} from './recommendation.schema.ts';

/** The form of a recommendation as typed; codes of activities and indicators in one line. */
export type TypedRecommendation = {
  text: string;
  place: string;
  madeOn: string;
  addressedTo: string[];
  activities: string;
  indicators: string;
  answerBy: string;
};

/** The form of a response as typed. */
export type TypedResponse = {
  by: string;
  kind: string;
  reason: string;
  on: string;
  dueOn: string;
  activities: string;
  indicators: string;
  source: string;
};

/** The form of a status as typed. */
export type TypedFollowUp = { by: string; status: string; on: string; note: string };

/** The maximum length of each text; the database has the same limits. */
export const longestOf = { text: 2000, place: 100, reason: 1000, source: 300, note: 1000 } as const;

/** Notes what is wrong with a field. */
export type Add = (path: string, message: string) => void;

/** Reads the text of a field; `needed` says what is missing where it is empty. */
function readText(add: Add, path: keyof typeof longestOf, typed: string, needed: string | null): string {
  const text = normaliseText(typed).trim();
  const problem = text === '' ? needed : findTextProblem(text, longestOf[path]);
  if (problem) add(path, problem);
  return text;
}

/** Reads a day, "2025-06-02"; null for none. */
export function readDay(add: Add, path: string, typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const isDay = moment !== null && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
  if (isDay && text >= '1990-01-01' && text <= '2100-12-31') return text;
  add(path, 'Give a day of the calendar, such as 2025-06-02.');
  return null;
}

/** Reads the day on which something happened. It is not after today. */
export function readPastDay(
  add: Add,
  path: string,
  typed: string,
  today: string,
  needed: string,
): string | null {
  if (typed.trim() === '') {
    add(path, needed);
    return null;
  }
  const day = readDay(add, path, typed);
  if (day !== null && day > today) add(path, 'This day is in the future.');
  return day;
}

/** Splits a line of codes: "A1.1, C3.1". Without repetition, in order. */
export const parseCodes = (line: string): string[] =>
  [...new Set(line.split(/[\s,;]+/u).filter((code) => code !== ''))].toSorted();

function readCodes(
  add: Add,
  path: 'activities' | 'indicators',
  line: string,
  known: readonly { code: string }[],
): string[] {
  const codes = parseCodes(line);
  const unknown = codes.find((code) => !known.some((one) => one.code === code));
  if (unknown !== undefined) {
    const short = unknown.length > 40 ? `${[...unknown].slice(0, 40).join('')}…` : unknown;
    add(path, `There is no ${path === 'activities' ? 'activity' : 'indicator'} ${short}.`);
  }
  return codes;
}

/** Reads the form of a recommendation, and lists what is wrong with each field. */
export function checkRecommendation(
  typed: TypedRecommendation,
  lists: RecommendationLists,
): { content: Omit<RecommendationContent, 'released'>; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add: Add = (path, message) => problems.push({ path, message });
  const text = readText(add, 'text', typed.text, 'Say what is recommended.');
  const addressedTo = [...new Set(typed.addressedTo)].toSorted();
  if (addressedTo.length === 0) add('addressedTo', 'Choose at least one state or body that is to respond.');
  else if (addressedTo.some((code) => !lists.reporters.some((one) => one.code === code))) {
    add('addressedTo', 'Choose from the list.');
  }
  const place = readText(add, 'place', typed.place, null);
  if (place.includes('\n')) add('place', 'Write this on one line.');
  const madeOn = readDay(add, 'madeOn', typed.madeOn);
  const answerBy = readDay(add, 'answerBy', typed.answerBy);
  if (madeOn !== null && answerBy !== null && answerBy < madeOn) {
    add('answerBy', 'This is before the day on which it was made.');
  }
  const activities = readCodes(add, 'activities', typed.activities, lists.activities);
  const indicators = readCodes(add, 'indicators', typed.indicators, lists.indicators);
  return {
    content: { text, place, madeOn, addressedTo, activities, indicators, answerBy },
    problems,
  };
}

/** A recommendation as its form shows it. */
export const toTypedRecommendation = (content: RecommendationContent): TypedRecommendation => ({
  text: content.text,
  place: content.place,
  madeOn: content.madeOn ?? '',
  addressedTo: content.addressedTo,
  activities: content.activities.join(', '),
  indicators: content.indicators.join(', '),
  answerBy: content.answerBy ?? '',
});

/** The code of a new recommendation of a study or event. */
export function buildRecommendationCode(taken: readonly string[]): string {
  return `R${Math.max(0, ...taken.map((code) => Number(code.slice(1)))) + 1}`;
}

/** The newest response of a body; null: it has given none, or withdrew it. Responses are newest first. */
export function findResponse<Response extends Pick<RecommendationResponse, 'by' | 'kind'>>(
  responses: readonly Response[],
  by: string,
): Response | null {
  const newest = responses.find((one) => one.by === by);
  return newest && newest.kind !== 'withdrawn' ? newest : null;
}

/** The response and the status of each body that count, without who recorded them; by body. */
export function filterCurrent(
  responses: readonly RecommendationResponse[],
  statuses: readonly RecommendationStatus[],
): { responses: RecommendationResponse[]; statuses: RecommendationStatus[] } {
  const bodies = [...new Set(responses.map(({ by }) => by))].toSorted();
  const current = bodies.flatMap((by) => findResponse(responses, by) ?? []);
  return {
    responses: current.map(({ by, kind, reason, on, dueOn, activities, indicators, source }) => ({
      by,
      kind,
      reason,
      on,
      dueOn,
      activities,
      indicators,
      source,
    })),
    statuses: current
      .filter(({ kind }) => isActedOn(kind))
      .flatMap(({ by }) => statuses.find((one) => one.by === by) ?? [])
      .map(({ by, status, on, note }) => ({ by, status, on, note })),
  };
}

/** Whether something is to be done after a response of this kind. */
export const isActedOn = (kind: ResponseKind): boolean => kind === 'accepted' || kind === 'partly_accepted';

/** Reads the form of a response, and lists what is wrong with each field. */
export function checkResponse(
  typed: TypedResponse,
  recommendation: Pick<Recommendation, 'content'> & { responses: readonly RecommendationResponse[] },
  lists: RecommendationLists,
  today: string,
): { response: RecommendationResponse; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add: Add = (path, message) => problems.push({ path, message });
  const { addressedTo } = recommendation.content;
  if (!addressedTo.includes(typed.by)) add('by', 'Choose a state or body that was asked to respond.');
  const kind = responseKinds.find((one) => one === typed.kind) ?? null;
  if (kind === null) add('kind', 'Choose the response.');
  else if (kind === 'withdrawn' && findResponse(recommendation.responses, typed.by) === null) {
    add('kind', 'There is no response that could be withdrawn.');
  }
  const needsReason = kind !== null && kind !== 'accepted' && kind !== 'under_study';
  const reason = readText(
    add,
    'reason',
    typed.reason,
    needsReason ? 'Give the reason in a sentence or two.' : null,
  );
  const on = readPastDay(add, 'on', typed.on, today, 'Give the day of the response.');
  const { madeOn } = recommendation.content;
  if (on !== null && madeOn !== null && on < madeOn) {
    add('on', 'This is before the day on which the recommendation was made.');
  }
  const dueOn = readDay(add, 'dueOn', typed.dueOn);
  if (dueOn !== null && kind !== null && !isActedOn(kind)) {
    add('dueOn', 'Only what was accepted, wholly or partly, is due on a day.');
  } else if (dueOn !== null && on !== null && dueOn < on) {
    add('dueOn', 'This is before the day of the response.');
  }
  const activities = readCodes(add, 'activities', typed.activities, lists.activities);
  const indicators = readCodes(add, 'indicators', typed.indicators, lists.indicators);
  const source = readText(add, 'source', typed.source, 'Say where this is known from.');
  return {
    response: {
      by: typed.by,
      kind: kind ?? 'under_study',
      reason,
      on: on ?? today,
      dueOn,
      activities,
      indicators,
      source,
    },
    problems,
  };
}

/** Reads the form of a status, and lists what is wrong with each field. */
export function checkFollowUp(
  typed: TypedFollowUp,
  recommendation: { responses: readonly RecommendationResponse[] },
  today: string,
): { followUp: RecommendationStatus; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add: Add = (path, message) => problems.push({ path, message });
  const response = findResponse(recommendation.responses, typed.by);
  if (response === null || !isActedOn(response.kind)) {
    add('by', 'Choose a state or body that has accepted it, wholly or partly.');
  }
  const status: FollowUpStatus | null = followUpStatuses.find((one) => one === typed.status) ?? null;
  if (status === null) add('status', 'Choose the status.');
  const on = readPastDay(add, 'on', typed.on, today, 'Give the day on which this was so.');
  if (on !== null && response !== null && on < response.on)
    add('on', 'This is before the day of the response.');
  const note = readText(
    add,
    'note',
    typed.note,
    status === 'stopped' ? 'Say in a sentence or two why it was stopped.' : null,
  );
  return { followUp: { by: typed.by, status: status ?? 'not_started', on: on ?? today, note }, problems };
}
