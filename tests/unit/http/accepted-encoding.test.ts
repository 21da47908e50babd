import { expect, it } from 'vitest';
import { isEncodingAccepted } from '#server/http/accepted-encoding.rules.ts';

it('sends compressed only what a reader names and does not refuse', () => {
  const answers = (header: string | null) => [
    isEncodingAccepted(header, 'br'),
    isEncodingAccepted(header, 'gzip'),
  ];
  expect(answers('gzip, deflate, br, zstd')).toEqual([true, true]);
  expect(answers('GZIP;q=0.5,br;q=1.0')).toEqual([true, true]);
  expect(answers('br;q=0, gzip;q=0.001')).toEqual([false, true]);
  expect(answers('identity;q=0, br; Q=0.000')).toEqual([false, false]);
  expect(answers('x-br, gzip2')).toEqual([false, false]);
  expect(answers('')).toEqual([false, false]);
  expect(answers(null)).toEqual([false, false]);
});
