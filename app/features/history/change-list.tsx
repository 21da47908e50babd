import { getAnswerKind } from '#server/domain/value/measures.ts';
import { formatKinds, needListNames, parseKinds } from '#server/domain/need/need-kinds.ts';
import type { EvidenceItem, History } from '#app/contract.ts';
import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';
import { narrativeFields, readActivityRevision } from '#app/features/entry/activity-draft.ts';
import {
  type ActivityQuestion,
  activityWords,
  indicatorWords,
  releaseWords,
} from '#app/features/entry/item-words.ts';
import {
  readIndicatorSide,
  serialiseActivitySide,
  serialiseIndicatorSide,
} from '#app/features/entry/conflict-sides.ts';
import { compareSides } from '#app/features/entry/conflict.ts';
import { nameCell, readIndicatorRevision } from '#app/features/entry/indicator-draft.ts';
import { describeCell } from '#app/features/submission/report-words.ts';
import { disclosureWords } from '#app/features/evidence/evidence-list.tsx';
import { Link } from 'react-router';
import { DateText, TimeText } from '#app/components/date-text.tsx';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import { buildItemPath, buildReportPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import styles from './change-list.module.css';

/** One field that changed, in words. A text is shown with its differing words marked. */
type FieldChange = { key: string; label: string; before: string; after: string; isText: boolean };

/** What a group of revisions changed; empty when everything stands as it did before. */
export function describeChanges(group: RevisionGroup, words: History['words']): FieldChange[] {
  if (group.subject === 'activity') return describeActivity(group, words.statuses);
  if (group.subject === 'indicator') {
    const definition = words.indicators.find(({ code }) => code === group.code);
    return definition ? describeIndicator(group, definition) : [];
  }
  if (group.subject === 'evidence') return describeEvidence(group);
  const query = words.queries.find(({ id }) => String(id) === group.code);
  const answer = (stored: unknown) =>
    typeof stored === 'object' && stored !== null && 'answer' in stored ? String(stored.answer ?? '') : '';
  return [
    {
      key: 'answer',
      label: query ? `Answer to “${query.question}”` : 'Answer to a question',
      before: answer(group.before),
      after: answer(group.after),
      isText: true,
    },
  ];
}

function describeActivity(
  { before, after }: RevisionGroup,
  statuses: History['words']['statuses'],
): FieldChange[] {
  const sides = {
    mine: serialiseActivitySide(readActivityRevision(after)),
    theirs: serialiseActivitySide(readActivityRevision(before)),
    base: null,
  };
  const show = (key: string, answer: string) => {
    if (key === 'status') return statuses.find(({ code }) => code === answer)?.label ?? 'Not chosen';
    if (key === 'narrativeReleased') return answer === 'yes' ? 'Yes' : 'No';
    const list = needListNames.find((name) => name === key);
    return list ? formatKinds(list, parseKinds(list, answer)) || 'None chosen' : answer;
  };
  return compareSides(sides).map(({ key, mine, theirs }) => ({
    key,
    label: activityWords[key as ActivityQuestion].label,
    before: show(key, theirs),
    after: show(key, mine),
    isText: narrativeFields.some((field) => field === key),
  }));
}

function describeIndicator({ before, after }: RevisionGroup, definition: IndicatorDefinition): FieldChange[] {
  const sides = {
    mine: serialiseIndicatorSide(readIndicatorRevision(after, definition), definition),
    theirs: serialiseIndicatorSide(readIndicatorRevision(before, definition), definition),
    base: null,
  };
  return compareSides(sides).map(({ key, mine, theirs }) => {
    if (key === 'note') {
      return { key, label: indicatorWords.note.label, before: theirs, after: mine, isText: true };
    }
    const show = (answer: string) => {
      if (key === 'release') return releaseWords[answer as Release]?.label ?? answer;
      const cell = readIndicatorSide({ [key]: answer }, definition).cells[key];
      return cell ? describeCell(definition, cell) : '';
    };
    return {
      key,
      label: key === 'release' ? indicatorWords.release.label : nameCell(key, definition),
      before: show(theirs),
      after: show(mine),
      isText: getAnswerKind(definition.measure) === 'text' && key !== 'release',
    };
  });
}

/** What history keeps of a piece of evidence. */
type EvidenceRevision = Pick<EvidenceItem, 'subject' | 'code' | 'cell' | 'title' | 'disclosure'> & {
  /** The name of the file, or the address of the link. */
  source: string;
  sha256: string | null;
};

/** What history keeps of a piece of evidence, from either side of a change. */
function readEvidenceRevision({ before, after }: Pick<RevisionGroup, 'before' | 'after'>): {
  before: EvidenceRevision | null;
  after: EvidenceRevision | null;
} {
  return { before: before as EvidenceRevision | null, after: after as EvidenceRevision | null };
}

/** A piece of evidence that came, went or was changed, in words. */
function describeEvidence(group: RevisionGroup): FieldChange[] {
  const { before, after } = readEvidenceRevision(group);
  const say = (side: EvidenceRevision | null) =>
    side === null
      ? ''
      : `${side.title}${side.source === side.title ? '' : ` (${side.source})`}, ${disclosureWords[side.disclosure].label}`;
  const label = before === null ? 'Evidence added' : after === null ? 'Evidence removed' : 'Evidence changed';
  return [{ key: 'evidence', label, before: say(before), after: say(after), isText: false }];
}

/** As much of a revision as grouping needs. */
type RevisionLike = {
  id: number;
  subject: string;
  code: string;
  by: string;
  at: string;
  before: unknown;
  after: unknown;
};

/** Changes that one person made to one item in one go. */
export type RevisionGroup = {
  /** The id of the newest revision in it. */
  id: number;
  subject: string;
  code: string;
  by: string;
  /** From the first change to the last. */
  from: string;
  to: string;
  before: unknown;
  after: unknown;
  /** How many times it was saved. */
  count: number;
};

/** A pause longer than this starts a new entry. */
const longestPauseMs = 30 * 60 * 1000;

/**
 * Puts the many saves of somebody who writes into one entry: what stood there before the first and after the last.
 * Takes revisions newest first and keeps that order.
 */
export function groupRevisions(revisions: readonly RevisionLike[]): RevisionGroup[] {
  const groups: RevisionGroup[] = [];
  for (const revision of revisions) {
    const group = groups.at(-1);
    const belongs =
      group !== undefined &&
      // What was added and removed again was there.
      group.subject !== 'evidence' &&
      group.subject === revision.subject &&
      group.code === revision.code &&
      group.by === revision.by &&
      Date.parse(group.from) - Date.parse(revision.at) <= longestPauseMs;
    if (belongs) {
      group.before = revision.before;
      group.from = revision.at;
      group.count += 1;
    } else {
      const { id, subject, code, by, at, before, after } = revision;
      groups.push({ id, subject, code, by, from: at, to: at, before, after, count: 1 });
    }
  }
  return groups;
}

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
      <Link to={`${buildReportPath(reportKey, 'whole')}#signed`}>Signed draft</Link>
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
  if (group.count === 1) return <DateText iso={group.to} withTime withZone />;
  // To the minute, as it is shown.
  const isLonger = group.from.slice(0, 16) !== group.to.slice(0, 16);
  return (
    <>
      <DateText iso={group.from} withTime withZone={!isLonger} />
      {isLonger ? (
        <>
          {' to '}
          <TimeText iso={group.to} withZone />
        </>
      ) : null}
      , saved {group.count} times
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
