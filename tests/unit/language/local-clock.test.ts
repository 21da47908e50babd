import { expect, test } from 'vitest';
import { formatDeadline, formatZoneName } from '#server/domain/language/local-clock.ts';

test.each([
  ['2026-11-30', 'Asia/Bangkok', '30 November 2026, end of day UTC; 1 December, 07:00 in Bangkok'],
  ['2026-11-30', 'Asia/Yangon', '30 November 2026, end of day UTC; 1 December, 06:30 in Yangon'],
  ['2026-12-31', 'Asia/Dili', '31 December 2026, end of day UTC; 1 January 2027, 09:00 in Dili'],
  ['2026-11-30', 'UTC', '30 November 2026, end of day UTC'],
])('the deadline of %s in %s', (day, zone, expected) => {
  expect(formatDeadline(day, zone)).toBe(expected);
});

test('a zone is called by its city', () => {
  expect(formatZoneName('Asia/Phnom_Penh')).toBe('Phnom Penh');
});
