import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Attempt, DraftSaver, type SaveAnswer, type SaverState } from './draft-saver.ts';
import { readLocalCopy, writeLocalCopy } from './local-copy.ts';
import { createRequestId } from './tracker-client.ts';

export type DraftSaverProps<Draft> = {
  /** Under which unsaved work lies on this device. */
  copyKey: string;
  saved: Draft;
  version: number;
  savedAt: string | null;
  send: (attempt: Attempt<Draft>) => Promise<SaveAnswer>;
  parse: (copy: unknown) => Draft | null;
  isReady?: (() => boolean) | undefined;
  /** Copies that build on an older version than this were settled elsewhere (by a posted form) and are let go. */
  settledVersion?: number | undefined;
  /** Called once, after the page has come to life, when unsaved work lay on this device. */
  onFound?: ((draft: Draft, at: string) => void) | undefined;
};

export type RunningSaver<Draft> = {
  saver: DraftSaver<Draft>;
  state: SaverState;
  /** Whether the device keeps what is unsaved. */
  keeps: boolean;
};

/**
 * A saver that lives as long as the component: takes up what lay on the device, and tries again when the line or
 * the person comes back. The props of the first render count; give the component a new key for another item.
 */
export function useDraftSaver<Draft>(props: DraftSaverProps<Draft>): RunningSaver<Draft> {
  const [first] = useState(props);
  const [keeps, setKeeps] = useState(true);
  const [saver] = useState(
    () =>
      new DraftSaver<Draft>({
        saved: first.saved,
        version: first.version,
        savedAt: first.savedAt,
        send: first.send,
        keep: (kept) => setKeeps(writeLocalCopy(first.copyKey, kept)),
        createId: createRequestId,
        ...(first.isReady ? { isReady: first.isReady } : {}),
      }),
  );
  const state = useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);

  useEffect(() => {
    const { copyKey, parse, saved, settledVersion = 0, onFound } = first;
    const found = saver.isUnsaved ? null : readLocalCopy(copyKey, parse);
    if (!found) saver.resume();
    else if (found.version < settledVersion || JSON.stringify(found.draft) === JSON.stringify(saved)) {
      writeLocalCopy(copyKey, null);
    } else {
      saver.restore(found);
      onFound?.(found.draft, found.at);
    }
    const retry = () => {
      const { kind } = saver.getState();
      if (document.visibilityState === 'visible' && (kind === 'kept' || kind === 'signed_out')) {
        void saver.flush();
      }
    };
    const leave = () => {
      if (document.visibilityState === 'hidden' && saver.getState().kind === 'waiting') void saver.flush();
      else retry();
    };
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    document.addEventListener('visibilitychange', leave);
    return () => {
      saver.stop();
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [saver, first]);

  return { saver, state, keeps };
}
