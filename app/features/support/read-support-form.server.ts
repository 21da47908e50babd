import { line, list, number, readFields, text, ticked } from '#app/features/forms/answer-form.server.ts';
import type { TypedSupport } from '#server/domain/support/support.rules.ts';

const amountNames = ['stage', 'year', 'currency', 'amount', 'source'] as const;

/** Reads the form of a support: its fields, and its lines of amounts, empty ones included. */
export function readSupportForm(form: FormData): { version: number; fields: TypedSupport } {
  const { version, ...fields } = readFields(form, {
    version: number,
    partner: text,
    kind: text,
    part: text,
    subject: text,
    description: text,
    carriedOutBy: line,
    receivers: list,
    source: line,
    iatiIdentifier: line,
    withdrawn: ticked,
  });
  const columns = readFields(form, {
    'amount-stage': list,
    'amount-year': list,
    'amount-currency': list,
    'amount-amount': list,
    'amount-source': list,
  });
  const amounts = columns['amount-stage'].map((_, index) => {
    const read = (name: (typeof amountNames)[number]) => columns[`amount-${name}`][index] ?? '';
    return {
      stage: read('stage'),
      year: read('year'),
      currency: read('currency'),
      amount: read('amount'),
      source: read('source'),
    };
  });
  return { version, fields: { ...fields, amounts } };
}
