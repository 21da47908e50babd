import type { CheckedSheet } from '#app/contract.ts';
import { CallError, trackerClient } from '../http/http-client.ts';
import type { ReportKey } from '../submission/report-paths.ts';

export type CheckFinding = CheckedSheet['findings'][number];

/** An id for the place of a finding; its words may change, its place does not. */
export const findingId = ({
  subject,
  code,
  rule,
  field,
}: Omit<CheckFinding, 'kind' | 'sentence' | 'advice'>) =>
  ['says', subject, code, rule, field || 'item'].join('-').replaceAll('=', '.');

/** The fields by which a form names a warning. */
export const warningFields = ['subject', 'code', 'rule', 'field', 'warning'] as const;

/** Sends a reason without leaving the page: null when it is saved, else a sentence that says why not. */
export async function sendReason(
  { round, reporter }: ReportKey,
  { subject, code, rule, field, sentence }: CheckFinding,
  reason: string,
): Promise<string | null> {
  if (subject === 'report') return null;
  try {
    await trackerClient.validation.giveReason.mutate({
      round,
      reporter,
      subject,
      code,
      rule,
      field,
      warning: sentence,
      reason,
    });
    return null;
  } catch (error) {
    const told = error instanceof CallError ? error.data : null;
    return (
      told?.sentence ??
      'Not saved: there is no answer from the tracker. Your words stay here; send them again.'
    );
  }
}

/** What the check says about one item now; null without an answer. */
export async function readItemFindings(
  { round, reporter }: ReportKey,
  item: { kind: 'activity' | 'indicator'; code: string },
) {
  try {
    return await trackerClient.validation.item.query({
      round,
      reporter,
      subject: item.kind,
      code: item.code,
    });
  } catch {
    return null;
  }
}
