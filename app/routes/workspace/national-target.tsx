import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
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
import { StepsHeading } from '#app/features/national-target/step-parts.tsx';
import { DecideForms } from '#app/features/national-target/decide-forms.tsx';
import { decideForward, decideReturn } from '#app/features/national-target/decide-intents.server.ts';
import {
  fillProposal,
  ProposeForm,
  type TypedProposal,
} from '#app/features/national-target/propose-form.tsx';
import { TargetFigures, TargetHistory } from '#app/features/national-target/target-figures.tsx';
import {
  addToPath,
  buildItemPath,
  buildReportPath,
  buildTargetPath,
} from '#app/features/submission/report-paths.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import type { Route } from './+types/national-target';
import { openPost, openReport } from './open-report.server.ts';

const doneWords: Record<string, string> = {
  propose: 'Your proposal is recorded. It waits for the clearing officer.',
  clear: 'The national targets are cleared. They wait for the secretariat.',
  return: 'The national targets are returned to the focal point.',
};

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, key } = await openReport(args);
  const { round, reporter } = key;
  const target = await ask(requestId, () =>
    caller.target.get({ round, reporter, indicator: args.params.code }),
  );
  const done = new URL(args.request.url).searchParams.get('done') ?? '';
  return {
    target,
    key,
    person: viewer.personId,
    done: Object.hasOwn(doneWords, done) ? doneWords[done] : null,
    formId: randomUUID(),
  };
}

/** After a refusal too: what is in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

/** Reads the form of a proposal: the years are those that it shows. */
function readProposal(form: FormData): TypedProposal & { version: number } {
  const fields = readFields(form, {
    version: number,
    'baseline.year': text,
    'baseline.value': text,
    released: ticked,
  });
  const targets = [...form].flatMap(([name, value]) => {
    const [, year] = /^targets\.(\d{4})$/.exec(name) ?? [];
    return year && typeof value === 'string' ? [{ year: Number(year), value: value.slice(0, 60) }] : [];
  });
  return { ...fields, targets };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, key } = posted;
  const about = { round: key.round, reporter: key.reporter, indicator: args.params.code };
  const goOn = (done: string) => addToPath(buildTargetPath(key, args.params.code), 'done', done);
  return answerForm(posted, {
    propose: intent(readProposal, async ({ version, released, targets, ...typed }, requestId) => {
      const baseline = {
        year: typed['baseline.year'].slice(0, 60),
        value: typed['baseline.value'].slice(0, 60),
      };
      await caller.target.propose({ ...about, version, baseline, targets, released, requestId });
      return goOn('propose');
    }),
    clear: decideForward(about, caller.target.clear, goOn('clear')),
    return: decideReturn(about, caller.target.return, goOn('return')),
  });
}

export default function NationalTargetPage({ loaderData, actionData }: Route.ComponentProps) {
  const { target, key, person, done, formId } = loaderData;
  const { indicator, steps, may } = target;
  const refusal = actionData?.refusal ?? null;
  const errorOf = (field: string) => refusal?.fields.find(({ path }) => path === field)?.message;
  const [last] = steps;
  const waits = last?.status === 'proposed' || last?.status === 'cleared';
  const typed = actionData?.intent === 'propose' ? actionData.typed : fillProposal(target);
  return (
    <>
      <PageTitle parts={[indicator.code, 'National targets']} failed={refusal !== null} />
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
        kicker={`${target.reporter.name}: national targets from ${target.round.code}`}
        of={indicator}
        isOwn
      />
      <p>{indicator.definition}</p>
      <p>
        <Link to={buildItemPath(key, 'indicator', indicator.code)}>Report the figure for {key.round}</Link>
      </p>
      <Section id="figures" title="Baseline and targets">
        <TargetFigures target={target} proposed={waits && last ? last.content : null} />
      </Section>
      {may.clear ? (
        <DecideForms
          target={target}
          forward={{
            intent: 'clear',
            label: 'Clear for the secretariat',
            lead: 'When you clear them, the secretariat decides.',
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
          title={last ? 'Propose a change' : 'Propose national targets'}
          lead={`What is accepted counts from ${key.round} on. Earlier rounds keep what they had.`}
        >
          <ProposeForm target={target} typed={typed} formId={formId} person={person} errorOf={errorOf} />
        </Section>
      ) : null}
      {target.laterRound ? (
        <p>
          National targets were last proposed in {target.laterRound}, which is a later round. Propose a change
          there.
        </p>
      ) : null}
      {steps.length > 0 ? (
        <Section id="history" title="History">
          <TargetHistory steps={steps} unit={formatUnit(indicator)} />
        </Section>
      ) : null}
    </>
  );
}
