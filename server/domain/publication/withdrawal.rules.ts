import { formatDate } from '../language/date-format.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';

const longest = 2000;

/** Returns the reason for a withdrawal, as public pages will show it, and what is wrong with it. */
export function checkWithdrawalReason(text: string): { reason: string; problem: string | null } {
  const reason = normaliseText(text).trim();
  if (reason === '') return { reason, problem: 'Say why it is withdrawn. Readers see this sentence.' };
  return { reason, problem: findTextProblem(reason, longest) };
}

/** A withdrawn publication, as public pages show it. */
export type Withdrawal = { number: number; reason: string; at: string };

/** Describes a withdrawal in complete English sentences, for data and feeds. */
export const describeWithdrawal = ({ number, reason, at }: Withdrawal): string =>
  `Publication ${number} was withdrawn on ${formatDate(at)}: ${reason}${/[.!?]["”’)]?$/.test(reason) ? '' : '.'}`;

/** Describes a withdrawal without its reason, short enough for every row of a table. */
export const describeWithdrawn = ({ number, at }: Pick<Withdrawal, 'number' | 'at'>): string =>
  `Publication ${number} was withdrawn on ${formatDate(at)}.`;

type WithItsWithdrawals = { number: number; withdrawals: readonly Withdrawal[] };

/** Returns the withdrawal of a publication itself; null if it is not withdrawn. */
export const findOwnWithdrawal = ({ number, withdrawals }: WithItsWithdrawals): Withdrawal | null =>
  withdrawals.find((one) => one.number === number) ?? null;

/**
 * Returns the response header that says when a publication was withdrawn: many files have no room for a
 * notice.
 */
export function buildWithdrawnHeader(publication: WithItsWithdrawals): Record<string, string> {
  const own = findOwnWithdrawal(publication);
  return own ? { 'publication-withdrawn': own.at } : {};
}

/**
 * Finds the publication of a plan that is shown by default: the newest that is not withdrawn. If all are
 * withdrawn, the newest, under its notice, so that no URL stops working. Null before the first.
 */
export function findShownPublication(
  numbers: readonly number[],
  withdrawn: readonly { number: number }[],
): number | null {
  const gone = new Set(withdrawn.map(({ number }) => number));
  const standing = numbers.filter((number) => !gone.has(number));
  return (standing.length > 0 ? standing : numbers).reduce<number | null>(
    (newest, number) => (newest === null || number > newest ? number : newest),
    null,
  );
}

/**
 * Lists the withdrawals that a page must show, from those of its plan: that of its own publication and, if
 * the page shows the newest publication, those of later ones.
 */
export function listNotices(
  shown: { number: number; newest: number },
  withdrawn: readonly Withdrawal[],
): Withdrawal[] {
  return withdrawn.filter(
    ({ number }) => number === shown.number || (shown.number === shown.newest && number > shown.number),
  );
}
