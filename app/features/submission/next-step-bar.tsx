import { ButtonLink } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { NextStepView } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { NextActor, NextStepTarget } from '#server/domain/submission/decide-next-step.rules.ts';
import styles from './next-step.module.css';
import { buildItemPath, buildReportPath, type ReportKey } from './report-paths.ts';
import { NextGapKeys } from './report-tasks.tsx';

/** The address at which a step is taken. */
export function buildStepPath(key: ReportKey, target: NextStepTarget): string {
  if (target.page === 'item') return buildItemPath(key, target.kind, target.code);
  return target.page === 'check'
    ? `${buildReportPath(key, 'check')}#${target.section}`
    : buildReportPath(key, target.page);
}

const actors: Partial<Record<NextActor, string>> = {
  focal_point: 'the focal point',
  clearing_officer: 'the clearing officer',
  secretariat: 'the secretariat',
};

/** Who acts next, where it is not the reader: "Next: the clearing officer, Somsri Chan." Empty otherwise. */
export function describeActor({ actor, names }: Pick<NextStepView, 'actor' | 'names'>): string {
  const known = actors[actor];
  return known ? `Next: ${[known, ...names].join(', ')}.` : '';
}

interface NextStepBarProps {
  next: NextStepView;
  reportKey: ReportKey;
  /** Whether the page in view is where the step is taken: then its form is below, and the bar needs no button. */
  isHere?: boolean | undefined;
  /** Names the report on the button, where several are on one page. */
  about?: string | undefined;
}

/** The one thing that the reader does next with a report, as a button; or who does something next. */
export function NextStepBar({ next, reportKey, isHere, about }: NextStepBarProps) {
  const { step, sentence } = next;
  const who = describeActor(next);
  const to = step && buildStepPath(reportKey, step.target);
  return (
    <div className={styles.bar} role="region" aria-label={about ? `Next step, ${about}` : 'Next step'}>
      <p className={styles.words}>
        {sentence} {who ? <span className={styles.who}>{who}</span> : null}
      </p>
      {step && to && !isHere ? (
        <p className={styles.act}>
          <ButtonLink to={to} variant={step.isExpected ? 'primary' : 'secondary'}>
            {step.label}
            {about ? ` (${about})` : ''}
          </ButtonLink>
          {step.target.page === 'item' && !about ? <NextGapKeys to={to} /> : null}
        </p>
      ) : null}
    </div>
  );
}

/** That the report was sent to the clearing officer, by whom and when, with what was said. */
export function ReadyNotice({
  ready: { by, at, note, changedSince, isForYou },
}: {
  ready: NonNullable<NextStepView['ready']>;
}) {
  return (
    <Notice
      title={
        <>
          {isForYou ? 'Ready for you: marked by' : 'Sent to the clearing officer by'} {by} on{' '}
          <DateText iso={at} withTime withZone />
          {note ? ':' : '.'}
        </>
      }
    >
      {note ? <p className={styles.note}>{note}</p> : null}
      {changedSince > 0 ? <p>{formatCount(changedSince, 'items', 'have')} changed since then.</p> : null}
    </Notice>
  );
}
