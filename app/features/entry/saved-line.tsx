import { type ReactNode, useEffect, useState } from 'react';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Keeping } from '../offline/item-keeper.ts';
import type { SaverState } from './draft-saver.ts';
import styles from './entry.module.css';

export interface SavedLineProps {
  state: SaverState;
  /** Where what is unsaved is. */
  keeping: Keeping;
  /** What was stored when the page was made. */
  saved: { at: string | null; by: string | null; isNow?: boolean };
  /** How a person comes to compare their words with another person's; left out where there is nothing to compare. */
  compare?: ReactNode;
  /** What somebody else changed while this person was writing. */
  merged?: string | null | undefined;
  /** Where to sign in again. */
  signInPath: string;
  /** Grows with each press of a button that found everything saved. */
  pressed?: number | undefined;
}

/** What somebody has to finish before their work is sent. */
export const holds = {
  halfTyped: 'enter both numbers.',
  persons: 'answer the question about personal data.',
} as const;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/**
 * One quiet line that says whether the work is saved. Screen readers hear what needs a person, not each of the
 * many times that a draft is saved while somebody types.
 */
export function SavedLine(props: SavedLineProps) {
  const { state, saved, pressed = 0, merged } = props;
  const isFirst = state.kind === 'saved' && state.at === saved.at;
  const [spoken, setSpoken] = useState('');

  useEffect(() => {
    if (pressed > 0) setSpoken(`Everything is saved.${'\u00a0'.repeat(pressed % 2)}`);
  }, [pressed]);
  useEffect(() => {
    // While it is being written it is soon one or the other.
    if (props.keeping !== 'writing') setSpoken(speak(state, props.keeping));
  }, [state, props.keeping]);

  return (
    <div className={styles.savedLine} data-state={state.kind} data-saved-line>
      {isFirst && pressed === 0 ? <LastSaved saved={saved} /> : <Now {...props} />}
      <span role="status" className={styles.merged}>
        {merged}
      </span>
      <span role="status">
        <VisuallyHidden>{spoken}</VisuallyHidden>
      </span>
    </div>
  );
}

function LastSaved({ saved }: Pick<SavedLineProps, 'saved'>) {
  if (saved.at === null) return <>No answer yet</>;
  return (
    <>
      {saved.isNow ? 'Saved' : 'Last saved'} <DateText iso={saved.at} withTime withZone />
      {saved.by ? ` by ${saved.by}` : ''}
    </>
  );
}

const places: Record<Keeping, string> = {
  writing: 'being stored on this device',
  device: 'stored on this device',
  page: 'only on this page, so do not close it',
};

function Now({ state, keeping, compare, signInPath }: SavedLineProps) {
  switch (state.kind) {
    case 'saved':
      return <>{state.at === null ? 'Nothing to save yet' : `Saved ${clock.format(new Date(state.at))}`}</>;
    case 'waiting':
      return <>{state.hold ? `Not saved yet: ${state.hold}` : 'Not saved yet'}</>;
    case 'saving':
      return <>Saving…</>;
    case 'kept':
      return (
        <>
          Not in the tracker yet: {places[keeping]}.{' '}
          {keeping === 'page' ? 'Trying again.' : 'It is sent when you are back online.'}
        </>
      );
    case 'signed_out':
      return (
        <>
          You have been signed out. Not saved: {places[keeping]}.{' '}
          <a href={signInPath} target="_blank" rel="noreferrer">
            Sign in in a new tab
          </a>{' '}
          and come back here.
        </>
      );
    case 'conflict':
      return (
        <>
          Not saved: {places[keeping]}. Changed by another person{compare ? ': ' : '.'}
          {compare}
        </>
      );
    case 'refused':
    case 'shut':
      return <>Not saved: {state.sentence}</>;
  }
}

function speak(state: SaverState, keeping: Keeping): string {
  switch (state.kind) {
    case 'kept':
      return `Not in the tracker yet: ${places[keeping]}.`;
    case 'signed_out':
      return `You have been signed out. Not saved: ${places[keeping]}.`;
    case 'conflict':
      return 'Not saved. Changed by another person.';
    case 'refused':
    case 'shut':
      return `Not saved: ${state.sentence}`;
    default:
      return '';
  }
}
