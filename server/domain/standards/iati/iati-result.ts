import { getAnswerKind, measureRules } from '../../value/measures.ts';
import { type Addresses, escapePathSegment } from '../addresses.ts';
import type { Exchange, ExchangeIndicator, ExchangeRound, ExchangeValue } from '../exchange.types.ts';
import { formatRangeInWords } from '../../language/number-format.ts';
import { findRange } from '../../value/count-range.ts';
import { absenceSentences, describeCoverage } from '../value-words.ts';
import { element, together, type Xml } from '../xml.ts';
import {
  buildEvidenceLink,
  otherResult,
  ownVocabulary,
  resultTypes,
  victimsIndicator,
  victimsIndicatorSplits,
} from './iati-codes.ts';

const narrative = (text: string): Xml => element('narrative', {}, text);

const resultTitles: Readonly<Record<string, string>> = {
  output: 'Outputs',
  outcome: 'Outcomes',
  impact: 'Impact',
};

/** Builds the attributes and first elements of a result, which has one indicator. */
export function buildResultHeader(indicator: ExchangeIndicator): {
  attributes: Record<string, string | boolean>;
  head: Xml[];
} {
  return {
    attributes: {
      type: resultTypes[indicator.level] ?? otherResult,
      'aggregation-status': canBeAdded(indicator),
    },
    head: [
      element(
        'title',
        {},
        narrative(`${resultTitles[indicator.level] ?? 'Other results'}: ${indicator.title}`),
      ),
    ],
  };
}

/**
 * Whether values can be added up. Only plain sums can; a person or case may be in the reports of two states.
 */
const canBeAdded = (indicator: ExchangeIndicator) => indicator.aggregation === 'sum';

/** Builds the attributes and first elements of an indicator, up to its periods. */
export function buildIndicatorHeader(
  exchange: Exchange,
  addresses: Addresses,
  indicator: ExchangeIndicator,
): { attributes: Record<string, string | boolean | undefined>; head: Xml[] } {
  const notes = exchange.comparabilityNotes.filter((note) => note.indicator === indicator.code);
  const page = addresses.pinned(`/indicators/${escapePathSegment(indicator.code)}`);
  return {
    attributes: {
      measure: measureRules[indicator.measure].iati,
      ascending: indicator.direction === 'none' ? undefined : indicator.direction === 'up',
      'aggregation-status': canBeAdded(indicator),
    },
    head: [
      element('title', {}, narrative(`${indicator.code}: ${indicator.title}`)),
      element(
        'description',
        {},
        narrative(
          [
            indicator.definition,
            `Unit: ${indicator.unit}.`,
            indicator.countingRule,
            ...notes.map(({ note, reporter, round }) =>
              [reporter, round ? `from round ${round}` : null, note]
                .filter((words) => words !== null)
                .join(', '),
            ),
          ]
            .filter((sentence) => sentence !== '')
            .join(' '),
        ),
      ),
      ...exchange.evidence
        .filter((item) => item.indicator === indicator.code)
        .map((item) => buildEvidenceLink(exchange, addresses, item)),
      ...(countsVictims(indicator)
        ? [element('reference', { vocabulary: victimsIndicator.vocabulary, code: victimsIndicator.code })]
        : []),
      element('reference', { vocabulary: ownVocabulary, code: indicator.code, 'indicator-uri': page }),
      ...(indicator.baseline
        ? [element('baseline', { year: indicator.baseline.year, value: indicator.baseline.value })]
        : []),
    ],
  };
}

/**
 * Whether an indicator counts the same as SDG indicator 16.2.2: victims by sex, age and form of exploitation.
 */
function countsVictims(indicator: ExchangeIndicator): boolean {
  return (
    getAnswerKind(indicator.measure) === 'number' &&
    indicator.personCount &&
    victimsIndicatorSplits.every((code) => indicator.dimensions.some((dimension) => dimension.code === code))
  );
}

/**
 * Writes the periods of targets. A target is for a whole year and reports are for half of one, so each has
 * its own periods. That of the region is first; one that a state has set for itself names the state, in the same way as
 * its figures. `places` are the locations of the activity, by code.
 */
