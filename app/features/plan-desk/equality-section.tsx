import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import type { PlanEqualities } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import styles from './plan-desk.module.css';

type Candidate = PlanEqualities['candidates'][number];
type Counted = Pick<Candidate, 'equal' | 'answers' | 'rounds'>;

interface EqualitySectionProps {
  plan: string;
  /** Null until somebody asks for the comparison. */
  equalities: PlanEqualities | null;
}

/** Figures that two indicators ask for: those that the plan declares, and those that look like it. */
export function EqualitySection({ plan, equalities }: EqualitySectionProps) {
  return (
    <Section
      id="equalities"
      title="Figures asked twice"
      lead={
        <p>
          Where two indicators ask for the same figure, the plan must declare it as an equality: otherwise one
          of them can show what disclosure control hides in the other.
        </p>
      }
    >
      {equalities ? (
        <Compared {...equalities} />
      ) : (
        <ButtonLink
          variant="secondary"
          to={`/secretariat/plan?plan=${encodeURIComponent(plan)}&equalities=1#equalities`}
        >
          Compare accepted reports
        </ButtonLink>
      )}
    </Section>
  );
}

function Compared({ declared, candidates, more, rounds }: PlanEqualities) {
  return (
    <>
      <Section level={3} id="equalities-declared" title="Declared by the plan">
        {declared.length === 0 ? (
          <p>The plan declares no equality.</p>
        ) : (
          <ul>
            {declared.map(({ left, right, ...counts }) => (
              <li key={`${left} ${right}`}>
                {left} = {right}. {describeCounts(counts)}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {candidates.length === 0 ? (
        <Section level={3} id="equalities-candidates" title="Candidates">
          <EmptyState title="No other two figures look like one">{describeCompared(rounds)}</EmptyState>
        </Section>
      ) : (
        <Section
          level={3}
          id="equalities-candidates"
          title="Candidates"
          lead={
            <>
              <p>
                Do both count the same by their definitions? If so, paste the row into the sheet
                validation-rules of the plan’s workbook, starting in the column indicator, and import the
                workbook. If the sheet has this rule for the indicator already, switched off, replace that
                row. If they are equal only by chance, do nothing.
              </p>
              <p>{describeCompared(rounds)}</p>
            </>
          }
        >
          <CandidateTable candidates={candidates} />
          {more > 0 ? (
            <p>
              The most likely {candidates.length} are listed; {more} more are not.
            </p>
          ) : null}
        </Section>
      )}
    </>
  );
}

function CandidateTable({ candidates }: { candidates: readonly Candidate[] }) {
  return (
    <DataTable
      caption="Figures that look like one figure asked twice"
      captionHidden
      narrow="stack"
      rows={candidates}
      rowKey={({ left, right }) => `${left} ${right}`}
      columns={[
        {
          key: 'figures',
          header: 'Figures',
          rowHeader: true,
          cell: ({ left, right }) => `${left} and ${right}`,
        },
        { key: 'equal', header: 'Accepted reports', cell: describeCounts },
        {
          key: 'row',
          header: 'Row that declares it',
          cell: ({ row }) =>
            row ? (
              // Tabs put each part into a cell of its own.
              <pre className={styles.row} translate="no">
                {row.join('\t')}
              </pre>
            ) : (
              'Both indicators already have a row with this rule, and each can have only one. Declare the equality at the other indicator to free one of them.'
            ),
        },
      ]}
    />
  );
}

/** "Equal in 18 of 20 answers in 4 rounds." */
function describeCounts({ equal, answers, rounds }: Counted): string {
  if (answers === 0) return 'No accepted report has both.';
  return `Equal in ${equal} of ${formatCount(answers, 'answers')} in ${formatCount(rounds, 'rounds')}.`;
}

function describeCompared(rounds: readonly string[]): string {
  if (rounds.length === 0) return 'There is no accepted report yet.';
  return `Compared: the accepted reports of ${rounds.join(', ')}. Listed are figures with the same unit and the same reporters that are equal in most answers of most rounds, with a number above 10 at least twice.`;
}
