import { getAnswerKind } from '#server/domain/value/measures.ts';
import type { QueryInput } from '#server/use-cases/review/raise-query.ts';
import { type ActivityContent, type ActivityHistory, buildActivityContent } from './activity-content.ts';
import { buildCaseLoad } from './case-load.ts';
import { buildIndicatorContent, type DemoIndicator, type IndicatorContent } from './indicator-content.ts';
import * as sentences from './other-sentences.ts';
import { createRandom, type Random } from './random.ts';

/** What is asked of one reporter in one round. */
export type DueReport = {
  reporter: string;
  kind: 'state' | 'body';
  activities: readonly string[];
  indicators: readonly DemoIndicator[];
};

/** A question of the secretariat and what the reporter answers. */
export type DemoQuery = QueryInput & { answer: string };

export type ReportContent = {
  activities: Map<string, ActivityContent>;
  indicators: Map<string, IndicatorContent>;
  /** First versions of the items that are corrected later, by code. */
  firstActivities: Map<string, ActivityContent>;
  firstIndicators: Map<string, IndicatorContent>;
  queries: DemoQuery[];
};

export type Extent = 'full' | 'partial' | 'third' | 'little';

/** The share of what is due that a report gives: nobody reports everything. */
const shareOf: Record<Extent, { activities: number; indicators: number }> = {
  full: { activities: 0.97, indicators: 0.96 },
  partial: { activities: 0.7, indicators: 0.72 },
  third: { activities: 0.34, indicators: 0.34 },
  little: { activities: 0.1, indicators: 0.08 },
};

export type ReportContentInput = {
  due: DueReport;
  round: string;
  period: number;
  extent: Extent;
  size: number;
  courseOf: ReadonlyMap<string, ActivityHistory>;
  /** Whether some items have a first version that is corrected later. */
  flawed: boolean;
};

/** The whole of a report, the same whenever it is made. */
export function buildReportContent(input: ReportContentInput): ReportContent {
  const { due, round, period, size } = input;
  const { reporter, kind } = due;
  const load = buildCaseLoad(reporter, size, period);
  const isGiven = (kindOfItem: 'activities' | 'indicators', code: string) =>
    createRandom('given', reporter, round, code).chance(shareOf[input.extent][kindOfItem]);
  const activities = new Map(
    due.activities
      .filter((code) => isGiven('activities', code))
      .map((activity) => {
        const course = input.courseOf.get(activity);
        return [activity, buildActivityContent({ reporter, kind, round, activity, course })];
      }),
  );
  const indicators = new Map(
    due.indicators
      // A position is quickly given, so that a whole report has all of them.
      .filter(
        ({ code, measure }) =>
          (getAnswerKind(measure) === 'choice' && input.extent === 'full') || isGiven('indicators', code),
      )
      .map((indicator) => [
        indicator.code,
        buildIndicatorContent(indicator, { reporter, kind, size, period, load }),
      ]),
  );
  const content: ReportContent = {
    activities,
    indicators,
    firstActivities: new Map(),
    firstIndicators: new Map(),
    queries: [],
  };
  if (input.flawed) {
    const random = createRandom('flaws', reporter, round);
    addIndicatorFlaw(content, due, random);
    addActivityFlaw(content, random);
  }
  return content;
}

/** A split that is missing at first or, where nothing is split, a note. */
function addIndicatorFlaw(content: ReportContent, due: DueReport, random: Random) {
  const reported = due.indicators.filter(
    ({ code }) => content.indicators.get(code)?.cells[0]?.state === 'reported',
  );
  if (reported.length === 0) return;
  const isSplitBy = (code: string, dimension: string) =>
    content.indicators
      .get(code)
      ?.cells.some(({ by, state }) => by && dimension in by && state === 'reported') ?? false;
  const split = reported.filter(({ code, dimensions }) =>
    dimensions.some((dimension) => isSplitBy(code, dimension.code)),
  );
  const indicator = random.pick(split.length > 0 ? split : reported);
  const last = content.indicators.get(indicator.code);
  if (!last) return;
  const dimension = indicator.dimensions.findLast(({ code }) => isSplitBy(indicator.code, code));
  if (dimension) {
    const cells = last.cells.filter(({ by }) => !by || !(dimension.code in by));
    content.firstIndicators.set(indicator.code, { ...last, cells });
    content.queries.push({
      subject: 'indicator',
      code: indicator.code,
      field: `${dimension.code}=${dimension.categories[0]}`,
      question: random.pick(sentences.missingSplitQuestions).replace('{d}', dimension.name.toLowerCase()),
      answer: random.pick(sentences.missingSplitAnswers),
    });
    return;
  }
  content.firstIndicators.set(indicator.code, { ...last, note: '' });
  content.indicators.set(indicator.code, { ...last, note: last.note || random.pick(sentences.countNotes) });
  content.queries.push({
    subject: 'indicator',
    code: indicator.code,
    field: 'note',
    question: random.pick(sentences.noteQuestions),
    answer: random.pick(sentences.noteAnswers),
  });
}

function addActivityFlaw(content: ReportContent, random: Random) {
  const told = [...content.activities].filter(([, { achievements }]) => achievements !== '');
  if (told.length === 0) return;
  const [code, last] = random.pick(told);
  content.firstActivities.set(code, { ...last, achievements: random.pick(sentences.thinAchievements) });
  content.queries.push({
    subject: 'activity',
    code,
    field: 'achievements',
    question: random.pick(sentences.achievementQuestions),
    answer: random.pick(sentences.achievementAnswers),
  });
}
