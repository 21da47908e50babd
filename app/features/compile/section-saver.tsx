import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SectionProblem } from '#server/domain/report/section-problems.rules.ts';
import type { ResolvedBlock } from '#server/domain/report/narrative.rules.ts';
import {
  type Attempt,
  DraftSaver,
  type SaveAnswer,
  type SaverState,
} from '#app/features/entry/draft-saver.ts';
import { CallError, createRequestId, trackerClient } from '#app/features/http/http-client.ts';
import { readSaveError } from '#app/features/offline/send-outgoing.ts';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import styles from './compile.module.css';

/** What a refused save says is stored. */
export type StoredText = {
  text: string;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
};

/** The text beside the numbers of now, as the server last said it. */
type SectionLook = { preview: ResolvedBlock[]; problems: SectionProblem[] };

type SectionSaver = {
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
  findHold: () => string | null;
}): SectionSaver {
  const [look, setLook] = useState(props.look);
  const [theirs, setTheirs] = useState<StoredText | null>(null);
  const [saver] = useState(() => {
    const { round, sectionKey, stored, findHold } = props;
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
      findHold,
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

interface ConflictViewProps {
  theirs: StoredText;
  mine: string;
  /** Without scripts the form itself decides: saving again puts the typed words in place. */
  onKeepMine?: (() => void) | undefined;
  onTakeTheirs?: (() => void) | undefined;
}

/** What somebody else stored meanwhile, with the words marked that are in one text alone. Both stay in the versions. */
export function ConflictView({ theirs, mine, onKeepMine, onTakeTheirs }: ConflictViewProps) {
  return (
    <Notice
      kind="warning"
      live
      title="Somebody else changed this section while you were editing. Your version is not saved."
    >
      <p>
        {theirs.changedBy ?? 'Somebody'} saved version {theirs.version}
        {theirs.changedAt ? (
          <>
            {' '}
            on <DateText iso={theirs.changedAt} withTime />
          </>
        ) : null}
        . Their words, with what is only in theirs underlined:
      </p>
      <ComparedText before={mine} now={theirs.text} side="new" />
      {onKeepMine && onTakeTheirs ? (
        <ButtonGroup>
          <Button type="button" variant="secondary" onClick={onKeepMine}>
            Save mine in its place
          </Button>
          <Button type="button" variant="secondary" onClick={onTakeTheirs}>
            Discard mine and use theirs
          </Button>
        </ButtonGroup>
      ) : (
        <p>
          Your words stand in the form below. Saving again puts them in place; theirs stay in the versions.
        </p>
      )}
    </Notice>
  );
}

/** One of two texts, with the words marked that are in it alone: struck through where they went, underlined where they came. */
export function ComparedText({ before, now, side }: { before: string; now: string; side: 'old' | 'new' }) {
  if ((side === 'old' ? before : now) === '') return <p className={styles.muted}>Nothing is written.</p>;
  return (
    <div className={styles.compared}>
      {listTextChanges(before, now).map((stretch, at) => {
        if (stretch.kind === 'same') return side === 'old' ? stretch.before : stretch.text;
        if ((stretch.kind === 'removed') !== (side === 'old')) return null;
        return side === 'old' ? (
          <del key={at} className={styles.removed}>
            {stretch.text}
          </del>
        ) : (
          <ins key={at} className={styles.added}>
            {stretch.text}
          </ins>
        );
      })}
    </div>
  );
}
