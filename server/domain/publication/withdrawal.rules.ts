import { formatDate } from '../language/date-format.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';

const longest = 2000;

/** The reason for withdrawing, as it will stand on public pages, and what is wrong with it. */
export function checkWithdrawalReason(text: string): { reason: string; problem: string | null } {
  const reason = normaliseText(text).trim();
  if (reason === '') return { reason, problem: 'Say why it is withdrawn. Readers see this sentence.' };
  return { reason, problem: findTextProblem(reason, longest) };
}

/** A publication that was withdrawn, as public pages say it. */
export type Withdrawal = { number: number; reason: string; at: string };

/** A withdrawal as English sentences that others can follow, for data and feeds. */
export const sayWithdrawal = ({ number, reason, at }: Withdrawal): string =>
  `Publication ${number} was withdrawn on ${formatDate(at)}: ${reason}${/[.!?]["”’)]?$/.test(reason) ? '' : '.'}`;

/** The same without the reason, short enough to stand in every line of a table. */
export const sayWithdrawn = ({ number, at }: Pick<Withdrawal, 'number' | 'at'>): string =>
  `Publication ${number} was withdrawn on ${formatDate(at)}.`;

type WithItsWithdrawals = { number: number; withdrawals: readonly Withdrawal[] };

/** The withdrawal of a publication itself; null while it stands. */
export const findOwnWithdrawal = ({ number, withdrawals }: WithItsWithdrawals): Withdrawal | null =>
  withdrawals.find((one) => one.number === number) ?? null;

/** What the head of a file says of its publication, since many files have no place for it: when it was withdrawn. */
export function buildWithdrawnHeader(publication: WithItsWithdrawals): Record<string, string> {
  const own = findOwnWithdrawal(publication);
  return own ? { 'publication-withdrawn': own.at } : {};
}

/**
 * Which publication of a plan is shown where none is asked for: the newest that is not withdrawn. Where all are
 * withdrawn, the newest of them, under its notice, so that no address stops answering. Null before the first.
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
 * The withdrawals that a page drawn from a publication has to name: its own, and, on what is shown as the newest, those
 * of publications that came after it. Given are those of its plan.
 */
export function listNotices(
  shown: { number: number; newest: number },
  withdrawn: readonly Withdrawal[],
): Withdrawal[] {
  return withdrawn.filter(
    ({ number }) => number === shown.number || (shown.number === shown.newest && number > shown.number),
  );
}
