import { z } from 'zod';
import { createRule, type RuleHit } from './rule.ts';

/** Words in square brackets: a blank of a suggested text that nobody has filled in. "[3]" and "[sic]" are none. */
const placeholder = /\[(?!sic\])\p{L}[^[\]\n]{0,80}\](?!\()/u;

const fieldNames: Readonly<Record<string, string>> = {
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  note: 'Note',
};

/** Lists the texts in which a blank was left, with the first blank of each. */
function listPlaceholders(code: string, texts: readonly (readonly [string, string | null])[]): RuleHit[] {
  return texts.flatMap(([field, text]) => {
    const found = placeholder.exec(text ?? '')?.[0];
    return found === undefined
      ? []
      : [
          {
            field,
            sentence: `${fieldNames[field] ?? 'Answer'} of ${code} still has “${found}”.`,
            advice: 'Replace the words in square brackets, or remove them.',
          },
        ];
  });
}

const described = {
  asks: 'No text has words in square brackets that were to be replaced.',
  severity: 'error',
  fixed: true,
  parameters: z.strictObject({}),
} as const;

/** Rules that find blanks of a suggested text. */
export const activityPlaceholderRules = {
  placeholder_left: createRule('activity', {
    ...described,
    check: ({ code, achievements, challenges, nextSteps }) =>
      listPlaceholders(code, [
        ['achievements', achievements],
        ['challenges', challenges],
        ['nextSteps', nextSteps],
      ]),
  }),
};

export const indicatorPlaceholderRules = {
  placeholder_left: createRule('indicator', {
    ...described,
    check: ({ definition: { code }, cells, note }) =>
      listPlaceholders(code, [
        ...cells.map(
          ({ dimension, category, text }) =>
            [dimension === null ? 'total' : `${dimension}=${category}`, text] as const,
        ),
        ['note', note],
      ]),
  }),
};
