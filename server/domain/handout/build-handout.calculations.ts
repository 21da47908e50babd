import { buildActivitiesByArea } from '../figure/build-status-figures.ts';
import type { FigureDefinition } from '../figure/figure.types.ts';
import { describeLateReasons, describePlanStatus } from '../finding/plan-findings.ts';
import { formatShareOf } from '../finding/sentence-parts.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { handout as words } from '../language/messages/en/handout.ts';
import { formatDate } from '../language/date-format.ts';
import { listMessages } from '../report/build-document-ministers.calculations.ts';
import { addNationalTargets } from '../report/build-document-targets.calculations.ts';
import { buildIndicatorRow, listIndicatorColumns } from '../report/build-document-areas.calculations.ts';
import {
  buildColumn,
  buildFigureCell,
  buildTextCell,
  type Composer,
  countActivities,
  createComposer,
  filterFacts,
  listLate,
} from '../report/document-composer.ts';
import type { DocumentSection, PaperDocument } from '../report/document.types.ts';
import type { EditionFacts, FactActivity, FactIndicator } from '../report/edition-facts.types.ts';
import { findEdition } from '../report/edition.rules.ts';
import { getAnswerKind, isAnsweredInWords } from '../value/measures.ts';

/** What a brief and a deck are about: a whole publication, or one part of its plan. */
export const handoutKinds = ['publication', 'area', 'state', 'body', 'partner'] as const;
export type HandoutKind = (typeof handoutKinds)[number];
export type HandoutSubject = {
  kind: HandoutKind;
  /** Of the area, state, body or partner; empty for a publication. */
  code: string;
};

export const handoutFormats = ['pdf', 'pptx'] as const;
/** `pdf` is the brief, `pptx` the deck. */
export type HandoutFormat = (typeof handoutFormats)[number];

type Facts = Omit<
  EditionFacts,
  'audience' | 'narrative' | 'compilation' | 'meeting' | 'meetingOn' | 'editionRule'
>;
type Publication = { number: number; title: string; publishedAt: string; meeting: string };
type Scoped = Facts & { subject: HandoutSubject; name: string };

/** Rows that fit beside the rest on two pages. */
const mostLate = 4;
const mostIndicators = 8;
const mostReleased = 12;
const mostTargets = 6;
const mostTrends = 2;
/** Letters of a reason: about three lines of its column. */
const mostReason = 170;

/**
 * Builds the brief of a publication, area, state, body or partner: messages, one chart, what is delayed and why,
 * and the indicators, on two pages. The slides of the deck are its blocks. `facts` are those of the publication,
 * so nothing is in it that the public pages do not show. Null if the publication has no such subject.
 */
export function buildHandout(
  facts: Facts,
  subject: HandoutSubject,
  publication: Publication,
): PaperDocument | null {
  const name = findName(facts, subject);
  if (name === null) return null;
  const scoped: Scoped = { ...facts, ...filterSubject(facts, subject), subject, name };
  const composer = createComposer();
  addMessages(composer, scoped);
  addChart(composer, scoped);
  addLate(composer, scoped);
  if (subject.kind === 'state') {
    addReleased(composer, scoped);
    addNationalTargets(
      composer,
      scoped,
      { ...subject, name },
      { level: 1, most: mostTargets, more: words.moreTargets },
    );
  } else addIndicators(composer, scoped);
  const round = facts.round.title;
  const from = fillMessage(words.from, {
    number: String(publication.number),
    date: formatDate(publication.publishedAt.slice(0, 10)),
  });
  return {
    file: {
      title: `${name}: ${round}`,
      subject: facts.plan.title,
      author: 'Secretariat',
      description: from,
      madeAt: publication.publishedAt,
    },
    watermark: '',
    head: { left: facts.plan.title, right: round },
    foot: from,
    title: name,
    subtitle: round,
    facts: [
      { term: words.source, text: `${from} ${words.sourceHelp}` },
      ...(publication.meeting === '' ? [] : [{ term: words.meeting, text: publication.meeting }]),
      ...(facts.plan.notice === '' ? [] : [{ term: words.notice, text: facts.plan.notice }]),
    ],
    cover: null,
    sections: withoutNumbers(composer.finish()),
  };
}

