import type {
  DocumentBody,
  PublishedIndicator,
  PublishedTargets,
  PublishedValue,
} from '../publication/documents.ts';
import { compareText } from '../publication/compare-text.ts';
import { findValue } from '../publication/published-parts.ts';
import { calculateTargetPace, type TargetPace } from './pace.rules.ts';
import {
  calculateYear,
  decideTargets,
  listDefinitionBreaks,
  type TargetOutcome,
} from './year-verdict.rules.ts';

/** A state's own target for a year, beside the figure that the state itself has made public. */
export type NationalTargetLine = {
  indicator: Pick<PublishedIndicator, 'code' | 'title' | 'measure' | 'unit'>;
  year: number;
  target: string;
  /** The state's own public figure of the year; null where it has none. */
  value: string | null;
  /** The rounds in it. */
  rounds: string[];
  mayRepeatPersons: boolean;
  /** Null without a direction. */
  outcome: TargetOutcome | null;
  /** Why it cannot be said; empty for every other outcome. */
  doubt: string;
  outcomeWords: string | null;
  /** How far it is, beside how much of its time has passed; null where that cannot be compared. */
  pace: TargetPace | null;
};

type Published = {
  rounds: DocumentBody<'rounds'>;
  indicators: readonly PublishedIndicator[];
  comparability: DocumentBody<'comparability'>;
  /** What is public of an indicator in a round. */
  valuesOf: (indicator: string, round: string) => readonly PublishedValue[];
};

/**
 * Lists the targets of a state in plan order, by year, with how they come out. Everything is worked out from what the
 * publication shows of the state itself: a figure that is suppressed, given as a range or not released counts as none, so
 * no outcome tells more than the figures beside it.
 */
export function listNationalTargets(
  reporter: string,
  targets: readonly PublishedTargets[],
  { rounds, indicators, comparability, valuesOf }: Published,
): NationalTargetLine[] {
  return indicators.flatMap((indicator) => {
    const { code, title, measure, unit } = indicator;
    const own = targets.find((each) => each.indicator === indicator.code);
    if (!own) return [];
    const figures = rounds.flatMap(({ code: round }) => {
      const found = findValue(valuesOf(indicator.code, round), {
        scope: reporter,
        dimension: null,
        category: null,
      });
      // One report is in it, of the one that it could be.
      return found?.state === 'reported'
        ? [{ round, state: found.state, value: found.value, contributing: 1, expected: 1 }]
        : [];
    });
    const subject = { ...indicator, targets: own.targets };
    const breaks = listDefinitionBreaks(comparability, indicator.code);
    const verdicts = decideTargets(subject, rounds, figures, breaks);
    return own.targets
      .toSorted((a, b) => a.year - b.year || compareText(a.value, b.value))
      .map(({ year, value: target }) => {
        const verdict = verdicts.find((each) => each.target.year === year);
        const figure = verdict?.figure ?? calculateYear(subject, rounds, figures, breaks, year);
        return {
          indicator: { code, title, measure, unit },
          year,
          target,
          value: figure.value,
          rounds: figure.parts.map(({ round }) => round),
          mayRepeatPersons: figure.mayRepeatPersons,
          outcome: verdict?.outcome ?? null,
          doubt: verdict?.doubt ?? '',
          outcomeWords: verdict?.words ?? null,
          // The baseline of a state is not published.
          pace: calculateTargetPace(
            { ...subject, baseline: null },
            { year, value: target },
            rounds,
            figures,
            breaks,
          ),
        };
      });
  });
}
