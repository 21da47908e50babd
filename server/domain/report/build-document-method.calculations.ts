import { coverageWords } from '../figure/build-coverage-figure.ts';
import { describeConstantReporters, formatCoverage } from '../finding/plan-findings.ts';
import { figure as markWords } from '../language/messages/en/figure.ts';
import { editedMark } from '../review/editorial.rules.ts';
import type { ScopedFacts } from './document-scope.calculations.ts';
import { type Composer, column, text } from './document-composer.ts';

/** The number of newest rounds that fit beside a name on a page. */
const roundsShown = 6;

/**
 * Adds the chapter on methods: how the numbers were made, the coverage, what limits comparison, and what the
 * missing-value markers mean.
 */
export function addMethod(composer: Composer, facts: ScopedFacts): void {
  const { coverage, rounds, breaks, scope } = facts;
  composer.heading(1, 'method', 'Method and coverage');
  composer.narrative(facts.narrative.method);
  composer.heading(2, 'method-rules', 'How the numbers are made');
  composer.list([
    'Every number is drawn from reports that were cleared by the reporter and accepted by the secretariat; none was typed into this report.',
    'Totals of the region are put together by the rule of each indicator. Percentages are worked out from numerators and denominators and never averaged.',
    'Counts of persons are sums of reports, not of unique persons.',
    'Zero is a number. A missing number says why it is missing.',
    scope.edition.facts === 'public'
      ? 'Small counts of persons, totals of fewer than three states and whatever would give them away are held back, as on the public pages.'
      : 'What a state has not released about itself stands in no total from which it could be worked out, and figures for internal use are in the edition of no one but the state that reported them.',
    ...(facts.activities.some(({ words }) => words.some(({ edited }) => edited.length > 0))
      ? [
          `Words under “${editedMark}” are its wording of what a reporter wrote. The report itself is not changed.`,
        ]
      : []),
  ]);
  composer.heading(2, 'coverage', 'Who has reported');
  composer.say(
    `${formatCoverage(coverage, rounds)}. ${describeConstantReporters(coverage, rounds)}.`,
    'finding',
  );
  const shown = rounds.slice(-roundsShown);
  composer.table({
    id: 'table-coverage',
    sheet: 'Coverage',
    title: 'Reports received and accepted, by reporter and round',
    columns: [column('reporter', 'Reporter', 2.6), ...shown.map(({ code }) => column(code, code, 1.2))],
    rows: (['state', 'body'] as const).flatMap((kind) => [
      { group: kind === 'state' ? 'Member states' : 'Sectoral bodies' },
      ...coverage
        .filter((row) => row.kind === kind)
        .map((row) => ({
          cells: [
            text(kind === 'state' ? row.name : row.code),
            ...row.states.slice(-shown.length).map((state) => text(coverageWords[state].word)),
          ],
        })),
    ]),
    notes: ['Where a round was not due, the reporter was not asked. The order is that of the names.'],
  });
  const indicators = new Map(facts.indicators.map((indicator) => [indicator.code, indicator.title]));
  const limits = breaks.filter(({ indicator }) => indicators.has(indicator));
  if (limits.length > 0) {
    composer.heading(2, 'comparability', 'What limits comparison');
    const names = new Map(facts.reporters.map(({ code, name }) => [code, name]));
    composer.table({
      id: 'table-comparability',
      sheet: 'Comparability',
      title: 'Changes of definition, law, method or source',
      columns: [
        column('indicator', 'Indicator', 2.6),
        column('who', 'Reporter', 1.4),
        column('from', 'From', 1),
        column('note', 'What is different', 4),
      ],
      rows: limits.map(({ indicator, reporter, round, note }) => ({
        cells: [
          text(indicators.get(indicator) ?? '', { lead: indicator }),
          text(reporter === null ? 'All' : (names.get(reporter) ?? reporter)),
          text(round ?? ''),
          text(note),
        ],
      })),
    });
  }
  composer.heading(2, 'marks', 'Marks and what they mean');
  composer.table({
    id: 'table-marks',
    sheet: 'Marks',
    title: 'What stands where there is no number',
    columns: [column('mark', 'Mark', 1.4), column('meaning', 'Meaning', 5)],
    rows: marks.map(([state, meaning]) => ({
      cells: [text(markWords[state].toLowerCase(), { strong: true }), text(meaning)],
    })),
  });
  composer.narrative(facts.narrative.lessons);
}

const marks = [
  ['suppressed', 'There is a number. It is held back to protect persons or a single reporter.'],
  ['withheld', 'There is a number. The reporter has not released it.'],
  ['not_available', 'The reporter was asked and has no number.'],
  ['not_applicable', 'The question does not apply.'],
  ['not_yet_reported', 'No accepted report holds it yet.'],
] as const;
