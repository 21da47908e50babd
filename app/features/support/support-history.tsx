import { DateText } from '#app/components/date-text.tsx';
import {
  supportKindLabels,
  supportPartLabels,
  supportStageLabels,
  type SupportContent,
  type SupportStatement,
  statementLabels,
} from '#server/domain/support/support.schema.ts';
import { describeFor, formatMoney } from './support-words.ts';
import record from '#app/features/forms/record.module.css';

type Lists = Parameters<typeof describeFor>[1];

/** Every version of a support, newest first. */
export function SupportVersions({
  versions,
  lists,
}: {
  versions: readonly { version: number; content: SupportContent; by: string; at: string }[];
  lists: Lists;
}) {
  return (
    <ol className={record.history}>
      {versions.map(({ version, content, by, at }) => (
        <li key={version}>
          <p>
            {supportKindLabels[content.kind]}, {supportPartLabels[content.part].toLowerCase()},{' '}
            {describeFor(content, lists)}. {content.description}
            {content.withdrawn ? ' Withdrawn.' : ''}
          </p>
          <p>
            {content.amounts
              .map(
                ({ stage, year, currency, amount }) =>
                  `${supportStageLabels[stage]} ${year}: ${formatMoney(currency, amount)}`,
              )
              .join('; ') || 'No amounts'}
          </p>
          <p className={record.muted}>
            Version {version}
            {by ? `, ${by}` : ''}, <DateText iso={at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What the partner said, newest first. */
export function SupportStatements({ statements }: { statements: readonly SupportStatement[] }) {
  return (
    <ol className={record.history}>
      {statements.map(({ kind, text, version, by, at }) => (
        <li key={`${at} ${kind}`}>
          <p>{statementLabels[kind]}</p>
          {text ? <p>{text}</p> : null}
          <p className={record.muted}>
            About version {version}
            {by ? `, ${by}` : ''}, <DateText iso={at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}
