import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FieldFindings } from '#app/features/entry/field-findings.tsx';
import type { CheckFinding } from '#app/features/validation/finding-list.tsx';

const finding: CheckFinding = {
  subject: 'indicator',
  code: 'I-A1',
  rule: 'jump',
  field: 'sex=female',
  kind: 'warning',
  sentence: 'I-A1 is 98,765, far above 12.',
  advice: '',
  reason: null,
  earlierReason: null,
};
const show = (field: string, more: Partial<CheckFinding> = {}, writable = true) =>
  renderToStaticMarkup(
    createElement(FieldFindings, {
      field,
      of: {
        reportKey: { round: '2026-H1', reporter: 'TH', several: false },
        findings: [{ ...finding, ...more }],
        writable,
        refresh: () => {},
      },
    }),
  );

test('a warning stands beside its field and no other, with the usual reasons at one press each', () => {
  expect(show('total')).toBe('');
  expect(show('sex=female')).toContain('far above 12.');
  expect(show('sex=female')).toMatch(/<button[^>]* name="reason"[^>]*>One large case or operation/);
  expect(show('sex=female', { kind: 'error' })).not.toContain('<button');
  expect(show('sex=female', {}, false)).not.toContain('<button');
});
