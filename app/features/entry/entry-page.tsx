import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { DateText, DeadlineText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Split } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { EntryQuery } from '#app/contract.ts';
import type { Refusal } from '#app/features/errors/ask.ts';
import { describeDue } from '#server/domain/submission/due-dates.rules.ts';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { buildItemName } from '#app/features/offline/outbox-store.ts';
import { ConfirmForm } from '#app/features/copied/copied-forms.tsx';
import { NextGapHint } from '#app/features/submission/report-tasks.tsx';
import type { ComparedQuestion, Conflict } from './conflict-form.tsx';
import { EntryExtras } from './entry-extras.tsx';
import { type ItemFindings, useItemFindings } from './field-findings.tsx';
import { HowToFill } from './how-to-fill.tsx';
import { EntryForm, type EntryFormProps } from './entry-form.tsx';
import styles from './entry.module.css';
import { EntrySavers } from './entry-savers.tsx';
import { messagesById, type PlacedProblem } from './placed-problems.ts';
import type { EntryExtrasData } from './load-entry-page.server.ts';
import { Question, type QuestionsOf } from './question.tsx';
import type { ReportKey } from '../submission/report-paths.ts';

/** Few pages ever show a comparison, so its scripts come with the first. */
const ConflictForm = lazy(async () => ({ default: (await import('./conflict-form.tsx')).ConflictForm }));

/** What the action says when it did not save. */
export type EntryActionData<Draft> =
  | {
      kind: 'refused';
      refusal: Refusal;
      problems: PlacedProblem[];
      typed: Draft;
      answers: Record<string, string>;
      id: string;
      version: number;
    }
  | { kind: 'conflict'; conflict: Conflict; id: string };

export interface EntryPageProps<Draft>
  extends Pick<EntryFormProps<Draft>, 'read' | 'parse' | 'loadMerge' | 'outgoing' | 'isHalfTyped'> {
  page: EntryPageFrame;
  kindWord: string;
  code: string;
  title: string;
  /** Where in the plan it lies. */
  place: string;
  entry: {
    writable: boolean;
    answer: {
      version: number;
      updatedAt: string | null;
      updatedBy: string | null;
      copiedFrom: string | null;
    };
    last: { round: string } | null;
    queries: EntryQuery[];
  };
  saved: Draft;
  formId: string;
  /** Changes where the form has other fields than before. */
  formKey?: string;
  extras: EntryExtrasData;
  actionData: EntryActionData<Draft> | undefined;
  /** Finds the control of each problem; the draft says which cell stands in which place. */
  placeProblems: (fields: readonly FieldProblem[], draft: Draft) => PlacedProblem[];
  describe: (key: string) => ComparedQuestion;
  aside: ReactNode;
  /** What is shown where it cannot be changed. */
  reading: ReactNode;
  children: (form: {
    initial: Draft;
    draft: Draft;
    errors: Record<string, string>;
    questions: QuestionsOf;
    findings: ItemFindings;
  }) => ReactNode;
  /** What has to be known before the fields are filled: above them on a phone, at the right where there is room. */
  lead?: ReactNode;
}

