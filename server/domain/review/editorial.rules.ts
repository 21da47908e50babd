/** Text fields of a report, by subject: only these can have an editorial wording. */
export const editedFields = {
  activity: ['achievements', 'challenges', 'nextSteps'],
  indicator: ['note'],
} as const;

export type EditedField = 'achievements' | 'challenges' | 'nextSteps' | 'note';

/** Whether the secretariat can add its own wording of this field. */
export function isEditedField(subject: 'activity' | 'indicator', field: string): field is EditedField {
  return (editedFields[subject] as readonly string[]).includes(field);
}

/** The label of a text of the secretariat, wherever it appears. */
export const editedMark = 'Edited by the secretariat';
