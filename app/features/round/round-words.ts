import type { RoundSummary } from '#app/contract.ts';

/** The words people see for the state of a round. */
export const roundStateLabels: Record<RoundSummary['state'], string> = {
  planned: 'Planned',
  open: 'Open',
  closed: 'Closed',
};

/** How many reports of a round have been received, of those that are due. */
export function countReceived(round: Pick<RoundSummary, 'submissions'>): { received: number; due: number } {
  return {
    received: round.submissions.filter(({ status }) => status !== 'draft' && status !== 'cleared').length,
    due: round.submissions.length,
  };
}
