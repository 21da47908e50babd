import type { ExchangeActivity, ExchangeIndicator, ReadValues } from '../exchange.types.ts';
import { describeSource } from '../value-words.ts';
import { comment, declaration, serialiseStartTag, together, type Xml } from '../xml.ts';
import {
  buildActivityAttributes,
  type IatiSource,
  listTakingPart,
  buildActivityHeader,
  buildPlanHeader,
  buildWithdrawnAttribute,
} from './iati-activity.ts';
import { trackerNamespace } from './iati-codes.ts';
import {
  isActual,
  buildActual,
  buildIndicatorHeader,
  buildPeriodHeader,
  buildResultHeader,
  buildTargetPeriods,
  buildMissingValue,
} from './iati-result.ts';

/**
 * Yields the plan as IATI 2.03 activities with results, in pieces: the whole plan first, then each activity.
 * An indicator is under its activity, or under the plan if it has none. A piece is at most a page of values,
 * so that no reader waits for another and memory stays small.
 */
export async function* serialiseIati(
  source: IatiSource,
  read: ReadValues,
): AsyncGenerator<string, void, undefined> {
  const { exchange } = source;
  const byActivity = Map.groupBy(exchange.indicators, ({ activity }) => activity);
  yield declaration +
    comment(describeSource(exchange)) +
    comment(
      'A value that is absent is not zero: tracker:without-number says why there is none. Organisation and activity identifiers are illustrative.',
    ) +
    serialiseStartTag('iati-activities', {
      'xmlns:tracker': trackerNamespace,
      version: '2.03',
      'generated-datetime': exchange.publication.publishedAt,
      ...buildWithdrawnAttribute(exchange),
    });
  yield* writeActivity(source, null, byActivity.get(null) ?? [], read);
  for (const activity of exchange.activities) {
    yield* writeActivity(source, activity, byActivity.get(activity.code) ?? [], read);
  }
  yield '</iati-activities>\n';
}

async function* writeActivity(
  source: IatiSource,
  activity: ExchangeActivity | null,
  indicators: readonly ExchangeIndicator[],
  read: ReadValues,
): AsyncGenerator<string, void, undefined> {
  const head = activity ? buildActivityHeader(source, activity) : buildPlanHeader(source);
  yield `${serialiseStartTag('iati-activity', buildActivityAttributes(source, activity))}${join(head)}`;
  const places = new Set<string | null>(listTakingPart(source.exchange, activity).map(({ code }) => code));
  for (const indicator of indicators) yield* writeResult(source, indicator, places, read);
  yield '</iati-activity>\n';
}

async function* writeResult(
  { exchange, addresses }: IatiSource,
  indicator: ExchangeIndicator,
  places: ReadonlySet<string | null>,
  read: ReadValues,
): AsyncGenerator<string, void, undefined> {
  const result = buildResultHeader(indicator);
  const { attributes, head } = buildIndicatorHeader(exchange, addresses, indicator);
  yield serialiseStartTag('result', result.attributes) +
    join(result.head) +
    serialiseStartTag('indicator', attributes) +
    join(head) +
    join(buildTargetPeriods(exchange, indicator, places));
  let open: string | null = null;
  // In a period all actuals come first, so values without a number are buffered to its end: at most one round
  // of one indicator.
  let waiting = '';
  for await (const page of read(indicator.code)) {
    let piece = '';
    for (const value of page) {
      if (value.round_code !== open) {
        if (open !== null) piece += `${waiting}</period>`;
        waiting = '';
        open = value.round_code;
        piece += `<period>${buildPeriodHeader({ periodStart: value.period_start, periodEnd: value.period_end }).xml}`;
      }
      if (isActual(indicator, value)) piece += buildActual(indicator, value, places).xml;
      else waiting += buildMissingValue(indicator, value).xml;
    }
    yield piece;
  }
  yield `${open === null ? '' : `${waiting}</period>`}</indicator></result>`;
}

const join = (parts: readonly Xml[]) => together(parts).xml;
