import {
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { Form, useNavigate } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { confirmInView, isAskingAboutPersons } from '#app/features/personal-data/guarded-text-area.tsx';
import type { SaverState } from './draft-saver.ts';
import styles from './entry.module.css';
import {
  isWaitingForLine,
  usePageSaver,
  usePageSavers,
  type DraftSaverProps,
  useDraftSaver,
} from './entry-savers.tsx';
import { HoldView } from './hold-view.tsx';
import { findFocus, type Focus, restoreFocus } from './keep-focus.ts';
import { holds, SavedLine } from './saved-line.tsx';

export interface EntryFormProps<Draft> extends Omit<DraftSaverProps<Draft>, 'onFound' | 'findHold'> {
  /** What the fields show first: what is stored, or what was typed and refused, or a copy of the last round. */
  initial: Draft;
  savedBy: string | null;
  /** What somebody else had changed beside what was posted. */
  mergedBefore?: string | null | undefined;
  /** Whether `saved` is a copy that nobody has confirmed: pressing the button confirms it though nothing changed. */
  isCopy?: boolean | undefined;
  requestId: string;
  /** Whose page it is: nobody else's session takes what is posted from it. */
  personId: string;
  read: (form: FormData) => Draft;
  /** Whether the person is in the middle of a figure, in the row that has focus. */
  isHalfTyped?: ((draft: Draft, focused: Element | null) => boolean) | undefined;
  /** Where "Save and continue" leads. */
  nextPath: string;
  nextWords: string;
  signInPath: string;
  /** Called each time that everything has been saved without leaving the page. */
  onSaved: () => void;
  /** Told what stands in the fields each time that somebody changes it. */
  onTyped: (draft: Draft) => void;
  /** What was typed into the form that this one takes the place of, after it had been sent; asked once. */
  findLater: () => Draft | null;
  children: (form: { initial: Draft; draft: Draft; state: SaverState }) => ReactNode;
}

/**
 * The form of one item. Without scripts it is posted by its buttons; with them it also saves while somebody types,
 * keeps on the device what could not be saved, and the buttons save without leaving the page. Whatever needs more
 * room than a line (errors, a conflict) is posted like without scripts, so that there is one way to show it.
 */
export function EntryForm<Draft>(props: EntryFormProps<Draft>) {
  const { initial, read, isHalfTyped, isCopy } = props;
  const form = useRef<HTMLFormElement>(null);
  const discard = useRef(false);
  const [shown, setShown] = useState({ draft: initial, key: 0 });
  const [draft, setDraft] = useState(initial);
  const [isFound, setFound] = useState(false);
  const [pressed, setPressed] = useState(0);
  const navigate = useNavigate();
  const savers = usePageSavers();

  const isAsking = () => isAskingAboutPersons(form.current, (id) => !id.startsWith('answer-'));
  const readNow = () => (form.current ? read(new FormData(form.current)) : draft);
  const refocus = useRef<Focus | null>(null);
  const { saver, state, keeping, getKeeping, merged } = useDraftSaver<Draft>({
    ...props,
    // A text about which the person is asked stays on the device until there is an answer.
    outgoing: (typed) => (isAsking() ? null : props.outgoing(typed)),
    findHold() {
      if (isAsking()) return holds.persons;
      return isHalfTyped?.(readNow(), document.activeElement) === true ? holds.halfTyped : null;
    },
    onFound(found, kind) {
      setFound(kind === 'unsaved');
      refocus.current = kind === 'merged' ? findFocus(form.current) : null;
      const show = () => {
        setShown(({ key }) => ({ draft: found, key: key + 1 }));
        setDraft(found);
      };
      // At once: the next key must not be read beside answers that have just been replaced.
      if (kind === 'merged') flushSync(show);
      else show();
    },
  });
  usePageSaver(saver, getKeeping);
  useLayoutEffect(() => {
    restoreFocus(refocus.current);
    refocus.current = null;
  });

  // What was typed before the page came to life, or what was refused and is shown again.
  useEffect(() => {
    if (saver.isUnsaved || !form.current) return;
    const now = read(new FormData(form.current));
    setDraft(now);
    saver.change(now);
  }, [read, saver]);

  const { findLater } = props;
  useEffect(() => {
    const later = findLater();
    if (later === null) return;
    setShown(({ key }) => ({ draft: later, key: key + 1 }));
    setDraft(later);
    saver.change(later);
  }, [findLater, saver]);

  const { onSaved } = props;
  const isUnsaved = state.kind !== 'saved';
  const wasUnsaved = useRef(false);
  useEffect(() => {
    if (wasUnsaved.current && !isUnsaved) onSaved();
    wasUnsaved.current = isUnsaved;
  }, [isUnsaved, onSaved]);

  // After a comparison the form that had focus is gone; reading goes on at the line that says what was saved.
  const line = useRef<HTMLDivElement>(null);
  const isJustSaved = props.settledVersion === props.version;
  useEffect(() => {
    if (isJustSaved && document.activeElement === document.body) line.current?.focus({ preventScroll: true });
  }, [isJustSaved]);

  const onInput = () => {
    const now = readNow();
    setDraft(now);
    props.onTyped(now);
    saver.change(now);
  };

  const onBlur = (event: FocusEvent<HTMLFormElement>) => {
    if (state.kind !== 'waiting') return;
    if (isHalfTyped?.(readNow(), event.relatedTarget) === true || isAsking()) return;
    void saver.flush();
  };

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    if (discard.current || submitter?.value === 'compare') {
      discard.current = false;
      return;
    }
    const target = event.currentTarget;
    confirmInView(target);
    saver.change(read(new FormData(target)));
    if (isCopy && !savers.isUnsaved()) return;
    event.preventDefault();
    const failed = await savers.flush();
    if (failed.length === 0) {
      if (submitter?.value === 'continue') void navigate(props.nextPath);
      else setPressed((times) => times + 1);
      return;
    }
    // No line: the words lie on the device and are sent from there, so that the work goes on.
    if (failed.every(isWaitingForLine)) {
      if (submitter?.value === 'continue') void navigate(props.nextPath);
      return;
    }
    // No session, or nowhere to keep it: the page and the words on it stay; the line under them says so.
    const stays = ['kept', 'saving', 'waiting', 'signed_out'];
    if (failed.every(({ state: { kind } }) => stays.includes(kind))) return;
    discard.current = true;
    target.requestSubmit(submitter);
  };

  return (
    <Form
      method="post"
      noValidate
      ref={form}
      onInput={onInput}
      onBlur={onBlur}
      onSubmit={(event) => void onSubmit(event)}
      id="entry"
      preventScrollReset
    >
      <input type="hidden" name="version" value={saver.version} />
      <input type="hidden" name="requestId" value={props.requestId} />
      <input type="hidden" name="person" value={props.personId} />
      {isFound ? (
        <Notice title="We restored work from this device that had not reached the tracker." live>
          <p>Check it before you continue.</p>
        </Notice>
      ) : null}
      <div className={styles.line} ref={line} tabIndex={-1}>
        <SavedLine
          state={state}
          keeping={keeping}
          saved={{
            at: props.savedAt,
            by: props.savedBy,
            isNow: isJustSaved,
          }}
          signInPath={props.signInPath}
          pressed={pressed}
          merged={merged ?? props.mergedBefore}
          compare={
            <Button variant="quiet" compact name="intent" value="compare">
              compare
            </Button>
          }
        />
      </div>
      <HoldView>
        <div key={shown.key} className={styles.fields}>
          {props.children({ initial: shown.draft, draft, state })}
        </div>
      </HoldView>
      <div className={styles.buttons}>
        <Button name="intent" value="save" variant="secondary">
          Save
        </Button>
        <Button name="intent" value="continue" aria-describedby="entry-next">
          Save and continue
        </Button>
        <span id="entry-next" className={styles.next}>
          {props.nextWords}
        </span>
      </div>
    </Form>
  );
}
