import { decideFigures, type FigureInput, type TracedFigure } from './decide-figures.ts';
import { buildEditionRules, type EditionRule } from './edition-rule.rules.ts';

/** Of figures with a number: how many are shown, and how many are given as a range. */
export type ShownFigures = { figures: number; shown: number; ranges: number };

/** What restricted editions would show of a round by one rule: of the region's totals, and of their parts. */
export type EditionRuleEffect = { rule: EditionRule; totals: ShownFigures; parts: ShownFigures };

/** Decides a round again by one rule. The public edition of the round is among the earlier figures of `input`. */
export function calculateEditionRuleEffect(
  input: FigureInput,
  round: string,
  rule: EditionRule,
): EditionRuleEffect {
  const { figures } = decideFigures({ ...input, rounds: [round] }, buildEditionRules(rule));
  const regional = figures.filter(({ scope, contributing }) => scope === 'region' && contributing.length > 0);
  return {
    rule,
    totals: countShown(regional.filter(({ dimension }) => dimension === null)),
    parts: countShown(regional.filter(({ dimension }) => dimension !== null)),
  };
}

const countShown = (figures: readonly TracedFigure[]): ShownFigures => ({
  figures: figures.length,
  shown: figures.filter(({ show, state }) => show && state === 'reported').length,
  ranges: figures.filter(({ range }) => range !== null).length,
});
