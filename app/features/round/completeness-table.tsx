import { Link } from 'react-router';
import { SeriesSwatch } from '#app/components/tag.tsx';
import { ScrollRegion } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Completeness, CompletenessRow } from '#app/contract.ts';
import {
  nameSection,
  type SectionCell,
  type SectionState,
  sectionStateWords,
} from '#server/domain/round/section-progress.calculations.ts';
import { describeTiming } from '#server/domain/submission/due-dates.rules.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { ReportTag } from '../review/report-tag.tsx';
import styles from './completeness.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

const fillings = { complete: 'full', partly: 'half', notBegun: 'empty' } as const;

function StateMark({ state }: { state: SectionState }) {
  return state === 'none' ? <span aria-hidden="true">–</span> : <SeriesSwatch filling={fillings[state]} />;
}

const states: SectionState[] = ['complete', 'partly', 'notBegun', 'none'];

const nameOf = ({ reporter }: CompletenessRow) => (reporter.kind === 'state' ? reporter.name : reporter.code);

/** Where a cell leads: to the review of what was received, else to the reminder of this section. */
export function linkCell(round: string, row: CompletenessRow, section: string): string {
  return isWithSecretariat(row.status)
    ? `/secretariat/review/${round}/${row.reporter.code}`
    : `?remind=${encodeURIComponent(row.reporter.code)}&section=${encodeURIComponent(section)}#confirm`;
}

const isLate = ({ timing }: CompletenessRow) => timing.state === 'late' || timing.state === 'overdue';

function Mark({ cell }: { cell: SectionCell }) {
  return (
    <>
      <span aria-hidden="true" className={styles.mark}>
        <StateMark state={cell.state} />
        {cell.returned > 0 ? <span className={styles.returned}>?</span> : null}
      </span>
      <span aria-hidden="true" className={styles.count}>
        {cell.touched}/{cell.due}
      </span>
    </>
  );
}

/** A cell in words: "Prevention: partly, 3 of 5 answered, 1 question waits". */
const formatFigureCell = (cell: SectionCell) =>
  [
    sectionStateWords[cell.state],
    `${cell.touched} of ${cell.due} answered`,
    cell.returned > 0 && formatCount(cell.returned, 'questions', 'wait'),
  ]
    .filter((part) => part !== false)
    .join(', ');

/** What the marks mean, beside the table and on paper. */
export function CompletenessKey() {
  return (
    <p className={styles.key}>
      {states.map((state) => (
        <span key={state} className={styles.keyItem}>
          <StateMark state={state} /> {sectionStateWords[state]}
        </span>
      ))}
      <span className={styles.keyItem}>
        <span aria-hidden="true" className={styles.returned}>
          ?
        </span>{' '}
        returned, a question waits for its answer
      </span>
      <span className={styles.keyItem}>
        <strong>bold</strong> late
      </span>
    </p>
  );
}

/** Reporters down, sections across: how complete each section of each report is. Numbers of items, never answers. */
export function CompletenessTable({ completeness }: { completeness: Completeness }) {
  const { round, sections, rows } = completeness;
  const kinds = [
    { kind: 'activity', title: 'Activities' },
    { kind: 'indicator', title: 'Indicators' },
  ] as const;
  return (
    <ScrollRegion labelledBy="completeness-caption" always>
      <table className={styles.table}>
        <caption id="completeness-caption">
          <VisuallyHidden>How complete the sections of each report for {round.code} are</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={styles.reporter}>
              Reporter
            </th>
            {kinds.map(({ kind, title }) => {
              const span = sections.filter((section) => section.kind === kind).length;
              return span > 0 ? (
                <th key={kind} scope="colgroup" colSpan={span} className={styles.group}>
                  {title}
                </th>
              ) : null;
            })}
          </tr>
          <tr>
            {sections.map((section) => (
              <th key={section.key} scope="col" className={styles.section} title={nameSection(section)}>
                <abbr title={section.area.title}>{section.area.code}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.reporter.code}>
              <th scope="row" className={styles.reporter}>
                <Link to={`/secretariat/review/${round.code}/${row.reporter.code}`}>{nameOf(row)}</Link>
                <span className={styles.state}>
                  <ReportTag status={row.status} />{' '}
                  {isLate(row) ? <strong>{describeTiming(row.timing)}</strong> : describeTiming(row.timing)}
                </span>
              </th>
              {row.cells.map((cell, at) => {
                const section = sections[at];
                if (!section || cell.state === 'none') {
                  return (
                    <td key={section?.key ?? at} className={styles.none}>
                      <StateMark state="none" />
                      <VisuallyHidden>{sectionStateWords.none}</VisuallyHidden>
                    </td>
                  );
                }
                return (
                  <td key={section.key} className={styles.cell} data-state={cell.state}>
                    <Link
                      to={linkCell(round.code, row, section.key)}
                      preventScrollReset={!isWithSecretariat(row.status)}
                      className={isLate(row) && cell.state !== 'complete' ? styles.late : undefined}
                    >
                      <Mark cell={cell} />
                      <VisuallyHidden>
                        {nameSection(section)}, {nameOf(row)}: {formatFigureCell(cell)}
                        {isLate(row) ? ', late' : ''}
                      </VisuallyHidden>
                    </Link>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