/** Two pages need no numbers of chapters. */
const withoutNumbers = (sections: readonly DocumentSection[]): DocumentSection[] =>
  sections.map(({ orientation, blocks }) => ({
    orientation,
    blocks: blocks.map((block) => (block.kind === 'heading' ? { ...block, number: '' } : block)),
  }));

/** The name of a subject as a title; null if the publication does not have it. */
function findName(facts: Facts, { kind, code }: HandoutSubject): string | null {
  const isIt = (one: { code: string }) => one.code.toUpperCase() === code.toUpperCase();
  switch (kind) {
    case 'publication':
      return words.whole;
    case 'area': {
      const area = facts.areas.find(isIt);
      return area ? `${area.code}. ${area.title}` : null;
    }
    case 'state':
    case 'body':
      return facts.reporters.find((one) => one.kind === kind && isIt(one))?.name ?? null;
    case 'partner':
      return facts.partners.find(({ slug }) => slug === code)?.name ?? null;
  }
}

function filterSubject(
  facts: Facts,
  { kind, code }: HandoutSubject,
): { activities: FactActivity[]; indicators: FactIndicator[] } {
  if (kind === 'publication') return facts;
  if (kind === 'area') {
    return {
      activities: facts.activities.filter(({ area }) => area === code),
      indicators: facts.indicators.filter(({ area }) => area === code),
    };
  }
  const edition = findEdition(kind);
  if (!edition) throw new Error(`There is no edition for a ${kind}.`);
  const reporter = facts.reporters.find((one) => one.code.toUpperCase() === code.toUpperCase());
  return filterFacts(facts, { edition, code: reporter?.code ?? code, name: '', own: null, review: null });
}

/** Puts values into the places of a message. */
const fillMessage = (message: string, values: Readonly<Record<string, string>>): string =>
  message.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

const sentence = (text: string) => `${formatUpperFirst(text)}.`;

function addMessages(composer: Composer, scoped: Scoped): void {
  composer.heading(1, 'messages', words.messages);
  for (const message of listSubjectMessages(scoped)) composer.say(sentence(message), 'finding');
}

function listSubjectMessages(scoped: Scoped): string[] {
  const { activities, statuses, subject } = scoped;
  if (subject.kind === 'publication') return listMessages(scoped);
  if (activities.length === 0) return [words.noActivity];
  const late = listLate(scoped).map(({ words: said }) => ({
    reason: said.find(({ challenges }) => challenges.trim() !== '') ?? null,
  }));
  return [
    describePlanStatus(countActivities(activities), statuses),
    // The title of the chart says where.
    describeLateReasons(late),
    ...describeRecord(scoped),
  ];
}

/** Counts the rounds that a state or body reported for; nothing for others. */
function describeRecord({ coverage, subject }: Scoped): string[] {
  const row = coverage.find(
    ({ code, kind }) => kind === subject.kind && code.toUpperCase() === subject.code.toUpperCase(),
  );
  const asked = (row?.states ?? []).filter((state) => state !== 'not_due');
  if (asked.length === 0) return [];
  const given = asked.filter((state) => state === 'reported').length;
  if (asked.length === 1) return [given === 1 ? words.recordOfOne : words.noRecordOfOne];
  return [fillMessage(words.record, { share: formatShareOf(given, asked.length, 'rounds') })];
}

/** Adds the chart of the subject's activities by status. */
function addChart(composer: Composer, { figures, activities, areas, statuses, subject }: Scoped): void {
  const whole = figures['activities-by-area'];
  if (!whole || activities.length === 0) return;
  const counted = areas
    .map(({ code, title }) => ({
      code,
      title,
      counts: countActivities(activities.filter(({ area }) => area === code)),
    }))
    .filter(({ counts }) => counts.total > 0);
  const chart: FigureDefinition =
    subject.kind === 'publication'
      ? whole
      : buildActivitiesByArea(
          { publication: whole.publication, coverage: whole.coverage },
          statuses,
          counted,
        );
  composer.chart(chart, 'figure-activities');
}

