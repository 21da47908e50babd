import { editedMark } from '../review/reviewed-fields.rules.ts';
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

/**
 * Returns the text of a field, labelled if it is the secretariat's wording; empty if there is none. `label`
 * goes before it: "Next: …", "Next. Edited by the secretariat: …".
 */
export function describeField(words: FactWords, field: WordsField, label = ''): string {
  const said = words[field].trim();
  if (said === '') return '';
  const mark = words.edited.includes(field) ? editedMark : '';
  const before = [label, mark].filter(Boolean).join('. ');
  return before === '' ? said : `${before}: ${said}`;
}
