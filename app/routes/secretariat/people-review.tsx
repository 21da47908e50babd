import { Form, Link } from 'react-router';
import { Breadcrumbs, Pagination } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Progress } from '#app/components/tag.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, readFields, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import {
  AccessReviewTable,
  type ChosenAccess,
  countReviewed,
  readChosenAccess,
} from '#app/features/people/access-review.tsx';
import styles from '#app/features/people/people.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-review';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const round = search.get('round')?.slice(0, 40);
  const { asked } = await readDeskPlans({ context, request });
  const review = await ask(requestId, () => caller.access.review(round ? { round } : asked));
  const read = (name: string) => {
    const number = Number(search.get(name));
    return Number.isInteger(number) && number >= 0 ? number : 0;
  };
  const { roles, ...rest } = review;
  return {
    review: rest,
    shown: findListPage(roles, search, 25),
    counts: countReviewed(roles),
    saved: search.has('kept') ? { kept: read('kept'), ended: read('ended') } : null,
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent(
      (form) => ({ ...readFields(form, { round: text, page: text }), chosen: readChosenAccess(form) }),
      async ({ round, page, chosen }) => {
        if (chosen.length === 0) throw refuseField('', 'Choose “Keep” or “End” for at least one role.');
        const { kept, ended } = await posted.caller.access.decide({ round, decisions: chosen });
        const search = new URLSearchParams({ round, kept: String(kept), ended: String(ended), page });
        return `/secretariat/people/review?${search}`;
      },
    ),
  });
}

/** What was refused, each fault at the role that it is about; null for the whole. */
function listFaults({ typed: { chosen }, refusal }: NonNullable<Route.ComponentProps['actionData']>) {
  return listFormProblems(refusal).map(({ fieldId, message }) => ({
    assignment: chosen[Number(fieldId?.split('.')[1])]?.assignment ?? null,
    message,
  }));
}

const count = (number: number, word: string) => `${formatCount(number, 'roles')} ${word}`;

export default function AccessReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { review, shown, counts, saved } = loaderData;
  const faults = actionData ? listFaults(actionData) : [];
  const chosen = new Map(
    (actionData?.typed.chosen ?? []).map(({ assignment, decision }: ChosenAccess) => [assignment, decision]),
  );
  const problems = new Map(
    faults.flatMap(({ assignment, message }) =>
      assignment === null ? [] : [[assignment, message] as const],
    ),
  );
  return (
    <>
      <PageTitle parts={['Review of roles', 'People', 'Secretariat']} failed={faults.length > 0} />
      <ErrorSummary
        errors={faults.map(({ assignment, message }) =>
          assignment === null ? { message } : { message, fieldId: `role-${assignment}` },
        )}
      />
      {saved && !actionData ? (
        <Notice kind="success" live title={`${count(saved.kept, 'kept')}, ${count(saved.ended, 'ended')}.`} />
      ) : null}
      <Breadcrumbs items={[{ label: 'People', to: '/secretariat/people' }]} />
      <PageHeading
        kicker={review.round.title}
        lead="Check each role once in every round: should this person still hold it? People who have changed posts then lose their access. A role ends at once; what the person wrote stays under their name."
      >
        Who holds which role
      </PageHeading>
      <Progress value={review.looked} max={review.total} label="roles reviewed" />
      <Form method="get" className={styles.filter} role="search" aria-label="Round" data-print="hide">
        <SelectField
          id="round"
          name="round"
          label="Round"
          options={review.rounds.map((code) => ({ value: code, label: code }))}
          defaultValue={review.round.code}
          key={review.round.code}
        />
        <Button variant="secondary">Show</Button>
      </Form>
      <Form method="post" noValidate>
        <input type="hidden" name="round" value={review.round.code} />
        <input type="hidden" name="page" value={shown.page} />
        <AccessReviewTable roles={shown.rows} counts={counts} chosen={chosen} problems={problems} />
        <div className={styles.save}>
          <ButtonGroup>
            <Button>{shown.pages > 1 ? 'Save decisions on this page' : 'Save decisions'}</Button>
            <Link to="/secretariat/people">Back to people</Link>
          </ButtonGroup>
        </div>
      </Form>
      <Pagination
        page={shown.page}
        pages={shown.pages}
        label="Pages of roles"
        hrefFor={(page) => `?${new URLSearchParams({ round: review.round.code, page: String(page) })}`}
      />
    </>
  );
}
