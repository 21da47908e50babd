import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '#server/domain/validation/rule.ts';
import {
  countUnanswered,
  mergeReasons,
  mergeReceivedReasons,
  listCountingReasons,
  listCommonReasons,
} from '#server/domain/validation/warning-reasons.rules.ts';
import type { SnapshotReason } from '#server/domain/submission/snapshot-content.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  kind: 'warning',
  rule: 'unlikely_jump',
  subject: 'indicator',
  code: 'I-1',
  field: 'total',
  sentence: 'I-1 is 500, far above 40.',
  advice: '',
  ...more,
});
const reason = (more: Partial<SnapshotReason> = {}): SnapshotReason => ({
  subject: 'indicator',
  code: 'I-1',
  rule: 'unlikely_jump',
  field: 'total',
  warning: 'I-1 is 500, far above 40.',
  reason: 'A campaign.',
  ...more,
});

describe('a reason', () => {
  test('answers the warning that reads the same', () => {
    const [joined] = mergeReasons([finding()], [reason()]);
    expect(joined).toMatchObject({ reason: { reason: 'A campaign.' }, earlierReason: null });
    expect(listCountingReasons([finding()], [reason()])).toEqual([reason()]);
  });

  test('answers it too where its figures were written with commas, as they once were', () => {
    const now = finding({ sentence: 'I-1 is 12,505, far above 1,031.' });
    const then = reason({ warning: 'I-1 is 12,505, far above 1,031.' });
    expect(mergeReasons([now], [then])[0]).toMatchObject({ reason: then, earlierReason: null });
    expect(listCountingReasons([finding({ sentence: 'I-1 is 12,506, far above 1,031.' })], [then])).toEqual(
      [],
    );
  });

  test('is of an earlier figure when the warning reads otherwise', () => {
    const now = finding({ sentence: 'I-1 is 600, far above 40.' });
    expect(mergeReasons([now], [reason()])[0]).toMatchObject({ reason: null, earlierReason: reason() });
    expect(listCountingReasons([now], [reason()])).toEqual([]);
  });

  test.each<[string, Partial<SnapshotReason>]>([
    ['indicator', { code: 'I-2' }],
    ['kind of item', { subject: 'activity' }],
    ['rule', { rule: 'zero_after_counts' }],
    ['field', { field: 'sex' }],
  ])('of another %s says nothing', (_, more) => {
    expect(mergeReasons([finding()], [reason(more)])[0]).toMatchObject({ reason: null, earlierReason: null });
  });

  test('answers no error and no gap', () => {
    for (const kind of ['error', 'gap'] as const) {
      const joined = mergeReasons([finding({ kind })], [reason()]);
      expect(joined[0]).toMatchObject({ reason: null, earlierReason: null });
      expect(countUnanswered(joined)).toBe(0);
    }
  });

  test('that came with a report is never lost on the way to its reviewer', () => {
    const anyReason = fc.record({
      code: fc.constantFrom('I-1', 'I-2'),
      field: fc.constantFrom('total', 'sex'),
      warning: fc.constantFrom('One.', 'Two.'),
    });
    const anyFinding = fc.record({
      kind: fc.constantFrom('warning', 'error'),
      code: fc.constantFrom('I-1', 'I-2'),
      field: fc.constantFrom('total', 'sex'),
      sentence: fc.constantFrom('One.', 'Two.'),
    });
    const key = ({ code, field }: { code: string; field: string }) => `${code}/${field}`;
    fc.assert(
      fc.property(
        fc.uniqueArray(anyReason, { selector: key }),
        fc.uniqueArray(anyFinding, { selector: key }),
        (given, found) => {
          const reasons = given.map((more) => reason(more));
          const findings = found.map((more) => finding(more as Partial<Finding>));
          const shown = mergeReceivedReasons(findings, reasons);
          expect(
            shown
              .flatMap((one) => one.reason ?? [])
              .map(key)
              .sort(),
          ).toEqual(reasons.map(key).sort());
          for (const one of shown) if (one.reason) expect(one.reason.warning).toBe(one.sentence);
          for (const one of findings) expect(shown.map(({ sentence }) => sentence)).toContain(one.sentence);
        },
      ),
    );
  });
});

test('the usual reasons fit what the warning is about', () => {
  const of = (subject: 'indicator' | 'activity', field: string) => listCommonReasons({ subject, field });
  expect(of('indicator', 'total')).toContain('One large case or operation in this period');
  expect(of('indicator', 'sex=female')).toEqual(of('indicator', 'total'));
  expect(of('indicator', 'sex')).toEqual(['Our records do not have this breakdown']);
  expect(of('activity', 'status')).toEqual(['We checked it, and it is right']);
});