/** The page of one activity or indicator: its form, or the comparison of two versions, or what stands written. */
export function EntryPage<Draft>(props: EntryPageProps<Draft>) {
  const { page, code, title, entry } = props;
  const {
    shown: actionData,
    onTyped,
    findLater,
  } = useShownAnswer<Draft, EntryActionData<Draft>>(props.actionData, code);
  // Which refusal has been put right since, by saving without leaving the page.
  const [settledId, setSettledId] = useState<string | null>(null);
  const actionId = actionData?.id ?? null;
  const [hasSaved, setHasSaved] = useState(false);
  const [saves, setSaves] = useState(0);
  const onSaved = useCallback(() => {
    setSettledId(actionId);
    setHasSaved(true);
    setSaves((times) => times + 1);
  }, [actionId]);
  const item = { kind: props.kindWord === 'Activity' ? 'activity' : 'indicator', code } as const;
  const findings = useItemFindings(
    { reportKey: page.key, item, writable: entry.writable },
    props.extras.findings,
    saves,
  );
  const heading = (
    <>
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          { label: page.reportName, to: page.reportPath },
        ]}
      />
      <PageHeading
        kicker={`${props.kindWord} ${code}`}
        meta={
          <>
            {props.place}
            {entry.writable ? (
              <>
                {' '}
                · {describeDue(page, page.today)} <DeadlineText on={page.dueOn} />
              </>
            ) : null}
          </>
        }
      >
        {title}
      </PageHeading>
    </>
  );
  const name = `${code} ${title}`;
  if (actionData?.kind === 'conflict') {
    return (
      <>
        <PageTitle parts={[name]} failed />
        {heading}
        <Suspense>
          <ConflictForm
            key={actionData.id}
            conflict={actionData.conflict}
            requestId={actionData.id}
            personId={page.personId}
            describe={props.describe}
          />
        </Suspense>
      </>
    );
  }
  const refused = actionData && actionData.id !== settledId ? actionData : null;
  const problems: { fieldId?: string; message: string; label?: string }[] = refused
    ? refused.problems.length > 0
      ? refused.problems
      : [{ message: refused.refusal.sentence }]
    : [];
  return (
    <>
      <PageTitle parts={[name]} failed={problems.length > 0} />
      <ErrorSummary errors={problems} />
      {heading}
      <Split lead={props.lead} aside={props.aside} asideLabel="Help with this page">
        {entry.writable ? (
          <EntrySavers>
            <HowToFill kind={item.kind} isRead={page.isGuideRead} />
            <Editing
              {...props}
              actionData={actionData}
              onTyped={onTyped}
              findLater={findLater}
              key={actionData?.id ?? `${code}/${entry.answer.version}/${props.formKey ?? ''}`}
              onSaved={onSaved}
              findings={findings}
            />
          </EntrySavers>
        ) : (
          <Reading {...props} />
        )}
        <EntryExtras
          reportKey={page.key}
          item={item}
          writable={entry.writable}
          extras={props.extras}
          findings={findings}
        />
      </Split>
      <nav aria-label="Through the report" className={styles.around}>
        <Around link={page.previous} words="Previous" />
        <span>
          <Link to={page.talk.path}>
            Comments of colleagues{page.talk.count ? ` (${page.talk.count})` : ''}
          </Link>
          {' · '}
          <Link to={page.historyPath}>Changes to {code}</Link>
          {entry.writable && (entry.answer.version > 0 || hasSaved) ? (
            <>
              {' '}
              · <Link to={page.restorePath}>Undo last save</Link>
            </>
          ) : null}
          {page.nextGap ? <NextGapHint to={page.nextGap.to} code={page.nextGap.code} /> : null}
        </span>
        <Around link={page.next} words="Next" />
      </nav>
    </>
  );
}

function Around({ link, words }: { link: ItemLink; words: string }) {
  if (!link) return <span />;
  return (
    <Link to={link.to}>
      {words}: {link.code}
    </Link>
  );
}

function Editing<Draft>(
  props: EntryPageProps<Draft> & {
    onSaved: () => void;
    onTyped: (draft: Draft) => void;
    findLater: (code: string, sent: Draft) => Draft | null;
    findings: ItemFindings;
  },
) {
  const { page, entry, actionData, saved, code } = props;
  const { key, personId } = page;
  const refused = actionData?.kind === 'refused' ? actionData : null;
  const [findLater] = useState(() => () => (refused ? props.findLater(code, refused.typed) : null));
  const [isConfirmed, setIsConfirmed] = useState(false);
  const copiedFrom = refused || isConfirmed ? null : entry.answer.copiedFrom;
  const questions: QuestionsOf = {
    round: key.round,
    reporter: key.reporter,
    personId,
    signInPath: page.signInPath,
    typed: refused?.answers ?? {},
    errors: messagesById(refused?.problems ?? []),
    writable: entry.writable,
  };
  return (
    <>
      {copiedFrom === null ? null : (
        <Notice kind="warning" title={describeCopied(copiedFrom)}>
          <p>Read it. Correct what has changed and save, or confirm that it is right for this round.</p>
          <div className={styles.confirm}>
            <ConfirmForm
              reportKey={key}
              items={[
                {
                  kind: props.kindWord === 'Activity' ? 'activity' : 'indicator',
                  code,
                  version: entry.answer.version,
                },
              ]}
              requestId={props.formId}
              words={`Confirm ${code}`}
              isOnItsPage
            />
          </div>
        </Notice>
      )}
      {page.alsoEditing.map(({ name, at }) => (
        <p key={name} className={styles.small}>
          {name} may be editing this too: saved <DateText iso={at} withTime />
        </p>
      ))}
      <EntryForm<Draft>
        copyKey={buildItemName(personId, key.round, key.reporter, props.kindWord.toLowerCase(), code)}
        initial={refused ? refused.typed : saved}
        saved={saved}
        version={refused?.version ?? entry.answer.version}
        savedAt={entry.answer.updatedAt}
        savedBy={entry.answer.updatedBy}
        settledVersion={page.savedVersion}
        isCopy={copiedFrom !== null}
        requestId={props.formId}
        personId={personId}
        read={props.read}
        parse={props.parse}
        loadMerge={props.loadMerge}
        mergedBefore={props.extras.merged}
        outgoing={props.outgoing}
        isHalfTyped={props.isHalfTyped}
        nextPath={page.nextGap?.to ?? page.reportPath}
        nextWords={page.nextGap ? `Next: ${page.nextGap.code}` : 'Back to the task list'}
        signInPath={page.signInPath}
        onSaved={() => {
          setIsConfirmed(true);
          props.onSaved();
        }}
        onTyped={props.onTyped}
        findLater={findLater}
      >
        {({ initial, draft, state }) =>
          props.children({
            initial,
            draft,
            // What saving by itself found wrong is newer than what the posted form was told.
            errors: messagesById(
              state.kind === 'refused'
                ? props.placeProblems(state.fields, draft)
                : state.kind === 'saved' && state.at !== entry.answer.updatedAt
                  ? []
                  : (refused?.problems ?? []),
            ),
            questions,
            findings: props.findings,
          })
        }
      </EntryForm>
    </>
  );
}

