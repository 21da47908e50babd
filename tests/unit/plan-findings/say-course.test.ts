import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import { stand, statuses } from './example.ts';

const titles = ['Second half of 2024', 'First half of 2025', 'Second half of 2025'];
const course = (...stands: ReturnType<typeof stand>[]) =>
  stands.map((each, index) => ({ code: `r${index}`, title: titles[index] ?? `Round ${index}`, ...each }));

describe('the course of an activity', () => {
  it('says since when it is so', () => {
    expect(describeTimeSeries(course(stand('s1'), stand('s2'), stand('s2')), statuses, [2024])).toBe(
      'Behind since the first half of 2025',
    );
    expect(describeTimeSeries(course(stand('s1'), stand('s1')), statuses, [2024])).toBe(
      'Under way since the second half of 2024',
    );
  });

  it('says what it was before when it has just changed', () => {
    expect(describeTimeSeries(course(stand('s1'), stand('s3')), statuses, [2024])).toBe(
      'Finished in the first half of 2025; under way before',
    );
  });

  it('says nothing of before when there was no status before', () => {
    expect(describeTimeSeries(course(stand(null), stand('s1')), statuses, [2024])).toBe(
      'Under way in the first half of 2025',
    );
    expect(describeTimeSeries(course(stand('s1')), statuses, [2024])).toBe(
      'Under way in the second half of 2024',
    );
  });

  it('says how old a carried status is', () => {
    expect(
      describeTimeSeries(course(stand('s1'), stand('s1', { carriedFrom: 'r0' })), statuses, [2024]),
    ).toBe('Under way, as reported for the second half of 2024; not reported on since');
  });

  it('tells not due from not reported', () => {
    expect(describeTimeSeries(course(stand(null, { due: false })), statuses, [2027, 2026])).toBe(
      'Not due yet: it begins in 2026',
    );
    expect(describeTimeSeries(course(stand(null)), statuses, [2024])).toBe(
      'The lead body has not reported a status yet',
    );
    expect(describeTimeSeries([], statuses, [2024])).toBe('No round has been published');
  });

  it('always begins with the newest status, or says that there is none', () => {
    const anyStand = fc.constantFrom('s0', 's1', 's2', 's3', null).map((status) => stand(status));
    fc.assert(
      fc.property(fc.array(anyStand, { minLength: 1, maxLength: 8 }), (stands) => {
        const last = stands.at(-1)?.status ?? null;
        const label = statuses.find(({ code }) => code === last)?.label;
        const sentence = describeTimeSeries(course(...stands), statuses, [2024]);
        return label
          ? sentence.startsWith(label)
          : sentence === 'The lead body has not reported a status yet';
      }),
    );
  });
});
