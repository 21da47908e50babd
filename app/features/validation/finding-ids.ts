import type { CheckedSheet } from '#app/contract.ts';

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
