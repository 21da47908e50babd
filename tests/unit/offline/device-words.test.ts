import { expect, test } from 'vitest';
import { describeDevice } from '#app/features/offline/device-words.ts';

const summary = {
  isKnown: true,
  waiting: 1,
  troubled: 0,
  sending: null,
  line: 'up' as const,
  durable: true,
};

test('says "Saving…" only while something is being sent', () => {
  expect(describeDevice(summary)?.text).toBe('1 answer not saved yet');
  expect(describeDevice({ ...summary, sending: 'one' })?.text).toBe('Saving…');
  expect(describeDevice({ ...summary, waiting: 0 })?.text).toBe('All saved in the tracker');
  expect(describeDevice({ ...summary, line: 'down' })?.text).toBe('Stored on this device: 1 answer');
});
