/** The words of an activity's questions, on its page as in the summary, history and comparison. */
export const activityWords = {
  status: { label: 'Status', hint: '' },
  achievements: {
    label: 'Achievements',
    hint: 'What was done in this half year and what it changed: numbers, places, partners. No names of victims or witnesses.',
  },
  challenges: {
    label: 'Challenges',
    hint: 'What held the activity up, and what would help. Needed when it is late or on hold.',
  },
  nextSteps: {
    label: 'Next steps',
    hint: 'What comes next, by when, and who does it.',
  },
  narrativeReleased: {
    label: 'The public may read these words',
    hint: 'Achievements, challenges and next steps are then shown on the public pages under your name, once the report is accepted and published. Without this, they stay between you and the secretariat.',
  },
} as const;

export type ActivityQuestion = keyof typeof activityWords;
