import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { DeviceSummary } from './device.ts';
import { useDeviceSummary } from './device-context.tsx';
import styles from './device-state.module.css';
import { agree, formatCount } from '#server/domain/language/format-counts.ts';

const countAnswers = (n: number) => formatCount(n, 'answers');

type Words = { state: 'saved' | 'saving' | 'kept' | 'trouble'; text: string };

/** What the header says about where the work is; null until that is known. */
export function describeDevice(summary: DeviceSummary): Words | null {
  const { isKnown, waiting, troubled, line, durable } = summary;
  if (!isKnown) return null;
  if (waiting === 0) return { state: 'saved', text: 'All saved in the tracker' };
  if (!durable && line !== 'up') {
    return { state: 'kept', text: `Only on this page: ${countAnswers(waiting)}. Do not close it` };
  }
  if (line !== 'up') return { state: 'kept', text: `Kept on this device: ${countAnswers(waiting)}` };
  if (troubled > 0) {
    return {
      state: 'trouble',
      text: `${countAnswers(troubled)} ${agree(troubled, 'wait')} for you`,
    };
  }
  return { state: 'saving', text: 'Saving…' };
}

/**
 * Where the work is, on every page of the workspace: in the tracker, on its way, or on this device. Screen readers
 * hear when work stays here and when all of it has gone, not each save.
 */
export function DeviceState() {
  const words = describeDevice(useDeviceSummary());
  const [spoken, setSpoken] = useState('');
  const [hasStayed, setStayed] = useState(false);
  const state = words?.state;
  const text = words?.text ?? '';
  useEffect(() => {
    if (state === 'kept' || state === 'trouble') {
      setStayed(true);
      setSpoken(`${text}.`);
    } else if (state === 'saved' && hasStayed) {
      setStayed(false);
      setSpoken(`${text}.`);
    }
  }, [state, text, hasStayed]);
  return (
    <>
      {words === null ? null : (
        <span className={styles.apart}>
          <span className={styles.state} data-state={words.state} data-device-state>
            {words.state === 'saved' || words.state === 'saving' ? (
              words.text
            ) : (
              <Link to="/workspace/unsent">{words.text}</Link>
            )}
          </span>
        </span>
      )}
      <span role="status">
        <VisuallyHidden>{spoken}</VisuallyHidden>
      </span>
    </>
  );
}
