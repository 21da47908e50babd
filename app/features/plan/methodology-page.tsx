import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Legend } from '#app/features/status/status-legend.tsx';
import type { StatusWord } from './answers.ts';
import { DisclosureMethod } from './methodology-disclosure.tsx';
import { noStatus } from '#server/domain/finding/stands.ts';

const contents = [
  ['flow', 'From a report to a page'],
  ['statuses', 'Statuses of activities'],
  ['values', 'Numbers, zero and no number'],
  ['region', 'Figures of the region'],
  ['double', 'Counting a person twice'],
  ['coverage', 'Coverage'],
  ['disclosure', 'What is not shown'],
  ['publications', 'Publications and corrections'],
  ['limits', 'What the figures cannot say'],
] as const;

/** What a status means for counting, from the list itself: no status is known by name here. */
function sayMeaning(word: StatusWord): string | undefined {
  if (word.isDone) return 'counts as completed';
  if (word.isLate) return 'counts as late';
  return word.isOnTrack ? 'counts as on track' : undefined;
}

/** How figures come about, in plain words. */
export function MethodologyPage({ statuses }: { statuses: readonly StatusWord[] }) {
  return (
    <>
      <PageHeading lead="How statuses and figures are made, what zero and missing mean, and what is not shown and why.">
        Methodology
      </PageHeading>
      <Prose>
        <nav aria-label="On this page">
          <ul>
            {contents.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>

        <h2 id="flow">From a report to a page</h2>
        <p>
          Data flow one way. A member state or sectoral body writes its report for a round, a half year. A
          state’s clearing officer releases it. The secretariat reads it and accepts it, or returns it with
          questions. When a round closes, everything that was accepted is frozen. From what is frozen the
          rules below choose what may be shown, and that becomes a numbered publication. Every public page,
          file and chart is drawn from one publication and names it.
        </p>

        <h2 id="statuses">Statuses of activities</h2>
        <p>
          The status of an activity is what its lead body has reported. Other bodies and states report on
          their own part; their words and statuses stand beside it on the activity’s page and do not change
          it.
        </p>
        {statuses.length > 0 ? (
          <Legend
            detailed
            statuses={[
              ...statuses.map((word) => ({
                mark: word.mark,
                label: word.label,
                meaning: sayMeaning(word),
              })),
              {
                ...noStatus.notReported,
                meaning: 'the lead body was asked and has not reported a status so far',
              },
            ]}
          />
        ) : null}
        <p>
          Where a lead body does not report for a round, its last status still stands, since an activity that
          was completed is not undone by a missing report. Such a status is marked with the round that it is
          of. An activity is not due before its first year; it is then no part of the bars and is counted
          apart.
        </p>

        <h2 id="values">Numbers, zero and no number</h2>
        <p>
          Zero is a number: the reporter has counted and found none. It is printed as 0 and goes into sums. A
          cell without a number says which of five things it means, and these are never merged with zero or
          with each other.
        </p>
        <Legend detailed noNumbers="all" />

        <h2 id="region">Figures of the region</h2>
        <p>
          Each indicator has one rule by which reports are put together. It is printed with the indicator.
        </p>
        <ul>
          <li>Sum: the reported numbers are added up.</li>
          <li>
            Sum of reports: the same, where a person or case may be in several reports. It is not a number of
            unique persons.
          </li>
          <li>
            Percentage: the reported numerators and denominators are added up and divided again. Percentages
            are never averaged. Where there was nothing to count, there is no percentage.
          </li>
          <li>Count of states: how many states gave each answer.</li>
          <li>None: the answers are not put together.</li>
        </ul>
        <p>
          Sums are worked out exactly from what was reported and are never stored and patched. Where nobody
          has reported, there is no figure; it is not zero.
        </p>

        <h2 id="double">Counting a person twice</h2>
        <p>
          A victim who was recruited in one state and found in another may be in the reports of both. There is
          no way to see this from counts, and the tracker holds no data on persons by which they could be
          matched. Such figures are therefore called sums of reports, and are larger than or equal to the
          number of persons. Steps of a funnel have different reporters each; one step is not a share of the
          step before.
        </p>

        <h2 id="coverage">Coverage</h2>
        <p>
          Beside a figure stands how many reporters are in it, of how many that could be: “9 of 11”. Those to
          whom the question does not apply are not counted. A figure that rises together with its coverage may
          have risen only because more have reported. Who has reported for which round is listed by name;
          whether a report came late is not shown for single reporters.
        </p>

        <DisclosureMethod />

        <h2 id="publications">Publications and corrections</h2>
        <p>
          A publication never changes. Corrections and late reports appear in the next one. Add{' '}
          <code>?publication=2</code> to the address of any public page to see it as it stood in publication
          2; all links then stay with that publication. Each publication carries a fingerprint of its content,
          so that anyone can check that it is the same.
        </p>

        <h2 id="limits">What the figures cannot say</h2>
        <p>
          More identified victims, investigations or convictions can mean more trafficking, or more attention
          to it; such figures have no good or bad direction here. Laws and ways of counting differ between
          states, so states are not compared with each other. The figures count what authorities and bodies
          have reported. They are no estimate of how many people are trafficked.
        </p>
      </Prose>
    </>
  );
}
