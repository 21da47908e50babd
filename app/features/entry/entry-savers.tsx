import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useBlocker } from 'react-router';
import type { SaverState } from './draft-saver.ts';

/** As much of a saver as the page needs to know before somebody leaves it. */
type OneSaver = { isUnsaved: boolean; flush: () => Promise<SaverState> };

type Savers = {
  add: (saver: OneSaver) => () => void;
  /** Saves everything that is unsaved on the page; the states of those that could not be saved. */
  flush: () => Promise<SaverState[]>;
  isUnsaved: () => boolean;
};

const SaversContext = createContext<Savers | null>(null);

/** The savers of the page: its entry, and the answers to questions about it. */
export function usePageSavers(): Savers {
  const savers = useContext(SaversContext);
  if (!savers) throw new Error('Savers live inside EntrySavers.');
  return savers;
}

/** Makes a saver known to the page. */
export function usePageSaver(saver: OneSaver): void {
  const { add } = usePageSavers();
  useEffect(() => add(saver), [add, saver]);
}

/**
 * Sees to it that nobody leaves with work that is nowhere but on the page: it is saved first, and where that fails
 * the person is asked.
 */
export function EntrySavers({ children }: { children: ReactNode }) {
  const all = useRef(new Set<OneSaver>());
  const savers = useMemo<Savers>(
    () => ({
      add(saver) {
        all.current.add(saver);
        return () => all.current.delete(saver);
      },
      async flush() {
        const unsaved = [...all.current].filter((saver) => saver.isUnsaved);
        const states = await Promise.all(unsaved.map((saver) => saver.flush()));
        return states.filter(({ kind }) => kind !== 'saved');
      },
      isUnsaved: () => [...all.current].some((saver) => saver.isUnsaved),
    }),
    [],
  );

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname + currentLocation.search !== nextLocation.pathname + nextLocation.search &&
      savers.isUnsaved(),
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void savers.flush().then((failed) => {
      const leave =
        failed.length === 0 ||
        window.confirm('Some of what you typed could not be saved. It stays on this device. Leave the page?');
      if (leave) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker, savers]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (savers.isUnsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [savers]);

  return <SaversContext value={savers}>{children}</SaversContext>;
}
