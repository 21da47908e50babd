import type { FieldProblem } from '../error/domain-error.ts';
import { cooperationAims, type CooperationAim } from '../library/cooperation-aims.ts';
import { type Add, readDay, readPastDay } from '../recommendation/recommendation.rules.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import {
  accountStatuses,
  arrangementStatuses,
  type CountKind,
  type ReleasePart,
  releaseParts,
} from './arrangement-words.ts';
import type {
  Account,
  AccountContent,
  AccountItem,
  Arrangement,
  ArrangementContent,
  Release,
  TypedAccount,
  TypedArrangement,
} from './arrangement.schema.ts';

/** The maximum length of each text. */
export const longestOf = { bodies: 300, country: 80, step: 300, results: 2000, account: 1000 } as const;
/** The most steps that an arrangement has, and the most of a count in a year. */
export const mostSteps = 20;
const mostCounted = 999;

// A title before a name, an address for mail, or a telephone number.
const person =
  /@|\d[\d ()-]{5,}\d|\b(?:mr|mrs|ms|dr|prof|capt|maj|col|gen|lt|brig|pol|sgt|insp)\.?\s+(?:\p{Lu}|gen|col|maj|lt|capt)/iu;
const namesPerson = (said: string) => person.test(said);
const personProblem = 'Name a body, never a person: no names, addresses for mail or telephone numbers.';

const people =
  'victims?|survivors?|persons?|people|suspects?|offenders?|traffickers?|workers?|women|woman|men|man|children|child|girls?|boys?|nationals|migrants?|witness(?:es)?';
const number = String.raw`\p{Nd}[\p{Nd}.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?`;
const peopleCount = new RegExp(
  String.raw`(?<![\p{L}\p{Nd}])(?:${number})\s+(?:[\p{L}-]+\s+){0,2}(?:${people})(?![\p{L}])`,
  'iu',
);
/** Whether a text counts people. Such counts are figures of indicators, which have rules of disclosure. */
export const hasPeopleCount = (said: string): boolean => peopleCount.test(said);
const peopleProblem =
  'Leave numbers of people out. They are reported as indicators, which protect small counts.';

function readText(
  add: Add,
  path: string,
  typed: string,
  { longest, line = false }: { longest: number; line?: boolean },
): string {
  const said = normaliseText(typed).trim();
  const problem =
    findTextProblem(said, longest) ??
    (line && said.includes('\n') ? 'Write this on one line.' : null) ??
    (hasPeopleCount(said) ? peopleProblem : null);
  if (problem) add(path, problem);
  return said;
}

function readBodies(add: Add, path: string, typed: string): string {
  const bodies = readText(add, path, typed, { longest: longestOf.bodies, line: true });
  if (namesPerson(bodies)) add(path, personProblem);
  return bodies;
}

/** "China: Ministry of Public Security", a line for each country. */
function readCountries(add: Add, typed: string): ArrangementContent['countries'] {
  const lines = normaliseText(typed)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > 20) add('countries', 'Name at most 20 countries.');
  const countries = lines.slice(0, 20).map((line) => {
    const [, party = '', bodies = ''] = /^([^:]*)(?::\s*(.*))?$/u.exec(line) ?? [];
    const name = readText(add, 'countries', party, { longest: longestOf.country });
    if (name === '') add('countries', 'Begin each line with the name of the country.');
    return { party: name, bodies: readBodies(add, 'countries', bodies) };
  });
  if (new Set(countries.map(({ party }) => party.toLowerCase())).size < countries.length) {
    add('countries', 'Name each country once.');
  }
  return countries;
}

const findAim = (typed: string): CooperationAim | null =>
  cooperationAims.find((aim) => aim === typed) ?? null;

/**
 * Reads the form of an arrangement, and lists what is wrong with each field. `parties` are the states of its entry in
 * the library; `lastStep` is the highest number that a step has ever had.
 */
