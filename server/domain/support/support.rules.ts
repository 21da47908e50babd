import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import { parseDecimal, serialiseDecimal } from '../value/decimal.calculations.ts';
import {
  type StatementKind,
  type SupportAmount,
  type SupportContent,
  supportKinds,
  type SupportLists,
  supportParts,
  supportStages,
  type SupportStatement,
} from './support.schema.ts';

/** One line of amounts as typed. */
export type TypedAmount = { stage: string; year: string; currency: string; amount: string; source: string };

/** The form of a support as typed. `subject` is "plan", "area:A" or "activity:A1.1". */
export type TypedSupport = {
  partner: string;
  kind: string;
  part: string;
  subject: string;
  description: string;
  carriedOutBy: string;
  receivers: string[];
  source: string;
  iatiIdentifier: string;
  withdrawn: boolean;
  amounts: TypedAmount[];
};

export const mostAmounts = 60;
const years = { first: 2000, last: 2100 };

/** Reads an amount as people type it: "1,250,000.50" or "1 250 000". Null: it is none, or is not above zero. */
export function parseAmount(typed: string): string | null {
  const plain = typed.trim().replaceAll(/[,\s\u00a0]/g, '');
  if (!/^\d{1,16}(\.\d{1,2})?$/.test(plain)) return null;
  return parseDecimal(plain) > 0n ? serialiseDecimal(parseDecimal(plain)) : null;
}

export const isCurrencyCode = (code: string): boolean => /^[A-Z]{3}$/.test(code);

/** Reads the subject of a support: an activity, an area, or the whole plan. */
export function parseSubject(
  subject: string,
  lists: SupportLists,
): { activity: string; area: string } | null {
  if (subject === 'plan') return { activity: '', area: '' };
  const [kind, code = ''] = subject.split(':', 2);
  if (kind === 'activity' && lists.activities.some((one) => one.code === code)) {
    return { activity: code, area: '' };
  }
  return kind === 'area' && lists.areas.some((one) => one.code === code)
    ? { activity: '', area: code }
    : null;
}

export const formatSubject = ({ activity, area }: Pick<SupportContent, 'activity' | 'area'>): string =>
  activity ? `activity:${activity}` : area ? `area:${area}` : 'plan';

function checkAmount(
  typed: TypedAmount,
  path: string,
): { amount: SupportAmount | null; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add = (field: string, message: string) => problems.push({ path: `${path}.${field}`, message });
  const stage = supportStages.find((one) => one === typed.stage);
  const year = Number(typed.year.trim());
  const currency = typed.currency.trim().toUpperCase();
  const amount = parseAmount(typed.amount);
  const source = normaliseText(typed.source).trim();
  if (!stage) add('stage', 'Choose whether it is pledged, committed or disbursed.');
  if (!/^\d{4}$/.test(typed.year.trim()) || year < years.first || year > years.last) {
    add('year', 'Enter a year of four digits, such as 2026.');
  }
  if (!isCurrencyCode(currency)) add('currency', 'Enter the three letters of the currency, such as AUD.');
  if (amount === null) {
    add('amount', 'Enter an amount above zero, with at most two decimals, such as 250000.');
  }
  const wrong = source === '' ? null : findTextProblem(source, 300);
  if (wrong) add('source', wrong);
  return {
    amount:
      stage && amount !== null && problems.length === 0 ? { stage, year, currency, amount, source } : null,
    problems,
  };
}

/** Reads lines of amounts; an empty line is left out. Each stage, year and currency stands once. */
export function checkAmounts(typed: readonly TypedAmount[]): {
  amounts: SupportAmount[];
  problems: FieldProblem[];
} {
  const amounts: SupportAmount[] = [];
  const problems: FieldProblem[] = [];
  const met = new Set<string>();
  for (const [index, line] of typed.entries()) {
    // Stage and currency alone are what an empty line of the form holds.
    if ([line.year, line.amount, line.source].every((value) => value.trim() === '')) continue;
    const path = `amounts.${index}`;
    const checked = checkAmount(line, path);
    problems.push(...checked.problems);
    if (!checked.amount) continue;
    const key = [checked.amount.stage, checked.amount.year, checked.amount.currency].join('/');
    if (met.has(key)) {
      problems.push({
        path: `${path}.amount`,
        message: `There is another line for ${checked.amount.stage}, ${checked.amount.year}, ${checked.amount.currency}. Add the two together.`,
      });
    }
    met.add(key);
    amounts.push(checked.amount);
  }
  return { amounts: sortAmounts(amounts), problems };
}

/** By year, then by how far an amount has come, then by currency. */
export const sortAmounts = (amounts: readonly SupportAmount[]): SupportAmount[] =>
  amounts.toSorted(
    (one, other) =>
      one.year - other.year ||
      supportStages.indexOf(one.stage) - supportStages.indexOf(other.stage) ||
      (one.currency < other.currency ? -1 : Number(one.currency > other.currency)),
  );

