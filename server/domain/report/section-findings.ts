import { measureRules } from '../value/measures.ts';
import { formatLowerFirst } from '../finding/sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import type { ReportFigure, ReportIndicator } from './build-facts.calculations.ts';
import { type Facts, serialiseReference } from './reference.rules.ts';
import {
  type SectionHeading,
  findActivityPlace,
  type ScopedIndicator,
  filterSectionIndicators,
} from './report-sections.rules.ts';
import { formatNoun } from '#server/domain/language/counted-nouns.ts';

/** A sentence derived from the round's data, with references for its numbers. */
export type SectionFinding = { id: string; text: string };

export type FindingMaterial = {
  facts: Facts;
  statuses: readonly { code: string; label: string; isOnTrack: boolean }[];
  /** Codes of rounds, oldest first. */
  rounds: readonly { code: string; title: string }[];
  indicators: readonly ScopedIndicator[];
  figures: readonly Pick<ReportIndicator, 'code' | 'figures'>[];
  /** Indicators that changed from this round on, for everybody, and in what. */
  breaks: readonly { indicator: string; kind: string }[];
};

/**
 * Builds draft findings for a section in neutral words. They state what the numbers show and do not judge;
 * whoever inserts one edits it. Words that depend on a number ("rose") are for its current value: the page
 * warns when the number has changed.
 */
export function buildSectionFindings(section: SectionHeading, material: FindingMaterial): SectionFinding[] {
  const opening = [
    ...(section.kind === 'summary' || section.kind === 'method'
      ? [
          {
            id: 'reports',
            text: `{{reports states}} and {{reports bodies}} reported for ${describeRound(material.rounds.at(-1)?.title ?? 'the round')}.`,
          },
        ]
      : []),
    ...describeActivities(section, material),
  ];
  return [
    ...opening,
    ...filterSectionIndicators(section, material.indicators).flatMap((indicator) =>
      formatIndicator(section, indicator, material),
    ),
  ];
}

/** Returns a round's title within a sentence: "first half of 2025". */
const describeRound = (title: string) =>
  /^(?:first|second|third|fourth|last)\b/i.test(title) ? `the ${formatLowerFirst(title)}` : title;

function describeActivities(
  section: SectionHeading,
  { facts, statuses }: Pick<FindingMaterial, 'facts' | 'statuses'>,
): SectionFinding[] {
  if (section.kind === 'lessons' || section.kind === 'method' || section.kind === 'decisions') return [];
  const place = findActivityPlace(section);
  const name = (group: string | null) => serialiseReference({ kind: 'activities', group, ...place });
  const count = (group: string | null) => Number(facts.get(name(group))?.text ?? Number.NaN);
  if (!(count(null) > 0)) return [];
  const about =
    section.kind === 'summary'
      ? ''
      : section.kind === 'lens'
        ? ` on ${formatLowerFirst(section.title)}`
        : ` under ${section.code}`;
  const are = (group: string) => `{{${name(group)}}} ${count(group) === 1 ? 'is' : 'are'}`;
  // Each status under its own word, as in the tables: "on track" is never said of several together.
  const running = statuses
    .filter(({ isOnTrack }) => isOnTrack)
    .map(({ code, label }) => `${are(code)} ${formatLowerFirst(label).replace(/,.*/, '')}`);
  return [
    {
      id: 'activities',
      text: `Of {{${name(null)}}} activities${about}, ${formatList([`${are('done')} completed`, ...running, `${are('late')} delayed`])}.`,
    },
  ];
}

function formatIndicator(
  section: SectionHeading,
  indicator: ScopedIndicator,
  { figures, rounds, breaks }: FindingMaterial,
): SectionFinding[] {
  const slice =
    section.kind === 'lens' ? indicator.lenses.find(({ code }) => code === section.code) : undefined;
  const part = { dimension: slice?.dimension ?? null, category: slice?.category ?? null };
  const given = figures.find(({ code }) => code === indicator.code)?.figures ?? [];
  const [newest, previous] = [rounds.at(-1), rounds.at(-2)];
  const find = (round: { code: string } | undefined) =>
    given.find(
      (one) =>
        one.round === round?.code && one.dimension === part.dimension && one.category === part.category,
    );
  const [now, before] = [find(newest), find(previous)];
  if (!now) return [];
  const name = (round: string | null, aspect: 'value' | 'coverage' = 'value') =>
    `{{${serialiseReference({ kind: 'indicator', indicator: indicator.code, round, ...part, aspect })}}}`;
  const subject = `${indicator.title} (${indicator.code}${part.category ? `, ${part.category.replaceAll('_', ' ')}` : ''})`;
  const id = indicator.code;
  if (!hasNumber(now)) return [{ id, text: `${subject}: ${name(null)}.` }];
  const isRegister = indicator.reportedBy === 'register';
  const { printedUnit, currency } = measureRules[indicator.measure];
  const unit = (printedUnit ?? currency) ? '' : ` ${formatNoun(indicator.unit, now.value)}`;
  const coverage = isRegister ? '' : `, from ${name(null, 'coverage')}`;
  const overlap =
    indicator.crossBorderOverlap && now.contributing > 1
      ? ' A person who was counted by two states is in this total twice.'
      : '';
  const broken = breaks.filter((one) => one.indicator === indicator.code).map(({ kind }) => kind);
  if (!before || !previous || !hasNumber(before)) {
    return [{ id, text: `${subject}: ${name(null)}${unit}${coverage}.${overlap}` }];
  }
  const isSameCoverage =
    isRegister || (now.contributing === before.contributing && now.expected === before.expected);
  const difference = parseDecimal(now.value) - parseDecimal(before.value);
  const move =
    difference === 0n
      ? `${name(null)}${unit}, the same as in ${describeRound(previous.title)}`
      : `${difference > 0n ? 'rose' : 'fell'} from ${name(previous.code)} in ${describeRound(previous.title)} to ${name(null)}${unit}`;
  const reservations = [
    ...(isSameCoverage
      ? []
      : [`the coverage differs (${name(previous.code, 'coverage')} in the round before)`]),
    ...(broken.length > 0
      ? [`the ${broken.join(' and the ')} ${broken.length > 1 ? 'are' : 'is'} not the same`]
      : []),
  ];
  const reserve =
    reservations.length > 0 ? `; ${reservations.join(' and ')}, so the two are not strictly comparable` : '';
  const link = difference === 0n ? ': ' : ' ';
  return [{ id, text: `${subject}${link}${move}${coverage}${reserve}.${overlap}` }];
}

const hasNumber = (figure: ReportFigure): figure is ReportFigure & { value: string } =>
  figure.state === 'reported' && figure.value !== null;

/** Appends a finding to a text as a paragraph; the existing text stays unchanged. */
export function addFinding(text: string, finding: string): string {
  const before = text.trimEnd();
  return before === '' ? finding : `${before}\n\n${finding}`;
}
