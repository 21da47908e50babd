import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortenAddress } from '#server/domain/access/address-group.rules.ts';
import {
  type DelayRule,
  getDelay,
  linkDelay,
  listDelays,
  formatWait,
  signInDelays,
} from '#server/domain/person/sign-in.rules.ts';

const rules: fc.Arbitrary<DelayRule> = fc.record({
  free: fc.integer({ min: 1, max: 200 }),
  capSeconds: fc.integer({ min: 1, max: 3600 }),
  windowSeconds: fc.integer({ min: 60, max: 86_400 }),
});

describe('the wait after tries that failed', () => {
  test('grows and never shrinks, is nothing while tries are free, and has a cap', () => {
    fc.assert(
      fc.property(rules, fc.nat(500), (rule, tries) => {
        const [now, next] = [getDelay(rule, tries), getDelay(rule, tries + 1)];
        expect(now === 0).toBe(tries < rule.free);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next).toBeLessThanOrEqual(rule.capSeconds);
      }),
    );
  });

  test('reaches its cap, and the list for the database says the same for any number of tries', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 1, max: 100_000 }), (rule, tries) => {
        const delays = listDelays(rule);
        expect(delays.at(-1)).toBe(rule.capSeconds);
        expect(delays[Math.min(tries, delays.length) - 1]).toBe(getDelay(rule, tries));
      }),
    );
  });

  test('is a second, two, four and so on', () => {
    expect(listDelays(signInDelays.pair)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
  });

  test('costs the owner of an account a minute at most when strangers try from everywhere', () => {
    expect(signInDelays.account.capSeconds).toBeLessThanOrEqual(60);
    expect(signInDelays.place.free).toBeGreaterThanOrEqual(100);
    for (const rule of [...Object.values(signInDelays), linkDelay]) {
      // Who waits for the cap still waits when the window ends, or counting would begin anew too soon.
      expect(rule.windowSeconds).toBeGreaterThanOrEqual(rule.capSeconds);
    }
  });

  test('is said in seconds or minutes, never too short', () => {
    expect(
      [1, 2, 30, 59, 60, 61, 900]
        .map(formatWait)
        .map((text) => text.replace('Too many attempts. Try again ', '')),
    ).toEqual([
      'in a second.',
      'in 2 seconds.',
      'in 30 seconds.',
      'in 59 seconds.',
      'in a minute.',
      'in 2 minutes.',
      'in 15 minutes.',
    ]);
  });
});

test('an address is shortened to a network, whatever its form', () => {
  expect(
    ['192.0.2.77', '::ffff:192.0.2.77', '2001:db8:1:2::9', '::1', 'fe80::1%eth0', 'unknown', ''].map(
      shortenAddress,
    ),
  ).toEqual([
    '192.0.2.x',
    '192.0.2.x',
    '2001:db8:1::/48',
    '0:0:0::/48',
    'fe80:0:0::/48',
    'unknown',
    'unknown',
  ]);
});