/** Adds what is delayed and why, the first of it. */
function addLate(composer: Composer, scoped: Scoped): void {
  const late = listLate(scoped);
  if (late.length === 0) return;
  composer.heading(1, 'late', words.late);
  composer.table({
    id: 'table-late',
    sheet: 'Delayed',
    title: '',
    columns: [
      buildColumn('code', words.code, 0.7),
      buildColumn('activity', words.activity, 3.4),
      buildColumn('lead', words.lead, 1),
      buildColumn('why', words.why, 4),
    ],
    rows: late.slice(0, mostLate).map((activity) => {
      const said = activity.words.find(({ challenges }) => challenges.trim() !== '');
      return {
        cells: [
          buildTextCell(activity.code, { strong: true }),
          buildTextCell(activity.title),
          buildTextCell(activity.lead),
          buildTextCell(said ? shorten(said.challenges.trim()) : words.noReason),
        ],
      };
    }),
    notes:
      late.length > mostLate ? [fillMessage(words.moreLate, { count: String(late.length - mostLate) })] : [],
  });
}

/** Returns the first sentences of a text up to the most letters of a reason; whole words where one is longer. */
function shorten(text: string): string {
  if (text.length <= mostReason) return text;
  let kept = '';
  for (const piece of text.match(/[^.!?]+[.!?]+\s*/g) ?? []) {
    if (kept.length + piece.length > mostReason) break;
    kept += piece;
  }
  return kept === '' ? `${text.slice(0, mostReason).replace(/\s+\S*$/, '')} …` : kept.trim();
}

/** Adds the indicators of the subject, those with targets first, and the trends of the first of them. */
function addIndicators(composer: Composer, scoped: Scoped): void {
  const counted = scoped.indicators
    .filter(({ measure }) => getAnswerKind(measure) !== 'text')
    .toSorted((a, b) => Number(b.targets.length > 0) - Number(a.targets.length > 0));
  if (counted.length === 0) return;
  composer.heading(1, 'indicators', words.indicators);
  composer.table({
    id: 'table-indicators',
    sheet: 'Indicators',
    title: '',
    columns: listIndicatorColumns(scoped),
    rows: counted.slice(0, mostIndicators).map((indicator) => buildIndicatorRow(indicator, scoped)),
    notes:
      counted.length > mostIndicators
        ? [fillMessage(words.moreIndicators, { count: String(counted.length - mostIndicators) })]
        : [],
  });
  const trends = counted.flatMap(({ code, targets, region }) => {
    const trend = scoped.figures[`${code}.course`];
    const known = region.filter(({ state, value }) => state === 'reported' && value !== null);
    return trend && targets.length > 0 && known.length > 1 ? [trend] : [];
  });
  for (const trend of trends.slice(0, mostTrends))
    composer.chart(trend, `figure-${trend.id}`, { half: true });
}

/** Adds what a state has released of its own figures. They stand beside no other state's. */
function addReleased(composer: Composer, { indicators, round, subject, name }: Scoped): void {
  composer.heading(1, 'released', fillMessage(words.released, { name }));
  const released = indicators.flatMap((indicator) => {
    const own = indicator.national.find(
      ({ reporter, figure }) =>
        reporter.toUpperCase() === subject.code.toUpperCase() && figure.state !== 'not_yet_reported',
    );
    return own ? [{ indicator, figure: own.figure }] : [];
  });
  if (released.length === 0) {
    composer.say(fillMessage(words.nothingReleased, { name, round: round.code }));
    return;
  }
  composer.table({
    id: 'table-released',
    sheet: 'Released',
    title: '',
    columns: [
      buildColumn('code', words.code, 0.8),
      buildColumn('indicator', words.indicator, 4.4),
      buildColumn('value', round.code, 1.4, 'right'),
      buildColumn('unit', words.unit, 1.4),
    ],
    rows: released.slice(0, mostReleased).map(({ indicator, figure }) => ({
      cells: [
        buildTextCell(indicator.code, { strong: true }),
        buildTextCell(indicator.title),
        buildFigureCell(indicator, figure),
        buildTextCell(isAnsweredInWords(indicator.measure) ? '' : indicator.unit),
      ],
    })),
    notes:
      released.length > mostReleased
        ? [fillMessage(words.moreIndicators, { count: String(released.length - mostReleased) })]
        : [],
  });
}
