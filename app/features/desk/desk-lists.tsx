import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Progress, Tag } from '#app/components/tag.tsx';
import type { DeskHome as Desk } from '#app/contract.ts';
import { describeAuditEntry } from '#app/features/audit/audit-words.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { calculateDays } from '#server/domain/submission/due-dates.rules.ts';
import styles from './desk.module.css';

/** Plans by code where there are several: everything that waits then says of which plan it is. */
export type PlanNames = ReadonlyMap<string, string>;

interface ItemProps {
  /** Left out where the way is below the list. */
  to?: string;
  name: ReactNode;
  /** A line under the name. */
  under: ReactNode;
  chips?: ReactNode;
}

/** One thing that waits: usually the link to where it is done, a line about it, its state. */
function Item({ to, name, under, chips }: ItemProps) {
  return (
    <li>
      <span className={styles.words}>
        {to ? <Link to={to}>{name}</Link> : name}
        <span className={styles.under}>{under}</span>
      </span>
      {chips ? <span className={styles.chips}>{chips}</span> : null}
    </li>
  );
}

const days = (n: number) => (n <= 0 ? 'today' : `${formatCount(n, 'days')} ago`);
const ofPlan = (plans: PlanNames, code: string) => (plans.size > 1 ? ` of ${code}` : '');
const inPlan = (plans: PlanNames, code: string) => (plans.size > 1 ? `${code}: ` : '');

interface ListProps {
  desk: Desk;
  plans: PlanNames;
  today: string;
}

/** Reports to review: one's own first. */
export function WaitingReports({ desk, plans, today, me }: ListProps & { me: string }) {
  const [first] = desk.waiting;
  const total = first?.total ?? 0;
  return (
    <Section
      id="waiting"
      title="Reports to review"
      action={total > 0 ? <Link to="/secretariat/review">Open the queue</Link> : undefined}
    >
      {total === 0 ? (
        <p>No reports are waiting for review. A report appears here when its focal point submits it.</p>
      ) : (
        <ul className={styles.items}>
          {desk.waiting.map(({ round, plan, reporter, reviewer, submittedAt, isBack, isStarted }) => (
            <Item
              key={`${round}/${reporter.code}`}
              to={`/secretariat/review/${round}/${reporter.code}`}
              name={reporter.name}
              under={
                <>
                  {round}
                  {ofPlan(plans, plan)}, submitted {days(calculateDays(submittedAt, today))}
                  {reviewer && reviewer.id !== me ? `, reviewer: ${reviewer.name}` : ''}
                </>
              }
              chips={
                <>
                  {reviewer?.id === me ? <Tag emphasis="strong">Assigned to you</Tag> : null}
                  {reviewer === null ? <Tag emphasis="quiet">No reviewer</Tag> : null}
                  <Tag>{isStarted ? 'In review' : isBack ? 'Came back' : 'New'}</Tag>
                </>
              }
            />
          ))}
        </ul>
      )}
      {total > desk.waiting.length ? (
        <p className={styles.more}>
          <Link to="/secretariat/review">All {total} reports</Link>
        </p>
      ) : null}
    </Section>
  );
}

/** Answers, files and consent that wait for somebody of the secretariat; nothing where nothing waits. */
export function WaitingAnswers({ desk, plans }: ListProps) {
  const { answered, drafts, consents } = desk;
  if (answered.length + drafts.length + consents.length === 0) return null;
  return (
    <Section id="answers" title="Answers, files and consent">
      <ul className={styles.items}>
        {answered.map(({ round, plan, reporter, answered: answers, open }) => (
          <Item
            key={`${round}/${reporter.code}`}
            to={`/secretariat/review/${round}/${reporter.code}`}
            name={`${reporter.name} answered ${formatCount(answers, 'questions')}`}
            under={`${round}${ofPlan(plans, plan)}${open > 0 ? `, ${open} without an answer` : ''}`}
            chips={<Tag>Answered</Tag>}
          />
        ))}
        {drafts.map(({ round, plan, number, state, signed, at }) => (
          <Item
            key={round}
            to={`/secretariat/compile/${round}/editions`}
            name={`Draft ${number} of the report for ${round}`}
            under={
              <>
                {inPlan(plans, plan)}
                {state === 'done' ? 'files made' : 'files could not be made'} <DateText iso={at} />, {signed}{' '}
                of 3 signatures
              </>
            }
            chips={state === 'done' ? <Tag>Files ready</Tag> : <Tag emphasis="strong">Failed</Tag>}
          />
        ))}
        {consents.map(({ round, plan, asked, answered: answers, newestAt }) => (
          <Item
            key={round}
            to={`/secretariat/publish/${round}/consent`}
            name={`Consent for ${round}: ${answers} of ${asked} have answered`}
            under={
              newestAt ? (
                <>
                  {inPlan(plans, plan)}
                  last answer <DateText iso={newestAt} />, not in a publication yet
                </>
              ) : (
                `${inPlan(plans, plan)}no answer yet`
              )
            }
            chips={answers < asked ? <Tag>Open</Tag> : <Tag emphasis="done">All answered</Tag>}
          />
        ))}
      </ul>
    </Section>
  );
}

