import { z } from 'zod';
import { getTotal, type CheckedActivity, type CheckedIndicator } from './checked-report.ts';
import { createRule, type RuleHit } from './rule.ts';

const none = z.strictObject({});

const describeCopied = (code: string, copiedFrom: string | null, field: string): RuleHit[] =>
  copiedFrom === null
    ? []
    : [
        {
          field,
          sentence: `${code} was copied from ${copiedFrom} and has not been confirmed.`,
          advice: 'Read it as a reader would. Correct what has changed, then confirm it.',
        },
      ];

const listUnanswered = (code: string, queries: (CheckedActivity | CheckedIndicator)['openQueries']) => {
  // Two queries on one field are one thing to do.
  const fields = new Set(queries.filter(({ answered }) => !answered).map(({ field }) => field));
  return [...fields].map(
    (field): RuleHit => ({ field, sentence: `Answer the question about ${code}.`, advice: '' }),
  );
};

/** Rules that check what a report needs before it is submitted, and what nobody has looked at yet. */
export const activityPresenceRules = {
  copied_not_confirmed: createRule('activity', {
    asks: 'What was copied from an earlier round has been confirmed.',
    severity: 'error',
    fixed: true,
    parameters: none,
    check: ({ code, copiedFrom }) => describeCopied(code, copiedFrom, ''),
  }),
  question_unanswered: createRule('activity', {
    asks: 'Every question of the secretariat has an answer.',
    severity: 'error',
    fixed: true,
    parameters: none,
    check: ({ code, openQueries }, _, { returned }) => (returned ? listUnanswered(code, openQueries) : []),
  }),
};

export const indicatorPresenceRules = {
  not_available_without_note: createRule('indicator', {
    asks: 'A figure that is not available or not applicable has a note that says why.',
    severity: 'warning',
    parameters: none,
    check({ definition: { code }, cells, note }) {
      const total = getTotal(cells);
      if (!total || total.state === 'reported' || note.trim() !== '') return [];
      return [
        {
          field: 'note',
          sentence: `Say in the note why ${code} is ${total.state === 'not_available' ? 'not available' : 'not applicable'}.`,
          advice: 'One sentence is enough: who has the figure, and when it could be available.',
        },
      ];
    },
  }),
  copied_not_confirmed: createRule('indicator', {
    asks: 'What was copied from an earlier round has been confirmed.',
    severity: 'error',
    fixed: true,
    parameters: none,
    check: ({ definition: { code }, copiedFrom }) => describeCopied(code, copiedFrom, ''),
  }),
  question_unanswered: createRule('indicator', {
    asks: 'Every question of the secretariat has an answer.',
    severity: 'error',
    fixed: true,
    parameters: none,
    check: ({ definition: { code }, openQueries }, _, { returned }) =>
      returned ? listUnanswered(code, openQueries) : [],
  }),
};
