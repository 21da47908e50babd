import { formatCount, formatVerb } from '#server/domain/language/counted-nouns.ts';
import type { DeviceSummary } from './device.tsx';

const countAnswers = (n: number) => formatCount(n, 'answers');

type Words = { state: 'saved' | 'saving' | 'kept' | 'trouble'; text: string };

/** What the header says about where the work is; null until that is known. */
export function describeDevice(summary: DeviceSummary): Words | null {
  const { isKnown, waiting, troubled, sending, line, durable } = summary;
  if (!isKnown) return null;
  if (waiting === 0) return { state: 'saved', text: 'All saved in the tracker' };
  if (!durable && line !== 'up') {
    return { state: 'kept', text: `Only on this page: ${countAnswers(waiting)}. Do not close it` };
  }
  if (line !== 'up') return { state: 'kept', text: `Stored on this device: ${countAnswers(waiting)}` };
  if (troubled > 0) {
    return {
      state: 'trouble',
      text: `${countAnswers(troubled)} ${formatVerb(troubled, 'need')} your attention`,
    };
  }
  // A page sends its own work: what is said here holds while it is sent and while it waits for somebody to finish.
  return { state: 'saving', text: sending === null ? `${countAnswers(waiting)} not saved yet` : 'Saving…' };
}
