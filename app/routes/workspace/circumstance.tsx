import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  intent,
  number,
  readFields,
  text,
  ticked,
} from '#app/features/forms/answer-form.server.ts';
import {
  CircumstanceHistory,
  CircumstanceText,
  fillCircumstance,
  ProposeCircumstanceForm,
  type TypedCircumstanceForm,
} from '#app/features/national-target/circumstance-parts.tsx';
import { StepsHeading } from '#app/features/national-target/step-parts.tsx';
import { DecideForms } from '#app/features/national-target/decide-forms.tsx';
import { decideForward, decideReturn } from '#app/features/national-target/decide-intents.server.ts';
import { addToPath, buildCircumstancePath, buildReportPath } from '#app/features/submission/report-paths.ts';
import type { Route } from './+types/circumstance';
import { openPost, openReport } from './open-report.server.ts';

const doneWords: Record<string, string> = {
  propose: 'Your proposal is recorded. It waits for the clearing officer.',
  clear: 'The national circumstances are cleared. They wait for the secretariat.',
  return: 'The national circumstances are returned to the focal point.',
};

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, key } = await openReport(args);
  const { round, reporter } = key;
  const found = await ask(requestId, () =>
    caller.circumstance.get({ round, reporter, activity: args.params.code }),
  );
  const done = new URL(args.request.url).searchParams.get('done') ?? '';
  return {
    found,
    key,
    person: viewer.personId,
    done: Object.hasOwn(doneWords, done) ? doneWords[done] : null,
    formId: randomUUID(),
  };
}

/** After a refusal too: what is in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

/** Reads the form of a proposal; its rows are numbered. */
function readProposal(form: FormData): TypedCircumstanceForm & { version: number } {
  const fields = readFields(form, { version: number, inapplicable: ticked, reason: text, released: ticked });
  const cell = (at: number, name: string) => {
    const value = form.get(`milestones.${at}.${name}`);
    return typeof value === 'string' ? value : '';
  };
  const milestones = [...Array(20).keys()]
    .filter((at) => form.has(`milestones.${at}.title`))
    .map((at) => ({
      title: cell(at, 'title').slice(0, 2000),
      planned: cell(at, 'planned').slice(0, 60),
      revised: cell(at, 'revised').slice(0, 60),
      reached: cell(at, 'reached').slice(0, 60),
    }));
  return { ...fields, milestones };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, key } = posted;
  const about = { round: key.round, reporter: key.reporter, activity: args.params.code };
  const goOn = (done: string) => addToPath(buildCircumstancePath(key, args.params.code), 'done', done);
  return answerForm(posted, {
    propose: intent(readProposal, async ({ inapplicable, ...typed }, requestId) => {
      await caller.circumstance.propose({ ...about, ...typed, applies: !inapplicable, requestId });
      return goOn('propose');
    }),
    clear: decideForward(about, caller.circumstance.clear, goOn('clear')),
    return: decideReturn(about, caller.circumstance.return, goOn('return')),
  });
}

export default function CircumstancePage({ loaderData, actionData }: Route.ComponentProps) {
  const { found, key, person, done, formId } = loaderData;
  const { activity, steps, may, own, today } = found;
  const refusal = actionData?.refusal ?? null;
  const errorOf = (field: string) => refusal?.fields.find(({ path }) => path === field)?.message;
  const [last] = steps;
  const waits = last?.status === 'proposed' || last?.status === 'cleared';
  const typed = actionData?.intent === 'propose' ? actionData.typed : fillCircumstance(found);
  return (
    <>
      <PageTitle parts={[activity.code, 'National circumstances']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          { label: `Report for ${key.round}`, to: buildReportPath(key) },
          { label: 'National targets', to: buildReportPath(key, 'targets') },
        ]}
      />
      <StepsHeading
        last={last}
        kicker={`${found.reporter.name}: national circumstances from ${found.round.code}`}
        of={activity}
        isOwn
      />
      <p>{activity.description}</p>
      <Section id="accepted" title="Accepted">
        {own ? <CircumstanceText content={own} today={today} /> : <p>Nothing differs from the plan.</p>}
      </Section>
      {waits && last ? (
        <Section id="proposed" title="Proposed">
          <CircumstanceText content={last.content} today={today} />
        </Section>
      ) : null}
      {may.clear ? (
        <DecideForms
          target={found}
          forward={{
            intent: 'clear',
            label: 'Clear for the secretariat',
            lead: 'When you clear this, the secretariat decides.',
          }}
          formId={formId}
          person={person}
          reason={actionData?.intent === 'return' ? actionData.typed.reason : ''}
          error={errorOf('reason')}
        />
      ) : null}
      {may.propose ? (
        <Section
          id="propose"
          title={last ? 'Propose a change' : 'Propose what differs in your state'}
          lead={`What is accepted counts from ${key.round} on. What was already written for ${key.round} stays.`}
        >
          <ProposeCircumstanceForm
            version={found.version}
            typed={typed}
            formId={formId}
            person={person}
            errorOf={errorOf}
          />
        </Section>
      ) : null}
      {found.laterRound ? (
        <p>
          A change was last proposed in {found.laterRound}, which is a later round. Propose the next one
          there.
        </p>
      ) : null}
      {steps.length > 0 ? (
        <Section id="history" title="History">
          <CircumstanceHistory steps={steps} today={today} />
        </Section>
      ) : null}
    </>
  );
}
