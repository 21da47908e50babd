import { describeMerge, mergeAnswers } from '#server/domain/submission/merge-answers.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { type ActivityDraft, fillActivityDraft } from './activity-draft.ts';
import { type Side, serialiseActivitySide, serialiseIndicatorSide } from './conflict-sides.ts';
import type { Merged } from './draft-saver.ts';
import { getCell, type IndicatorDraft, nameCell, readIndicatorRevision } from './indicator-draft.ts';
import { type ActivityQuestion, activityWords, indicatorWords } from './item-words.ts';

/** What a conflict says is stored. */
export type StoredDraft<Draft> = {
  draft: Draft;
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
};

/** What merging has to know of an activity or indicator. */
export type ItemMerging<Draft> = {
  /** The question about publishing the rest. */
  consent: string;
  serialise: (draft: Draft) => Side;
  readCurrent: (current: unknown) => StoredDraft<Draft> | null;
  /** `mine` with the answers to these questions from `theirs`. */
  replaceAnswers: (mine: Draft, theirs: Draft, questions: readonly string[]) => Draft;
  nameQuestion: (question: string) => string;
};

export type MergedDraft<Draft> = {
  /** What both made of it; for questions that both changed, mine. */
  draft: Draft;
  theirs: StoredDraft<Draft>;
  /** The questions whose answers are theirs. */
  fromThem: string[];
  conflicts: string[];
  /** What is told about it; null where nothing of theirs is new to this person. */
  sentence: string | null;
};

/** Merges one's own draft with what somebody else has stored since `base` was read. */
export function mergeDrafts<Draft>(
  merging: ItemMerging<Draft>,
  { base, mine, theirs }: { base: Draft; mine: Draft; theirs: StoredDraft<Draft> },
): MergedDraft<Draft> {
  const { serialise, consent, nameQuestion } = merging;
  const { fromThem, conflicts } = mergeAnswers(
    { base: serialise(base), mine: serialise(mine), theirs: serialise(theirs.draft) },
    consent,
  );
  return {
    draft: merging.replaceAnswers(mine, theirs.draft, fromThem),
    theirs,
    fromThem,
    conflicts,
    sentence: fromThem.length === 0 ? null : describeMerge(theirs.updatedBy, fromThem.map(nameQuestion)),
  };
}

type StoredItem = { version: number; updatedAt: string | null; updatedBy: string | null };

/** The one item that a conflict is about, in the list that holds it. */
function findStored(current: unknown, list: 'activities' | 'indicators'): StoredItem | undefined {
  return (current as Record<string, StoredItem[] | undefined> | null)?.[list]?.[0];
}

function withDraft<Draft>({ version, updatedAt, updatedBy }: StoredItem, draft: Draft): StoredDraft<Draft> {
  return { draft, version, updatedAt, updatedBy };
}

export const activityMerging: ItemMerging<ActivityDraft> = {
  consent: 'narrativeReleased',
  serialise: serialiseActivitySide,
  readCurrent(current) {
    const stored = findStored(current, 'activities');
    return stored
      ? withDraft(stored, fillActivityDraft(stored as StoredItem & Parameters<typeof fillActivityDraft>[0]))
      : null;
  },
  replaceAnswers: (mine, theirs, questions) => ({
    ...mine,
    ...Object.fromEntries(Object.entries(theirs).filter(([question]) => questions.includes(question))),
  }),
  nameQuestion: (question) => activityWords[question as ActivityQuestion]?.label ?? question,
};

export const createIndicatorMerging = (
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): ItemMerging<IndicatorDraft> => ({
  consent: 'release',
  serialise: (draft) => serialiseIndicatorSide(draft, definition),
  readCurrent(current) {
    const stored = findStored(current, 'indicators');
    return stored ? withDraft(stored, readIndicatorRevision(stored, definition)) : null;
  },
  replaceAnswers(mine, theirs, questions) {
    const cells = { ...mine.cells };
    for (const key of questions) {
      if (key !== 'note' && key !== 'release') cells[key] = getCell(theirs, key);
    }
    return {
      cells,
      note: (questions.includes('note') ? theirs : mine).note,
      release: (questions.includes('release') ? theirs : mine).release,
    };
  },
  nameQuestion: (question) =>
    question === 'note' || question === 'release'
      ? indicatorWords[question].label
      : nameCell(question, definition),
});

/** Merges for a saver, which has what the contract says is stored; null where a person has to decide. */
export const createMerge =
  <Draft>(merging: ItemMerging<Draft>): Merge<Draft> =>
  ({ base, mine, current }) => {
    const stored = merging.readCurrent(current);
    if (!stored) return null;
    const { draft, conflicts, sentence } = mergeDrafts(merging, { base, mine, theirs: stored });
    if (conflicts.length > 0) return null;
    const theirs = { draft: stored.draft, version: stored.version, at: stored.updatedAt };
    return { draft, theirs, sentence };
  };

type Merge<Draft> = (sides: { base: Draft; mine: Draft; current: unknown }) => Merged<Draft> | null;