export function buildTargetPeriods(
  { nationalTargets }: Pick<Exchange, 'nationalTargets'>,
  indicator: ExchangeIndicator,
  places: ReadonlySet<string | null>,
): Xml[] {
  const national = nationalTargets.filter((line) => line.indicator.code === indicator.code);
  const years = new Set([...indicator.targets, ...national].map(({ year }) => year));
  return [...years]
    .sort((a, b) => a - b)
    .map((year) =>
      element(
        'period',
        {},
        element('period-start', { 'iso-date': `${year}-01-01` }),
        element('period-end', { 'iso-date': `${year}-12-31` }),
        ...indicator.targets
          .filter((target) => target.year === year)
          .map(({ value }) => element('target', { value })),
        ...national
          .filter((line) => line.year === year)
          .map(({ target, reporter, outcomeWords }) =>
            element(
              'target',
              { value: target },
              places.has(reporter) ? element('location', { ref: reporter }) : null,
              element('dimension', { name: 'reporter', value: reporter }),
              writeComment(
                `Set by the state for itself; no part of the regional target.${outcomeWords === null ? '' : ` Outcome: ${outcomeWords}.`}`,
              ),
            ),
          ),
      ),
    );
}

/** Writes the first elements of a period, before the values of a round. */
export const buildPeriodHeader = (round: Pick<ExchangeRound, 'periodStart' | 'periodEnd'>): Xml =>
  together([
    element('period-start', { 'iso-date': round.periodStart }),
    element('period-end', { 'iso-date': round.periodEnd }),
  ]);

/**
 * Whether a value is written as `actual`. IATI requires a number in each, except for qualitative indicators,
 * which have none.
 */
export const isActual = (indicator: ExchangeIndicator, value: ExchangeValue): boolean =>
  getAnswerKind(indicator.measure) === 'text' || (value.state === 'reported' && value.value !== null);

/** Writes one value as `actual`. `places` are the locations of the activity, by code. */
export function buildActual(
  indicator: ExchangeIndicator,
  value: ExchangeValue,
  places: ReadonlySet<string | null>,
): Xml {
  return element(
    'actual',
    { value: value.state === 'reported' ? value.value : null },
    places.has(value.reporter_code) ? element('location', { ref: value.reporter_code }) : null,
    value.scope === 'region' ? null : element('dimension', { name: 'reporter', value: value.reporter_code }),
    value.dimension_code === null
      ? null
      : element('dimension', { name: value.dimension_code, value: value.category_code }),
    writeComment(formatValueWords(indicator, value)),
  );
}

/**
 * Writes one value without a number: the reason, the reporter and the breakdown. IATI allows elements of
 * other namespaces after the actuals of a period and has none of its own for this.
 */
export const buildMissingValue = (indicator: ExchangeIndicator, value: ExchangeValue): Xml =>
  element(
    'tracker:without-number',
    {
      state: value.state,
      reporter: value.scope === 'region' ? null : value.reporter_code,
      dimension: value.dimension_code,
      category: value.category_code,
    },
    formatValueWords(indicator, value),
  );

const writeComment = (words: string): Xml | null =>
  words === '' ? null : element('comment', {}, narrative(words));

/**
 * Describes what a number alone does not state: why it is missing, what a percentage is of, who answered
 * what, the coverage.
 */
function formatValueWords(indicator: ExchangeIndicator, value: ExchangeValue): string {
  if (value.state !== 'reported') {
    const range = findRange(value);
    // The note of a suppressed figure, or of none that was released, would repeat it in other words.
    const note = value.state === 'suppressed' || value.state === 'withheld' ? null : value.note;
    return [absenceSentences[value.state], range && `Given as a range: ${formatRangeInWords(range)}.`, note]
      .filter(Boolean)
      .join(' ');
  }
  const label = (code: string) => indicator.choices.find((choice) => choice.code === code)?.label ?? code;
  const coverage = describeCoverage(value);
  return [
    value.numerator !== null && value.denominator !== null
      ? `${value.numerator} of ${value.denominator}.`
      : null,
    value.value === null && getAnswerKind(value.measure) === 'ratio'
      ? `No cases, so no ${value.measure}.`
      : null,
    value.answer === null ? null : `Answer: ${label(value.answer)}.`,
    value.answers === null
      ? null
      : `Answers: ${Object.entries(value.answers)
          .map(([code, count]) => `${label(code)}: ${count}`)
          .join('; ')}.`,
    coverage === null ? null : `${coverage}.`,
    value.note,
    value.kept_from === null ? null : `Kept from publication ${value.kept_from}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
