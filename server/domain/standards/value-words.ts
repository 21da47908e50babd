import {
  findOwnWithdrawal,
  describeWithdrawal,
  describeWithdrawn,
  type Withdrawal,
} from '../publication/withdrawal.rules.ts';
import type { ExchangeValue, ValueState } from './exchange.types.ts';

/** Why there is no number, in a sentence. None of these is ever written as zero. */
export const absenceSentences: Record<Exclude<ValueState, 'reported'>, string> = {
  not_available: 'Not available: the reporter does not have this figure.',
  not_applicable: 'Not applicable: the question does not apply here.',
  not_yet_reported: 'Not yet reported.',
  suppressed: 'Suppressed to protect small numbers and the figures of single reporters.',
  withheld: 'No released figure.',
};

/** Describes the coverage, "7 of 10 reporters"; null if it is not stated. */
export function describeCoverage(value: Pick<ExchangeValue, 'contributing' | 'expected'>): string | null {
  return value.contributing === null || value.expected === null
    ? null
    : `${value.contributing} of ${value.expected} reporters`;
}

/**
 * Describes the source in sentences for every file: that its publication was withdrawn, what it is made from,
 * how complete it is, and that it is illustrative.
 */
export function describeSource(exchange: {
  publication: {
    number: number;
    title: string;
    publishedAt: string;
    planTitle: string;
    notice: string;
    roundCode: string;
    withdrawals: readonly Withdrawal[];
  };
  reporters: readonly { code: string }[];
  coverage: readonly { round: string; state: string }[];
}): string {
  const { publication } = exchange;
  const round = exchange.coverage.filter(({ round: code }) => code === publication.roundCode);
  const due = round.filter(({ state }) => state !== 'not_due').length;
  const reported = round.filter(({ state }) => state === 'reported').length;
  const withdrawal = findOwnWithdrawal(publication);
  return [
    withdrawal ? describeWithdrawal(withdrawal) : '',
    `Publication ${publication.number} of ${publication.publishedAt.slice(0, 10)}: ${publication.title}.`,
    `Coverage of round ${publication.roundCode}: ${reported} of ${due} reporters.`,
    publication.notice,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/**
 * Returns what every row of a table must state: that its publication was withdrawn, and the notice of an
 * illustrative plan.
 */
export function formatLineNotice(publication: {
  number: number;
  notice: string;
  withdrawals: readonly Withdrawal[];
}): string {
  const withdrawal = findOwnWithdrawal(publication);
  return [withdrawal ? describeWithdrawn(withdrawal) : '', shortenNotice(publication.notice)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Returns the first sentence of the notice, short enough for every row of a table. */
export function shortenNotice(notice: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(notice)?.[0] ?? notice;
}