/** Reads the form of a support, and lists what is wrong with each field. */
export function checkSupport(
  typed: TypedSupport,
  lists: SupportLists,
): { partner: string; content: SupportContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const text = (path: string, value: string, needed: string | null, most: number) => {
    const words = normaliseText(value).trim();
    const problem = words === '' ? needed : findTextProblem(words, most);
    if (problem) add(path, problem);
    return words;
  };
  if (!lists.partners.some(({ code }) => code === typed.partner)) add('partner', 'Choose a partner.');
  const kind = supportKinds.find((one) => one === typed.kind);
  if (!kind) add('kind', 'Choose the kind of support.');
  const part = supportParts.find((one) => one === typed.part);
  if (!part) add('part', 'Choose what the partner does.');
  const subject = parseSubject(typed.subject, lists);
  if (!subject) add('subject', 'Choose an activity, a thematic area or the whole plan.');
  const known = new Set(lists.receivers.map(({ code }) => code));
  const receivers = [...new Set(typed.receivers)].toSorted();
  if (receivers.some((code) => !known.has(code))) add('receivers', 'Choose from the list.');
  const { amounts, problems: wrong } = checkAmounts(typed.amounts);
  problems.push(...wrong);
  if (typed.amounts.length > mostAmounts) add('amounts', `Enter at most ${mostAmounts} amounts.`);
  if (part && part !== 'financed' && amounts.length > 0) {
    add(
      'part',
      'Only support that the partner financed has amounts. Choose “Financed”, or remove the amounts.',
    );
  }
  const content: SupportContent = {
    kind: kind ?? 'finance',
    part: part ?? 'financed',
    ...(subject ?? { activity: '', area: '' }),
    description: text('description', typed.description, 'Say in a sentence what is given.', 1000),
    carriedOutBy: text('carriedOutBy', typed.carriedOutBy, null, 200),
    receivers,
    source: text('source', typed.source, 'Say where this is known from.', 300),
    iatiIdentifier: text('iatiIdentifier', typed.iatiIdentifier, null, 100),
    withdrawn: typed.withdrawn,
    amounts,
  };
  return { partner: typed.partner, content, problems };
}

/** A support as its form shows it. */
export const toTypedSupport = (partner: string, content: SupportContent): TypedSupport => ({
  partner,
  kind: content.kind,
  part: content.part,
  subject: formatSubject(content),
  description: content.description,
  carriedOutBy: content.carriedOutBy,
  receivers: content.receivers,
  source: content.source,
  iatiIdentifier: content.iatiIdentifier,
  withdrawn: content.withdrawn,
  amounts: content.amounts.map((amount) => ({ ...amount, year: String(amount.year) })),
});

/** The code of a new support. */
export function buildSupportCode(taken: readonly string[]): string {
  return `S${Math.max(0, ...taken.map((code) => Number(code.slice(1)))) + 1}`;
}

/** Whether the partner agrees that amounts are shown: its newest answer. Without one it does not. */
export const isAmountShown = (statements: readonly SupportStatement[]): boolean =>
  statements.find(({ kind }) => kind === 'consented' || kind === 'withdrew')?.kind === 'consented';

/** What the partner last said of the amounts and words as they are now; null: nothing of this version. */
export const findVerdict = (
  statements: readonly SupportStatement[],
  version: number,
): SupportStatement | null =>
  statements.find(
    (one) => one.version === version && (one.kind === 'confirmed' || one.kind === 'corrected'),
  ) ?? null;

/**
 * Reads what a partner says about its support, and lists what is wrong with it. `amounts`: whether the support has any.
 */
export function checkStatement(
  kind: StatementKind,
  typed: string,
  { amounts, withdrawn }: { amounts: boolean; withdrawn: boolean },
): { text: string; problems: FieldProblem[] } {
  const text = kind === 'corrected' ? normaliseText(typed).trim() : '';
  const problem = withdrawn
    ? 'The secretariat has recorded this support as withdrawn.'
    : kind === 'consented' && !amounts
      ? 'This support has no amounts.'
      : kind === 'corrected' && text === ''
        ? 'Say what is wrong, and what it should be.'
        : findTextProblem(text, 1000);
  return { text, problems: problem ? [{ path: 'text', message: problem }] : [] };
}

/** Whether a statement says again what counts already. */
export function isRepeated(kind: StatementKind, text: string, { statements, version }: Said): boolean {
  if (kind === 'consented') return isAmountShown(statements);
  if (kind === 'withdrew') return !isAmountShown(statements);
  const verdict = findVerdict(statements, version);
  return verdict?.kind === kind && verdict.text === text;
}

type Said = { statements: readonly SupportStatement[]; version: number };
