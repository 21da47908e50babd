import { formatDate } from '#server/domain/language/date-format.ts';
import type { Outcome } from '#server/domain/recommendation/outcome.rules.ts';
import {
  followUpLabels,
  type RecommendationContent,
  responseLabels,
} from '#server/domain/recommendation/recommendation.schema.ts';

/** The address of the desk's page of an entry's recommendations, or of one of them. */
export const recommendationPath = (item: string, ...parts: string[]): string =>
  ['/secretariat/library', item, 'recommendations', ...parts]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/');

/** "TH: accepted, in progress, overdue since 1 May 2026". */
export function describeOutcome({ by, response, status, overdue, dueOn }: Outcome): string {
  const said = response ? responseLabels[response.kind].toLowerCase() : 'no response';
  const done = status ? followUpLabels[status.status].toLowerCase() : '';
  const due = dueOn ? `${overdue ? 'was due' : 'due'} on ${formatDate(dueOn)}` : '';
  return `${by}: ${[said, done, due].filter(Boolean).join(', ')}`;
}

/** What a version says beside its text, in one line. */
export function describeVersion(content: RecommendationContent): string {
  return [
    `To ${content.addressedTo.join(', ')}`,
    content.place,
    content.activities.length > 0 ? `activities ${content.activities.join(', ')}` : '',
    content.indicators.length > 0 ? `indicators ${content.indicators.join(', ')}` : '',
    content.answerBy ? `response due on ${formatDate(content.answerBy)}` : '',
    content.released ? 'released' : 'not released',
  ]
    .filter(Boolean)
    .join('; ');
}