export function checkArrangement(
  typed: TypedArrangement,
  parties: readonly string[],
  { lastStep, today }: { lastStep: number; today: string },
): { content: ArrangementContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add: Add = (path, message) => problems.push({ path, message });
  const status = arrangementStatuses.find((one) => one === typed.status) ?? null;
  if (status === null) add('status', 'Choose the status.');
  const agreedOn = readDay(add, 'agreedOn', typed.agreedOn);
  if (agreedOn !== null && agreedOn > today) add('agreedOn', 'This day is in the future.');
  if (agreedOn === null && typed.agreedOn.trim() === '' && status !== null && status !== 'being_agreed') {
    add('agreedOn', 'Give the day on which it was agreed.');
  }
  const aims = cooperationAims.filter((aim) => typed.aims.includes(aim));
  if (aims.length === 0) add('aims', 'Choose at least one aim.');
  const contacts = typed.contacts
    .filter(({ party }) => parties.includes(party))
    .map(({ party, bodies }) => ({ party, bodies: readBodies(add, `contacts.${party}`, bodies) }))
    .filter(({ bodies }) => bodies !== '');
  let next = lastStep;
  const steps = typed.steps.flatMap((step, at) => {
    if (step.text.trim() === '' && step.plannedOn.trim() === '') return [];
    const said = readText(add, `steps.${at}.text`, step.text, { longest: longestOf.step, line: true });
    if (said === '') add(`steps.${at}.text`, 'Say what was agreed.');
    const aim = findAim(step.aim);
    if (aim === null || !aims.includes(aim)) {
      add(`steps.${at}.aim`, 'Choose one of the aims of the arrangement.');
    }
    const plannedOn = readDay(add, `steps.${at}.plannedOn`, step.plannedOn);
    const code = /^s[1-9]\d{0,3}$/.test(step.code) ? step.code : `s${(next += 1)}`;
    return [{ code, aim: aim ?? cooperationAims[0], text: said, plannedOn }];
  });
  if (steps.length > mostSteps) add('steps.0.text', `Keep to ${mostSteps} steps.`);
  if (new Set(steps.map(({ code }) => code)).size < steps.length) {
    add('steps.0.text', 'Two steps have the same code.');
  }
  return {
    content: {
      parties: parties.toSorted(),
      countries: readCountries(add, typed.countries),
      contacts,
      status: status ?? 'being_agreed',
      agreedOn,
      aims,
      steps,
      results: readText(add, 'results', typed.results, { longest: longestOf.results }),
    },
    problems,
  };
}

/** An arrangement as its form shows it: with three empty steps. */
export const toTypedArrangement = (content: ArrangementContent | null): TypedArrangement => ({
  status: content?.status ?? '',
  agreedOn: content?.agreedOn ?? '',
  aims: content?.aims ?? [],
  contacts: content?.contacts ?? [],
  countries: (content?.countries ?? [])
    .map(({ party, bodies }) => (bodies === '' ? party : `${party}: ${bodies}`))
    .join('\n'),
  steps: [
    ...(content?.steps ?? []).map((step) => ({ ...step, plannedOn: step.plannedOn ?? '' })),
    ...Array.from({ length: 3 }, () => ({ code: '', aim: '', text: '', plannedOn: '' })),
  ],
  results: content?.results ?? '',
});

/** What an account speaks of: the aims, each followed by its steps. */
export function listSubjects({ aims, steps }: Pick<ArrangementContent, 'aims' | 'steps'>): {
  about: string;
  aim: CooperationAim;
  step: ArrangementContent['steps'][number] | null;
}[] {
  return aims.flatMap((aim) => [
    { about: aim, aim, step: null },
    ...steps.filter((step) => step.aim === aim).map((step) => ({ about: step.code, aim, step })),
  ]);
}

/** The years for which an account counts: from the year of the agreement to this one, at most six. */
export function listCountedYears(agreedOn: string | null, today: string): number[] {
  const now = Number(today.slice(0, 4));
  const first = Math.max(agreedOn === null ? now - 1 : Number(agreedOn.slice(0, 4)), now - 5);
  return Array.from({ length: Math.max(1, now - first + 1) }, (_, at) => Math.min(first, now) + at);
}

function readCount(add: Add, path: string, typed: string): number | null {
  const said = typed.trim();
  if (said === '') return null;
  if (/^\d{1,3}$/.test(said) && Number(said) <= mostCounted) return Number(said);
  add(path, `Give a whole number from 0 to ${mostCounted}, or leave it empty.`);
  return null;
}

