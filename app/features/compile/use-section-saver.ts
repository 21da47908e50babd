import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SectionProblem } from '#server/domain/report/section-problems.rules.ts';
import type { ResolvedBlock } from '#server/domain/report/narrative.rules.ts';
import { type Attempt, DraftSaver, type SaveAnswer, type SaverState } from '../entry/draft-saver.ts';
import { CallError, createRequestId, trackerClient } from '../http/http-client.ts';
import { readSaveError } from '../offline/send-outgoing.ts';

/** What a refused save says is stored. */
export type StoredText = {
  text: string;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
};

/** The text beside the numbers of now, as the server last said it. */
export type SectionLook = { preview: ResolvedBlock[]; problems: SectionProblem[] };

export type SectionSaver = {
  saver: DraftSaver<string>;
  state: SaverState;
  look: SectionLook;
  /** What somebody else stored meanwhile; null where there is no conflict. */
  theirs: StoredText | null;
};

/**
 * Saves the text of a section while somebody types. The secretariat's words stay on the page until they are saved:
 * unlike reports they are not kept on the device. The props of the first render count.
 */
export function useSectionSaver(props: {
  round: string;
  sectionKey: string;
  stored: { text: string; version: number; changedAt: string | null };
  look: SectionLook;
  isReady: () => boolean;
}): SectionSaver {
  const [look, setLook] = useState(props.look);
  const [theirs, setTheirs] = useState<StoredText | null>(null);
  const [saver] = useState(() => {
    const { round, sectionKey, stored, isReady } = props;
    return new DraftSaver<string>({
      saved: stored.text,
      version: stored.version,
      savedAt: stored.changedAt,
      async send({ draft, version, requestId }: Attempt<string>): Promise<SaveAnswer> {
        try {
          const input = { round, key: sectionKey, text: draft, version, requestId };
          const saved = await trackerClient.report.saveSection.mutate(input);
          setLook({ preview: saved.preview, problems: saved.problems });
          setTheirs(null);
          return { kind: 'saved', version: saved.version, at: saved.at ?? new Date().toISOString() };
        } catch (error) {
          if (!(error instanceof CallError)) return { kind: 'unreachable' };
          if (error.data.stableCode === 'CONFLICT') setTheirs(error.data.current as StoredText);
          return readSaveError(error.data);
        }
      },
      keep: () => undefined,
      createId: createRequestId,
      isReady,
    });
  });
  const state = useSyncExternalStore(saver.subscribe, saver.getState, saver.getState);
  useEffect(() => {
    const retry = () => {
      const { kind } = saver.getState();
      if (kind === 'kept' || kind === 'signed_out') void saver.flush();
    };
    saver.resume();
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    return () => {
      saver.stop();
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
    };
  }, [saver]);
  return { saver, state, look, theirs };
}
