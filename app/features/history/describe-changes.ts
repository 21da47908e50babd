import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';
import { narrativeFields, readActivityRevision } from '../entry/activity-draft.ts';
import { type ActivityQuestion, activityWords } from '../entry/activity-words.ts';
import { compareSides } from '../entry/conflict.ts';
import { nameCell, readIndicatorRevision } from '../entry/indicator-draft.ts';
import { indicatorWords, releaseWords } from '../entry/indicator-words.ts';
import { readIndicatorSide, serialiseActivitySide, serialiseIndicatorSide } from '../entry/item-sides.ts';
import type { History } from '../submission/contract-types.ts';
import { describeCell } from '../submission/value-words.ts';
import { describeEvidence } from './describe-evidence.ts';
import type { RevisionGroup } from './group-revisions.ts';

/** One field that changed, in words. A text is shown with its differing words marked. */
export type FieldChange = { key: string; label: string; before: string; after: string; isText: boolean };

/** What a group of revisions changed; empty when everything stands as it did before. */
export function describeChanges(group: RevisionGroup, words: History['words']): FieldChange[] {
  if (group.subject === 'activity') return describeActivity(group, words.statuses);
  if (group.subject === 'indicator') {
    const definition = words.indicators.find(({ code }) => code === group.code);
    return definition ? describeIndicator(group, definition) : [];
  }
  if (group.subject === 'evidence') return describeEvidence(group);
  const query = words.queries.find(({ id }) => String(id) === group.code);
  const answer = (stored: unknown) =>
    typeof stored === 'object' && stored !== null && 'answer' in stored ? String(stored.answer ?? '') : '';
  return [
    {
      key: 'answer',
      label: query ? `Answer to “${query.question}”` : 'Answer to a question',
      before: answer(group.before),
      after: answer(group.after),
      isText: true,
    },
  ];
}

function describeActivity(
  { before, after }: RevisionGroup,
  statuses: History['words']['statuses'],
): FieldChange[] {
  const sides = {
    mine: serialiseActivitySide(readActivityRevision(after)),
    theirs: serialiseActivitySide(readActivityRevision(before)),
    base: null,
  };
  const show = (key: string, answer: string) => {
    if (key === 'status') return statuses.find(({ code }) => code === answer)?.label ?? 'Not chosen';
    if (key === 'narrativeReleased') return answer === 'yes' ? 'Yes' : 'No';
    return answer;
  };
  return compareSides(sides).map(({ key, mine, theirs }) => ({
    key,
    label: activityWords[key as ActivityQuestion].label,
    before: show(key, theirs),
    after: show(key, mine),
    isText: narrativeFields.some((field) => field === key),
  }));
}

function describeIndicator({ before, after }: RevisionGroup, definition: IndicatorDefinition): FieldChange[] {
  const sides = {
    mine: serialiseIndicatorSide(readIndicatorRevision(after, definition), definition),
    theirs: serialiseIndicatorSide(readIndicatorRevision(before, definition), definition),
    base: null,
  };
  return compareSides(sides).map(({ key, mine, theirs }) => {
    if (key === 'note') {
      return { key, label: indicatorWords.note.label, before: theirs, after: mine, isText: true };
    }
    const show = (answer: string) => {
      if (key === 'release') return releaseWords[answer as Release]?.label ?? answer;
      const cell = readIndicatorSide({ [key]: answer }, definition).cells[key];
      return cell ? describeCell(definition, cell) : '';
    };
    return {
      key,
      label: key === 'release' ? indicatorWords.release.label : nameCell(key, definition),
      before: show(theirs),
      after: show(mine),
      isText: definition.measure === 'text' && key !== 'release',
    };
  });
}