function Reading<Draft>({ page, entry, reading }: EntryPageProps<Draft>) {
  const questions: QuestionsOf = {
    round: page.key.round,
    reporter: page.key.reporter,
    personId: page.personId,
    signInPath: page.signInPath,
    typed: {},
    errors: {},
    writable: false,
  };
  return (
    <>
      <Notice title="This cannot be changed now.">
        <p>{page.whyReadOnly}</p>
      </Notice>
      {reading}
      {entry.answer.updatedAt ? (
        <p className={styles.small}>
          Last changed <DateText iso={entry.answer.updatedAt} withTime withZone />
          {entry.answer.updatedBy ? ` by ${entry.answer.updatedBy}` : ''}
        </p>
      ) : null}
      {entry.queries.map((query) => (
        <Question key={query.id} query={query} of={questions} />
      ))}
    </>
  );
}

type ItemLink = { to: string; code: string; title: string } | null;

/** What the loader says about the page around the form. */
type EntryPageFrame = {
  key: ReportKey;
  personId: string;
  reportName: string;
  reportPath: string;
  historyPath: string;
  /** What colleagues say to each other about the item. */
  talk: { path: string; count: number };
  /** Who else has saved something of it in the last minutes. */
  alsoEditing: { name: string; at: string }[];
  signInPath: string;
  dueOn: string;
  firstSubmittedAt: string | null;
  today: string;
  submissionStatus: string;
  previous: ItemLink;
  next: ItemLink;
  nextGap: ItemLink;
  whyReadOnly: string;
  restorePath: string;
  savedVersion: number;
  isGuideRead: boolean;
};

/** What was typed last: written by events, looked at when an answer comes. */
class Newest<Draft> {
  #typed: { code: string; draft: Draft } | null = null;

  readonly note = (code: string, draft: Draft): void => {
    this.#typed = { code, draft };
  };

  /** What was typed into the item's fields after `sent` had left; null when nothing was. */
  readonly findLater = (code: string, sent: Draft): Draft | null =>
    this.#typed?.code === code && JSON.stringify(this.#typed.draft) !== JSON.stringify(sent)
      ? this.#typed.draft
      : null;
}

type Refused<Draft> = { kind: 'refused'; typed: Draft } | { kind: 'conflict' };

/**
 * What the action said of a posted form, as far as the page shows it. Where somebody went on typing while a form that
 * is now refused was on its way, what is in the fields stays, and is saved and judged by itself: putting back what was
 * refused would bury the newer words. `onTyped` is told each change of the fields of the item `code`;
 * `findLater` is for the form that takes the place of the refused one: keys may be pressed until it stands there.
 */
function useShownAnswer<Draft, Answer extends Refused<Draft>>(
  answer: Answer | undefined,
  code: string,
): {
  shown: Answer | undefined;
  onTyped: (draft: Draft) => void;
  findLater: (code: string, sent: Draft) => Draft | null;
} {
  const [newest] = useState(() => new Newest<Draft>());
  const onTyped = useCallback((draft: Draft) => newest.note(code, draft), [newest, code]);
  const [seen, setSeen] = useState(answer);
  const [shown, setShown] = useState(answer);
  const { findLater } = newest;
  if (answer === seen) return { shown, onTyped, findLater };
  setSeen(answer);
  const isOvertaken = answer?.kind === 'refused' && newest.findLater(code, answer.typed) !== null;
  if (isOvertaken) return { shown, onTyped, findLater };
  setShown(answer);
  return { shown: answer, onTyped, findLater };
}
