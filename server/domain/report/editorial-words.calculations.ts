import { formatKinds, type NeedList, needListNames, needLists } from '../need/need-kinds.ts';
import { formatLowerFirst } from '../finding/sentence-parts.ts';
import { terms as fieldWords } from '../language/messages/en/frame.ts';
import { editedMark } from '../review/reviewed-fields.rules.ts';
import type { LabelledWords } from './document.types.ts';
import type { FactActivity, FactWords, WordsField } from './edition-facts.types.ts';

/** The secretariat's wording of one field of a report, as compiled. */
export type EditorialWording = {
  round: string;
  activity: string;
  reporter: string;
  field: WordsField;
  words: string;
};

/**
 * Replaces what reporters wrote by the secretariat's wordings, and records which fields. Only what an edition
 * would show of a report can be replaced: if a reporter has not released its words, the wording stays
 * unpublished too. `round` is that of the edition; the words of a carried status are those of its own round.
 */
export function setEditorialWords(
  activities: readonly FactActivity[],
  round: string,
  wordings: readonly EditorialWording[],
): FactActivity[] {
  const key = (of: Pick<EditorialWording, 'round' | 'activity' | 'reporter'>) =>
    `${of.round}/${of.activity}/${of.reporter}`;
  const byReport = Map.groupBy(wordings, key);
  return activities.map((activity) => ({
    ...activity,
    words: activity.words.map((words): FactWords => {
      const place = {
        round: activity.stand.carriedFrom ?? round,
        activity: activity.code,
        reporter: words.reporter,
      };
      const own = byReport.get(key(place)) ?? [];
      return own.reduce(
        (said, { field, words: wording }) => ({ ...said, [field]: wording, edited: [...said.edited, field] }),
        words,
      );
    }),
  }));
}

/** The narrative fields in the order in which they are printed. */
export const wordsFields: readonly WordsField[] = ['achievements', 'challenges', 'nextSteps'];

const fieldLabels: Record<WordsField, string> = {
  achievements: fieldWords.achievements,
  challenges: fieldWords.challenges,
  nextSteps: fieldWords.nextSteps,
};

/** Returns the kinds that a reporter chose from each list, under the name of the list. */
export const listLabelledKinds = (said: Pick<FactWords, NeedList>): LabelledWords[] =>
  needListNames.flatMap((list) => {
    const text = formatKinds(list, said[list]);
    return text === '' ? [] : [{ label: needLists[list].label, text }];
  });

/**
 * Returns what a reporter wrote in these fields, each under its label, and marked if it is the secretariat's
 * wording. `who` names the reporter in the label: "Cambodia, achievements".
 */
export function listLabelledWords(
  said: Pick<FactWords, WordsField | 'edited'>,
  fields: readonly WordsField[],
  who = '',
): LabelledWords[] {
  return fields.flatMap((field) => {
    const text = said[field].trim();
    if (text === '') return [];
    const label = fieldLabels[field];
    return [
      {
        label: who === '' ? label : `${who}, ${formatLowerFirst(label)}`,
        text: said.edited.includes(field) ? `${editedMark}: ${text}` : text,
      },
    ];
  });
}
