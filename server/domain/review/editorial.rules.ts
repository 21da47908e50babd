/** Fields of a report that consist of words, by what they belong to: only these can be edited beside. */
export const editedFields = {
  activity: ['achievements', 'challenges', 'nextSteps'],
  indicator: ['note'],
} as const;

export type EditedField = 'achievements' | 'challenges' | 'nextSteps' | 'note';

/** Whether the secretariat can set a wording of its own beside this field. */
export function isEditedField(subject: 'activity' | 'indicator', field: string): field is EditedField {
  return (editedFields[subject] as readonly string[]).includes(field);
}

/** How a text of the secretariat is marked, wherever it stands. */
export const editedMark = 'Edited by the secretariat';