/** Rounds that are open, each with its days, and the next of each plan, under the names of their plans. */
export function Deadlines({ desk, plans, today }: ListProps) {
  const codes = [...new Set(desk.deadlines.map(({ plan }) => plan))];
  return (
    <Section id="deadlines" title="Deadlines" action={<Link to="/secretariat/rounds">All rounds</Link>}>
      {codes.length === 0 ? (
        <p>No round is open, and none is planned. Rounds come from the reporting calendar of a plan.</p>
      ) : null}
      {codes.map((code) => (
        <div key={code}>
          {plans.size > 1 ? <h3>{plans.get(code) ?? code}</h3> : null}
          {desk.deadlines
            .filter(({ plan }) => plan === code)
            .map(({ round, title, state, opensOn, dueOn, closesOn, received, due }) => (
              <div key={round} className={styles.round}>
                <p>
                  <Link to={`/secretariat/rounds/${round}`}>{title}</Link> ({round})
                  <span className={styles.under}>
                    {state === 'open' ? (
                      <>
                        Due <DateText iso={dueOn} /> (<DueText due={dueOn} today={today} />
                        ), closes <DateText iso={closesOn} />
                      </>
                    ) : (
                      <>
                        Opens <DateText iso={opensOn} />, due <DateText iso={dueOn} />
                      </>
                    )}
                  </span>
                </p>
                {state === 'open' ? <Progress value={received} max={due} label="reports received" /> : null}
              </div>
            ))}
        </div>
      ))}
    </Section>
  );
}

/** Reports that are not in though they are due. */
export function Overdue({ desk, plans, today }: ListProps) {
  const [first] = desk.overdue;
  if (!first) return null;
  const rest = first.total - desk.overdue.length;
  return (
    <Section id="overdue" title={`Overdue: ${formatCount(first.total, 'reports')}`}>
      <ul className={styles.items}>
        {desk.overdue.map(({ round, plan, reporter, dueOn }) => (
          <Item
            key={`${round}/${reporter.code}`}
            name={reporter.name}
            under={`${round}${ofPlan(plans, plan)}`}
            chips={<Tag>{formatCount(calculateDays(dueOn, today), 'days')} late</Tag>}
          />
        ))}
      </ul>
      {rest > 0 ? <p className={styles.more}>And {formatCount(rest, 'reports')} more.</p> : null}
      <p className={styles.more}>
        {[...new Set(desk.overdue.map(({ round }) => round))].map((round, at) => (
          <span key={round}>
            {at > 0 ? ' · ' : ''}
            <Link to={`/secretariat/rounds/${round}`}>Remind or extend in {round}</Link>
          </span>
        ))}
      </p>
    </Section>
  );
}

/** What others did since the viewer was last here. */
export function News({ desk, shown }: { desk: Desk; shown: number }) {
  const { news, since } = desk;
  return (
    <Section
      id="news"
      title={
        <>
          What happened since <DateText iso={since} withTime />
        </>
      }
      action={<Link to="/secretariat/audit">Audit</Link>}
    >
      {news.length === 0 ? <p>Nobody else has done anything since then.</p> : null}
      <ol className={styles.news}>
        {news.slice(0, shown).map((entry) => (
          <li key={entry.sequence}>
            <span className={styles.when}>
              <DateText iso={entry.at} withTime />
            </span>
            <span>
              {describeAuditEntry(entry)}
              <span className={styles.under}>{entry.by ?? 'The tracker'}</span>
            </span>
          </li>
        ))}
      </ol>
      {news.length > shown ? (
        <p className={styles.more}>
          <Link to={`/secretariat/audit?from=${since.slice(0, 10)}`}>Everything since then</Link>
        </p>
      ) : null}
    </Section>
  );
}
