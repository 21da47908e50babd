import { Link } from 'react-router';
import { formatDateTime } from '#server/domain/language/date-format.ts';
import { DateText } from '#app/components/date-text.tsx';
import type { History } from '#app/contract.ts';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import { buildItemPath, buildReportPath, type ReportKey } from '../submission/report-paths.ts';
import styles from './change-list.module.css';
import {
  describeChanges,
  type FieldChange,
  readEvidenceRevision,
  type RevisionGroup,
} from './describe-changes.ts';

interface ChangeListProps {
  groups: readonly RevisionGroup[];
  words: History['words'];
  reportKey: ReportKey;
}

/** Who changed what, newest first, with what stood there before. */
export function ChangeList({ groups, words, reportKey }: ChangeListProps) {
  return (
    <ol className={styles.list}>
      {groups.map((group) => {
        const changes = describeChanges(group, words);
        return changes.length === 0 ? null : (
          <li key={group.id} className={styles.entry}>
            <h3 className={styles.title}>
              <ItemTitle group={group} words={words} reportKey={reportKey} />
            </h3>
            <p className={styles.who}>
              {group.by}, <SavedAt group={group} />
            </p>
            <FieldChanges changes={changes} />
          </li>
        );
      })}
    </ol>
  );
}

/** What changed, field by field: from what to what. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <dl className={styles.changes}>
      {changes.map((change) => (
        <div key={change.key} className={styles.change}>
          <dt>{change.label}</dt>
          <dd>
            <Change change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ItemTitle({ group, words, reportKey }: Omit<ChangeListProps, 'groups'> & { group: RevisionGroup }) {
  if (group.subject === 'evidence') {
    const { before, after } = readEvidenceRevision(group);
    const place = after ?? before;
    return place?.subject && place.code ? (
      <Link to={buildItemPath(reportKey, place.subject, place.code, 'evidence')}>{place.code}</Link>
    ) : (
      <Link to={`${buildReportPath(reportKey, 'check')}#signed`}>Signed draft</Link>
    );
  }
  const query =
    group.subject === 'query' ? words.queries.find(({ id }) => String(id) === group.code) : undefined;
  const kind = query?.subject ?? (group.subject === 'activity' ? 'activity' : 'indicator');
  const code = query?.code ?? group.code;
  const title = [...words.activities, ...words.indicators].find((item) => item.code === code)?.title;
  return (
    <Link to={buildItemPath(reportKey, kind, code)}>
      {code}
      {title ? ` ${title}` : ''}
    </Link>
  );
}

function SavedAt({ group }: { group: RevisionGroup }) {
  if (group.count === 1) return <DateText iso={group.to} withTime zoneName="UTC" />;
  const time = (iso: string) => formatDateTime(iso).split(', ')[1];
  return (
    <>
      <DateText iso={group.from} withTime />
      {time(group.from) === time(group.to) ? '' : ` to ${time(group.to)}`} (UTC), saved {group.count} times
    </>
  );
}

function Change({ change }: { change: FieldChange }) {
  if (!change.isText) {
    return (
      <>
        <del className={styles.before}>{change.before}</del> →{' '}
        <ins className={styles.after}>{change.after}</ins>
      </>
    );
  }
  return (
    <span className={styles.text}>
      {listTextChanges(change.before, change.after).map(({ kind, text }, index) => {
        const key = `${index}/${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        return kind === 'removed' ? (
          <del key={key} className={styles.before}>
            {text}
          </del>
        ) : (
          <ins key={key} className={styles.after}>
            {text}
          </ins>
        );
      })}
    </span>
  );
}
