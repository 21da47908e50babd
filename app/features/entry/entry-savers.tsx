import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useBlocker } from 'react-router';
import type { Keeping } from '../offline/item-keeper.ts';
import type { SaverState } from './draft-saver.ts';

/** As much of a saver as the page needs to know before somebody leaves it. */
type OneSaver = { isUnsaved: boolean; getState: () => SaverState; flush: () => Promise<SaverState> };

/** What could not be saved, and whether it is at least on the device. */
export type Unsaved = { state: SaverState; isOnDevice: boolean };

type Savers = {
  add: (saver: OneSaver, getKeeping: () => Keeping) => () => void;
  /**
   * Saves everything that is unsaved on the page, and says what could not be saved. A line that does not answer in a
   * few seconds is not waited for: what is on the device is sent from there.
   */
  flush: () => Promise<Unsaved[]>;
  isUnsaved: () => boolean;
  /** Whether something would be gone with the page. */
  isOnlyHere: () => boolean;
};

const patienceMs = 4000;

const SaversContext = createContext<Savers | null>(null);

/** The savers of the page: its entry, and the answers to questions about it. */
export function usePageSavers(): Savers {
  const savers = useContext(SaversContext);
  if (!savers) throw new Error('Savers live inside EntrySavers.');
  return savers;
}

/** Makes a saver known to the page. */
export function usePageSaver(saver: OneSaver, getKeeping: () => Keeping): void {
  const { add } = usePageSavers();
  useEffect(() => add(saver, getKeeping), [add, saver, getKeeping]);
}

/** Whether work waits for nothing but the line, and lies on the device until then. */
export const isWaitingForLine = ({ state, isOnDevice }: Unsaved): boolean =>
  isOnDevice && (state.kind === 'kept' || state.kind === 'saving' || state.kind === 'waiting');

/**
 * Sees to it that nobody leaves with work that is nowhere but on the page: it is saved first; what waits for the
 * line lies on the device and goes from there; about the rest the person is asked.
 */
export function EntrySavers({ children }: { children: ReactNode }) {
  const all = useRef(new Map<OneSaver, () => Keeping>());
  const savers = useMemo<Savers>(() => {
    const listUnsaved = () => [...all.current].filter(([saver]) => saver.isUnsaved);
    return {
      add(saver, getKeeping) {
        all.current.set(saver, getKeeping);
        return () => all.current.delete(saver);
      },
      async flush() {
        const unsaved = listUnsaved();
        await Promise.all(unsaved.map(([saver]) => waitAWhile(saver.flush())));
        return unsaved
          .map(([saver, getKeeping]) => ({
            state: saver.getState(),
            isOnDevice: getKeeping() === 'device',
          }))
          .filter(({ state }) => state.kind !== 'saved');
      },
      isUnsaved: () => listUnsaved().length > 0,
      isOnlyHere: () => listUnsaved().some(([, getKeeping]) => getKeeping() !== 'device'),
    };
  }, []);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname + currentLocation.search !== nextLocation.pathname + nextLocation.search &&
      savers.isUnsaved(),
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void savers.flush().then((failed) => {
      const leave =
        failed.every(isWaitingForLine) ||
        window.confirm(
          failed.every(({ isOnDevice }) => isOnDevice)
            ? 'Some of what you typed could not be saved. It stays on this device. Leave the page?'
            : 'Some of what you typed is only on this page and would be lost. Leave the page?',
        );
      if (leave) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker, savers]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (savers.isOnlyHere()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [savers]);

  return <SaversContext value={savers}>{children}</SaversContext>;
}

async function waitAWhile(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