/** Reads the form of an account, and lists what is wrong with each field. */
export function checkAccount(
  typed: TypedAccount,
  { content, today }: { content: ArrangementContent; today: string },
): { content: AccountContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add: Add = (path, message) => problems.push({ path, message });
  const items = listSubjects(content).flatMap(({ about }): AccountItem[] => {
    const said = typed.items.find((one) => one.about === about);
    if (!said) return [];
    const path = (field: string) => `items.${about}.${field}`;
    const words = readText(add, path('text'), said.text, { longest: longestOf.account });
    const status = accountStatuses.find((one) => one === said.status) ?? null;
    if (status === null) {
      if (words !== '' || said.on.trim() !== '') add(path('status'), 'Choose the status.');
      return [];
    }
    const reached = status === 'reached' ? 'Give the day on which it was reached.' : null;
    const on =
      reached === null && said.on.trim() === ''
        ? null
        : readPastDay(add, path('on'), said.on, today, reached ?? '');
    return [{ about, status, on, text: words }];
  });
  const counts = listCountedYears(content.agreedOn, today).map((year) => {
    const said = typed.counts.find((one) => one.year === year);
    return {
      year,
      meetings: readCount(add, `counts.${year}.meetings`, said?.meetings ?? ''),
      operations: readCount(add, `counts.${year}.operations`, said?.operations ?? ''),
    };
  });
  return {
    content: {
      items,
      counts: counts.filter(({ meetings, operations }) => meetings !== null || operations !== null),
    },
    problems,
  };
}

/** An account as its form shows it. */
export const toTypedAccount = (content: AccountContent | null): TypedAccount => ({
  items: (content?.items ?? []).map((item) => ({ ...item, on: item.on ?? '' })),
  counts: (content?.counts ?? []).map(({ year, meetings, operations }) => ({
    year,
    meetings: meetings === null ? '' : String(meetings),
    operations: operations === null ? '' : String(operations),
  })),
});

/** The parts that a form asks to release, in their own order. */
export const readReleaseParts = (typed: readonly string[]): ReleasePart[] =>
  releaseParts.filter((part) => typed.includes(part));

/** The newest of a state; the list is newest first. */
export const findNewest = <One extends { by: string }>(list: readonly One[], by: string): One | null =>
  list.find((one) => one.by === by) ?? null;

/** The account that a state has released: not necessarily its newest. */
export function findReleasedAccount(
  { accounts }: Pick<Arrangement, 'accounts'>,
  release: Pick<Release, 'by' | 'number'>,
): Account | null {
  return accounts.find(({ by, number: of }) => by === release.by && of === release.number) ?? null;
}

/** How the accounts of several states go together. `silent`: not all of them have said something. */
export type Agreement = 'same' | 'differ' | 'silent';

/** Compares what states say of one aim or step: its status, and the day on which it was reached. */
export function compareItems(items: readonly (AccountItem | null)[]): Agreement {
  const said = items.filter((item) => item !== null);
  if (said.length < items.length || said.length === 0) return 'silent';
  const [first] = said;
  return said.every(({ status, on }) => status === first?.status && (status !== 'reached' || on === first.on))
    ? 'same'
    : 'differ';
}

export type ComparedCount = { state: 'same'; value: number } | { state: 'differ' | 'silent'; value: null };

/** Compares a count of a year: it is a figure only where all states give the same one. */
export function compareCounts(counts: readonly (number | null)[]): ComparedCount {
  const [first] = counts;
  if (first === undefined || counts.includes(null)) return { state: 'silent', value: null };
  if (first !== null && counts.every((one) => one === first)) return { state: 'same', value: first };
  return { state: 'differ', value: null };
}

/** The years for which any of some accounts counts something. */
export const listStatedYears = (accounts: readonly AccountContent[]): number[] =>
  [...new Set(accounts.flatMap(({ counts }) => counts.map(({ year }) => year)))].toSorted((a, b) => a - b);

export const findCount = (content: AccountContent | null, year: number, kind: CountKind): number | null =>
  content?.counts.find((one) => one.year === year)?.[kind] ?? null;
