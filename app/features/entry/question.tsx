import { useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { EntryQuery } from '#app/contract.ts';
import { buildItemName, type Outgoing } from '#app/features/offline/outbox-store.ts';
import { GuardedTextArea, isAskingAboutPersons } from '#app/features/personal-data/guarded-text-area.tsx';
import { usePageSaver, nothingToSend, useDraftSaver } from './entry-savers.tsx';
import styles from './entry.module.css';
import { holds, SavedLine } from './saved-line.tsx';

/** What the questions of a page have in common. */
export type QuestionsOf = {
  round: string;
  reporter: string;
  personId: string;
  signInPath: string;
  /** Answers that were typed and refused, by question. */
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  writable: boolean;
};

const parseAnswer = (copy: unknown) => (typeof copy === 'string' ? copy : null);

/** A question of the secretariat where it belongs, at its field, with the words that were said so far. */
export function Question({ query, of }: { query: EntryQuery; of: QuestionsOf }) {
  const settled = query.resolvedAt !== null;
  return (
    <div className={styles.question} id={`question-${query.id}`}>
      <p className={styles.head}>
        <strong>Question</strong> from {query.raisedBy}
        {query.sentAt ? (
          <>
            , <DateText iso={query.sentAt} />
          </>
        ) : null}
        {settled ? ', resolved' : ''}
      </p>
      <p className={styles.words}>{query.question}</p>
      {of.writable && !settled ? (
        <AnswerField query={query} of={of} />
      ) : (
        <p className={styles.words}>
          <strong>Answer:</strong> {query.answer ?? 'none yet'}
        </p>
      )}
    </div>
  );
}

function AnswerField({ query, of }: { query: EntryQuery; of: QuestionsOf }) {
  const [shown, setShown] = useState({ text: of.typed[query.id] ?? query.answer ?? '', key: 0 });
  const { round, reporter } = of;
  const id = `answer-${query.id}`;
  const isAsking = () =>
    isAskingAboutPersons(document.getElementById(id)?.closest('form') ?? null, (field) => field === id);
  // An empty answer is none: there is nothing to send, and nothing is lost by waiting.
  const outgoing = (answer: string): Outgoing | null =>
    answer.trim() === '' || isAsking()
      ? null
      : { procedure: 'answerQuery', input: { round, reporter, query: query.id, answer } };
  const { saver, state, keeping, getKeeping } = useDraftSaver<string>({
    copyKey: buildItemName(of.personId, round, reporter, 'question', String(query.id)),
    saved: query.answer ?? '',
    version: query.version,
    savedAt: null,
    outgoing,
    findHold: () => (isAsking() ? holds.persons : null),
    parse: parseAnswer,
    onFound: (text) => setShown(({ key }) => ({ text, key: key + 1 })),
  });
  usePageSaver(saver, getKeeping);
  const refused =
    state.kind === 'refused' && state.sentence !== nothingToSend.sentence ? state.sentence : undefined;
  return (
    <div className={styles.answer}>
      <input type="hidden" name={`answerVersion.${query.id}`} value={saver.version} />
      <GuardedTextArea
        key={shown.key}
        stored={query.answer ?? ''}
        id={id}
        name={`answer.${query.id}`}
        label="Your answer"
        rows={3}
        limit={4000}
        defaultValue={shown.text}
        error={of.errors[id] ?? refused}
        onInput={(event) => {
          // The entry's own saver does not see answers.
          event.stopPropagation();
          saver.change(event.currentTarget.value.replace(/\r\n?/g, '\n'));
        }}
        onBlur={() => {
          if (saver.getState().kind === 'waiting' && !isAsking()) void saver.flush();
        }}
      />
      <div className={styles.foot}>
        <Button name="intent" value="save" variant="secondary" compact>
          Save answer
        </Button>
        {state.kind === 'saved' && state.at === null ? null : (
          <SavedLine
            state={state}
            keeping={keeping}
            saved={{ at: null, by: null }}
            signInPath={of.signInPath}
          />
        )}
      </div>
    </div>
  );
}
