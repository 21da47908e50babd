import type { IndicatorDefinition } from './indicator-definition.ts';

type Choice = Pick<IndicatorDefinition, 'choices'>;

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The answers of a list with yes and no, in words: "yes, partly or no"; null for any other list. */
export function findYesNo({ choices }: Choice): string | null {
  const codes = choices.map(({ code }) => code);
  if (!codes.includes('yes') || !codes.includes('no')) return null;
  return anyOf.format(choices.map(({ label }) => label.toLowerCase()));
}

/** What a list of answers is about: where they are yes and no, the plan's own words say what they answer. */
export function describeChoice(indicator: Choice & Pick<IndicatorDefinition, 'title'>): string {
  const answers = findYesNo(indicator);
  return answers === null ? 'Answer' : `Answer ${answers}: ${indicator.title}`;
}
