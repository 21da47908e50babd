import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoment } from '#db/as-viewer.ts';

test('a moment of the database is the same moment as ISO text, to the millisecond', () => {
  expect(readMoment(null)).toBeNull();
  expect(readMoment('2025-01-20 08:00:00+00')).toBe('2025-01-20T08:00:00.000Z');
  expect(readMoment('2025-01-20 08:00:00.123999+00')).toBe('2025-01-20T08:00:00.123Z');
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      // Postgres leaves zeros at the end of a fraction out.
      const [, seconds, fraction = ''] = /^(.{19})(\.\d*[1-9])?/.exec(iso.replace('T', ' ')) ?? [];
      expect(readMoment(`${seconds}${fraction}+00`)).toBe(iso);
    }),
  );
});
