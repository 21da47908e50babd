import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { Columns, Details } from '#app/components/layout.tsx';
import { SelectField, TextArea } from '#app/components/field.tsx';
import type { ReviewSummary } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { decideReturnScope } from '#server/domain/review/review-decision.rules.ts';
import styles from './review.module.css';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

/** What was typed into a decision that was refused; `scope` is the item chosen where it was to be reopened. */
export type TypedDecision = { intent: string; scope: string; reason: string };

export interface DecideProps {
  review: ReviewSummary;
  requestId: string;
  typed: TypedDecision | null;
  problems: readonly FieldProblem[];
}

const items = (n: number) => formatCount(n, 'items');
const questions = (n: number) => formatCount(n, 'questions');

function Hidden({ review, requestId }: Pick<DecideProps, 'review' | 'requestId'>) {
  return (
    <>
      <input type="hidden" name="version" value={review.version} />
      <input type="hidden" name="requestId" value={requestId} />
    </>
  );
}

/** What the secretariat can do with the report as a whole: accept, return, or open an accepted one again. */
export function Decide(props: DecideProps) {
  const { permissions } = props.review;
  if (!permissions.accept && !permissions.return && !permissions.reopen) return null;
  return (
    <section className={styles.decide} aria-labelledby="decide" data-print="hide">
      <h2 id="decide" tabIndex={-1}>
        {permissions.reopen ? 'Accepted' : 'Decide'}
      </h2>
      {permissions.reopen ? (
        <Reopen {...props} />
      ) : (
        <Columns min="22rem">
          {/* What is chosen at first depends on the questions: another number of them is another form. */}
          <Return key={props.review.queries.open} {...props} />
          <Accept {...props} />
        </Columns>
      )}
    </section>
  );
}

function Accept({ review, requestId }: DecideProps) {
  const { open, unsent } = review.queries;
  if (unsent > 0) {
    return (
      <div>
        <h3>Accept the report</h3>
        <p>
          {questions(unsent)} {formatVerb(unsent, 'have')} not been sent. Send {unsent === 1 ? 'it' : 'them'},
          return the report with {unsent === 1 ? 'it' : 'them'}, or remove {unsent === 1 ? 'it' : 'them'},
          before the report can be accepted.
        </p>
      </div>
    );
  }
  const { step, approvals, twoPersons } = review.acceptance;
  if (step === 'waitsForSecond') {
    return (
      <div>
        <h3>Accept the report</h3>
        <p>
          You have approved it. Two people must agree, so somebody else accepts it. You can still return it.
        </p>
      </div>
    );
  }
  return (
    <Form method="post">
      <h3>{step === 'first' ? 'Approve the report' : 'Accept the report'}</h3>
      {twoPersons ? (
        <p>
          {step === 'first'
            ? 'Two people must agree. You approve the report first; somebody else then accepts it.'
            : `Approved by ${approvals.map(({ name }) => name).join(', ')}. Yours is the second word, which accepts it.`}
        </p>
      ) : null}
      <p>
        {items(review.items.all)} of the plan “{review.plan.title}”. With it, {review.reports.accepted + 1} of{' '}
        {formatCount(review.reports.reports, 'reports')} of this plan for {review.round.code}{' '}
        {formatVerb(review.reports.accepted + 1, 'are')} accepted.
      </p>
      <p>
        It will be part of the next compilation.
        {open > 0 ? ` ${questions(open)} will be marked as resolved.` : ''} You can reopen it later, giving a
        reason.
      </p>
      <Hidden review={review} requestId={requestId} />
      <p className={styles.act}>
        <Button name="intent" value="accept">
          {step === 'first' ? 'Approve' : 'Accept'}
        </Button>
      </p>
    </Form>
  );
}

function Return({ review, requestId, typed, problems }: DecideProps) {
  const { asked } = review.items;
  const own = typed?.intent === 'return' ? typed : null;
  const problem = (path: string) => (own ? problems.find((one) => one.path === path)?.message : undefined);
  return (
    <Form method="post" noValidate>
      <h3>Return it for changes</h3>
      <Hidden review={review} requestId={requestId} />
      <RadioGroup
        id="scope"
        name="scope"
        label="What opens again"
        defaultValue={own?.scope ?? decideReturnScope(review.queries.open)}
        error={problem('scope')}
        options={[
          {
            value: 'queried',
            label: 'Only what I have asked about',
            hint:
              asked === 0
                ? 'No open question yet. Ask one beside an item.'
                : `${items(asked)} with open questions; the rest stays as it is.`,
          },
          { value: 'all', label: 'The whole report' },
        ]}
      />
      <TextArea
        id="reason"
        name="reason"
        label="Message to the reporter"
        optional={asked > 0}
        hint="Shown above the report when they open it."
        rows={4}
        limit={4000}
        defaultValue={own?.reason}
        error={problem('reason')}
      />
      <p className={styles.act}>
        <Button variant="secondary" name="intent" value="return">
          Return for changes
        </Button>
      </p>
    </Form>
  );
}

function Reopen({ review, requestId, typed, problems }: DecideProps) {
  const own = typed?.intent === 'reopen' ? typed : null;
  return (
    <>
      <p>Publications do not change. A correction appears in the next compilation and publication.</p>
      <Details summary="Open this report again" open={own !== null}>
        <Form method="post" noValidate>
          <Hidden review={review} requestId={requestId} />
          <SelectField
            id="item"
            name="item"
            label={`What goes back to ${review.reporter.name} for changes`}
            defaultValue={own?.scope}
            options={[
              { value: '', label: 'The whole report' },
              ...review.reopenable.map((item) => ({
                value: `${item.subject}/${item.code}`,
                label: `Only ${item.code}: ${item.title}`,
              })),
            ]}
          />
          <TextArea
            id="reason"
            name="reason"
            label="Reason"
            hint="The reporter can read it, and it is recorded."
            rows={3}
            limit={4000}
            defaultValue={own?.reason}
            error={own ? problems.find(({ path }) => path === 'reason')?.message : undefined}
          />
          <p className={styles.act}>
            <Button variant="danger" name="intent" value="reopen">
              Reopen
            </Button>
          </p>
        </Form>
      </Details>
    </>
  );
}
