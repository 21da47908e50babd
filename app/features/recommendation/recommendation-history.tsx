import { DateText } from '#app/components/date-text.tsx';
import {
  followUpLabels,
  type Recommendation,
  type RecommendationContent,
  responseLabels,
} from '#server/domain/recommendation/recommendation.schema.ts';
import { describeVersion } from './recommendation-words.ts';
import record from '#app/features/forms/record.module.css';

/** What was recorded of responses and statuses, newest first. Nothing of it is changed or removed. */
export function ResponseHistory({ responses, statuses }: Pick<Recommendation, 'responses' | 'statuses'>) {
  const all = [
    ...responses.map((one) => ({
      at: one.recordedAt,
      by: one.recordedBy,
      on: one.on,
      title: `${one.by}: ${responseLabels[one.kind].toLowerCase()}`,
      text: one.reason,
      more: [
        one.activities.length > 0 ? `Activities ${one.activities.join(', ')}.` : '',
        one.indicators.length > 0 ? `Indicators ${one.indicators.join(', ')}.` : '',
        `Source: ${one.source}`,
      ].filter(Boolean),
      dueOn: one.dueOn,
    })),
    ...statuses.map((one) => ({
      at: one.recordedAt,
      by: one.recordedBy,
      on: one.on,
      title: `${one.by}: ${followUpLabels[one.status].toLowerCase()}`,
      text: one.note,
      more: [],
      dueOn: null,
    })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : Number(a.at > b.at) * -1));
  return (
    <ol className={record.history}>
      {all.map((one) => (
        <li key={`${one.at} ${one.title}`}>
          <p>
            {one.title}, <DateText iso={one.on} />
            {one.dueOn ? (
              <>
                , to be done by <DateText iso={one.dueOn} />
              </>
            ) : null}
          </p>
          {one.text ? <p>{one.text}</p> : null}
          {one.more.length > 0 ? <p>{one.more.join(' ')}</p> : null}
          <p className={record.muted}>
            Recorded{one.by ? ` by ${one.by}` : ''}, <DateText iso={one.at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Every version of a recommendation, newest first. */
export function RecommendationVersions({
  versions,
}: {
  versions: readonly { version: number; content: RecommendationContent; by: string; at: string }[];
}) {
  return (
    <ol className={record.history}>
      {versions.map(({ version, content, by, at }) => (
        <li key={version}>
          <p>{content.text}</p>
          <p>{describeVersion(content)}</p>
          <p className={record.muted}>
            Version {version}
            {by ? `, ${by}` : ''}, <DateText iso={at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}
