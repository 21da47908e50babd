/**
 * The texts beside status symbols, and how statuses are counted. The labels of statuses are data; see
 * `useLabel`.
 */
export const status = {
  marks: 'Marks',
  countsAsDone: 'counts as completed',
  countsAsLate: 'counts as late',
  countsAsOnTrack: 'counts as on track',
  notReportedMeaning: 'the lead body was asked and has not reported a status so far',
} as const;
