import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useBlocker } from 'react-router';
import { type Keeping, ItemKeeper } from '#app/features/offline/item-keeper.ts';
import {
  type Attempt,
  DraftSaver,
  type DraftSaverOptions,
  type SaveAnswer,
  type SaverState,
} from './draft-saver.ts';
import { useDevice } from '#app/features/offline/device.tsx';
import { isSameDraft, type Outgoing } from '#app/features/offline/outbox-store.ts';
import { createRequestId } from '#app/features/http/http-client.ts';
import { sendOutgoing } from '#app/features/offline/send-outgoing.ts';

/** As much of a saver as the page needs to know before somebody leaves it. */
type OneSaver = { isUnsaved: boolean; getState: () => SaverState; flush: () => Promise<SaverState> };

/** What could not be saved, and whether it is at least on the device. */
type Unsaved = { state: SaverState; isOnDevice: boolean };

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
            ? 'Some of what you typed could not be saved. It is stored on this device. Leave the page?'
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

export type DraftSaverProps<Draft> = {
  /** Under which unsaved work lies on this device. */
  copyKey: string;
  saved: Draft;
  version: number;
  savedAt: string | null;
  /** The draft as the contract takes it; null for what cannot be sent. Lets it go out when its page is closed. */
  outgoing: (draft: Draft) => Outgoing | null;
  parse: (copy: unknown) => Draft | null;
  /** How the item is merged with what somebody else stores at the same time; fetched when it is needed. */
  loadMerge?: DraftSaverOptions<Draft>['loadMerge'] | undefined;
  findHold?: (() => string | null) | undefined;
  /** Copies that build on an older version than this were settled elsewhere (by a posted form) and are let go. */
  settledVersion?: number | undefined;
  /**
   * Called after the page has come to life when the fields should show something else: unsaved work that lay on this
   * device, or what the server is known to have when the page is older than that.
   */
  onFound?: ((draft: Draft, kind: 'unsaved' | 'saved' | 'merged') => void) | undefined;
};

type RunningSaver<Draft> = {
  saver: DraftSaver<Draft>;
  state: SaverState;
  /** Where what is unsaved is. */
  keeping: Keeping;
  /** The same, at the moment. */
  getKeeping: () => Keeping;
  /** What somebody else changed while this person was writing, in words. */
  merged: string | null;
};

/** For drafts that say nothing, or about which a question is open: they stay where they are. */
export const nothingToSend = {
  kind: 'refused',
  sentence: 'Not sent yet: stored on this device.',
  fields: [],
} satisfies SaveAnswer;

/**
 * A saver that lives as long as the component: takes up what lay on the device, and tries again when the line or
 * the person comes back. The props of the first render count; give the component a new key for another item.
 */
export function useDraftSaver<Draft>(props: DraftSaverProps<Draft>): RunningSaver<Draft> {
  const [first] = useState(props);
  const [keeping, setKeeping] = useState<Keeping>('device');
  const device = useDevice();
  const keeper = useRef<ItemKeeper | null>(null);
  const [mergedWords, setMergedWords] = useState<string | null>(null);
  const latest = useRef<Keeping>('device');
  const [getKeeping] = useState(() => () => latest.current);
  const leaving = useRef(new AbortController());
  const [saver] = useState(
    () =>
      new DraftSaver<Draft>({
        saved: first.saved,
        version: first.version,
        savedAt: first.savedAt,
        async send({ draft, version, requestId }: Attempt<Draft>) {
          const outgoing = first.outgoing(draft);
          if (!outgoing) return nothingToSend;
          const { signal } = leaving.current;
          const answer = await sendOutgoing({ outgoing, version, requestId, person: device.person, signal });
          if (signal.aborted) return answer;
          const { kind } = answer;
          device.reportLine(kind === 'unreachable' ? 'down' : kind === 'signed_out' ? kind : 'up');
          return answer;
        },
        keep: (kept, saved) => keeper.current?.keep(kept, saved),
        ...(first.loadMerge ? { loadMerge: first.loadMerge } : {}),
        onMerged({ draft, sentence }) {
          setMergedWords(sentence);
          first.onFound?.(draft, 'merged');
        },
        createId: createRequestId,
        line: { isDown: () => device.getSummary().line === 'down', check: () => device.checkLine() },
        ...(first.findHold ? { findHold: first.findHold } : {}),
      }),
  );
  const state = useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);

  useEffect(() => {
    const { copyKey, parse, outgoing, saved, version, settledVersion = 0, onFound } = first;
    let isHere = true;
    leaving.current = new AbortController();
    const holding = new ItemKeeper({
      device,
      item: copyKey,
      buildOutgoing: (draft) => outgoing(draft as Draft),
      onKeeping(now) {
        if (!isHere) return;
        latest.current = now;
        setKeeping(now);
      },
    });
    keeper.current = holding;
    void holding
      .open(version, () => saver.isUnsaved)
      .then((found) => {
        if (!isHere) return;
        saver.resume();
        if (saver.isUnsaved || !found) return;
        const known = found.saved && parse(found.saved.draft);
        if (known && found.saved) {
          saver.adopt({ ...found.saved, draft: known });
          onFound?.(known, 'saved');
        }
        const draft = found.entry && parse(found.entry.draft);
        if (!found.entry || draft === null) return;
        const isSettled = found.entry.version < settledVersion || isSameDraft(draft, saved);
        if (isSettled) {
          void holding.keep(null, null);
          return;
        }
        saver.restore({ ...found.entry, draft, attempt: readAttempt(found.entry.attempt, parse) });
        onFound?.(draft, 'unsaved');
      });

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
    let line = device.getSummary().line;
    const follow = device.subscribe(() => {
      const before = line;
      line = device.getSummary().line;
      if (line === 'up' && before !== 'up') retry();
    });
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    document.addEventListener('visibilitychange', leave);
    return () => {
      isHere = false;
      saver.stop();
      leaving.current.abort();
      // What the saver says from here on is of yesterday: the device sends the rest.
      keeper.current = null;
      void holding.close();
      follow();
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
      document.removeEventListener('visibilitychange', leave);
    };
  }, [saver, first, device]);

  return { saver, state, keeping, getKeeping, merged: mergedWords };
}

function readAttempt<Draft>(
  stored: { draft: unknown; version: number; requestId: string } | null,
  parse: (draft: unknown) => Draft | null,
): Attempt<Draft> | null {
  const draft = stored && parse(stored.draft);
  return stored && draft !== null ? { draft, version: stored.version, requestId: stored.requestId } : null;
}
