import { Link } from 'react-router';
import { z } from 'zod';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { DraftForm } from '#app/features/edition/draft-form.tsx';
import { DraftSection, draftPath, signingField } from '#app/features/edition/draft-section.tsx';
import { EditionRuleSection } from '#app/features/edition/edition-rule-section.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  number,
  numberOrNull,
  oneOf,
  readBase64,
  secret,
  text,
  ticked,
} from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { editionRules } from '#server/domain/publication/edition-rule.rules.ts';
import {
  approvalParts,
  arrangedEditions,
  editionGroups,
  findEdition,
  parseChosenParts,
  serialisePartField,
} from '#server/domain/report/edition.rules.ts';
import type { Route } from './+types/editions';

const editionRule = number.pipe(z.literal(editionRules));

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const areEffectsAsked = searchParams.has('effects');
  const asked = searchParams.get('draft');
  const [list, rule, effects] = await Promise.all([
    ask(requestId, () => caller.edition.list(params)),
    ask(requestId, () => caller.edition.rule(params)),
    areEffectsAsked ? ask(requestId, () => caller.edition.ruleEffects(params)) : null,
  ]);
  return {
    ...list,
    rule,
    effects,
    personId: (await viewer())?.personId ?? '',
    done: Number(searchParams.get('done')) || null,
    /** The draft whose editions are shown. */
    shown: (list.drafts.find(({ number }) => String(number) === asked) ?? list.drafts[0])?.number ?? null,
    // One id for each time that the form is shown: sent twice, it makes one draft.
    requestId: crypto.randomUUID(),
  };
}

/** A field with the place of each part of each edition whose parts are chosen. */
const partFields: Record<string, typeof numberOrNull> = Object.fromEntries(
  arrangedEditions.flatMap((key) =>
    (findEdition(key)?.parts ?? []).map((part) => [serialisePartField(key, part), numberOrNull]),
  ),
);

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { edition } = posted.caller;
  const here = `/secretariat/compile/${round}/editions`;
  return answerForm(posted, {
    draft: intent(
      { meeting: text, 'meeting-on': text, emblem: files, 'no-emblem': ticked, note: text, ...partFields },
      async (
        { meeting, 'meeting-on': meetingOn, emblem, 'no-emblem': without, note, ...places },
        requestId,
      ) => {
        const [picture] = emblem;
        const { number } = await edition.createDraft({
          round,
          meeting,
          note,
          ...(meetingOn === '' ? {} : { meetingOn }),
          ...(without ? { emblem: null } : picture ? { emblem: await readBase64(picture) } : {}),
          parts: parseChosenParts(places),
          requestId,
        });
        return `${here}?done=${number}`;
      },
      (path) => (path === 'meetingOn' ? 'meeting-on' : path),
    ),
    rule: intent({ rule: editionRule, before: editionRule, reason: text }, async (typed) => {
      await edition.setRule({ round, ...typed });
      return `${here}#rule`;
    }),
    files: intent({ number, group: oneOf(editionGroups) }, async (typed) => {
      await edition.requestFiles({ round, ...typed });
      return draftPath(round, typed.number);
    }),
    approve: intent(
      { number, part: oneOf(approvalParts), sha256: text, password: secret, 'signature-note': text },
      async ({ 'signature-note': note, ...typed }) => {
        await edition.approve({ round, ...typed, note });
        return draftPath(round, typed.number);
      },
      (path) =>
        path === 'password' ? signingField(posted.form?.get('number'), posted.form?.get('part')) : path,
    ),
  });
}

export default function Editions({ loaderData, actionData }: Route.ComponentProps) {
  const { round, compilation, open, drafts, rule, effects, personId, done, shown, requestId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const busy = drafts.some(({ job }) => job && (job.state === 'waiting' || job.state === 'running'));
  return (
    <>
      <PageTitle parts={[`Report of ${round.code}`, 'Secretariat']} failed={refusal !== null} />
      {/* Without scripts the page asks again by itself while files are being made. */}
      {busy ? <meta httpEquiv="refresh" content="4" /> : null}
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done !== null && !actionData && drafts.some((draft) => draft.number === done) ? (
        <Notice kind="success" live title={`Draft ${done} is made.`}>
          <p>Its content no longer changes. Make its files below, and sign it once it has been read.</p>
        </Notice>
      ) : null}
      <Breadcrumbs
        items={[
          { label: round.title, to: `/secretariat/rounds/${round.code}` },
          { label: `Compile ${round.code}`, to: `/secretariat/compile/${round.code}` },
        ]}
      />
      <PageHeading kicker={`Report of ${round.code}`}>
        {drafts.length === 0
          ? 'No draft of the report yet'
          : `${drafts.length} ${drafts.length === 1 ? 'draft' : 'drafts'} of the report`}
      </PageHeading>
      {compilation === null ? (
        <EmptyState
          title={`${round.code} has not been compiled`}
          action={<Link to={`/secretariat/compile/${round.code}`}>Compile it</Link>}
        >
          <p>A draft of the report is made from a compilation.</p>
        </EmptyState>
      ) : // The page asks again by itself while files are made: nothing may be typed that this would lose.
      busy ? null : (
        <Section
          title="Make a draft"
          id="make"
          screenOnly
          lead={
            <p>
              A draft freezes the text and the numbers of compilation {compilation} for every edition: for
              senior officials, for ministers, for the public, and for single states, bodies and partners.
              What is written under <Link to="/secretariat/learning">Learning</Link> goes into the mid-term
              review.
            </p>
          }
        >
          <DraftForm
            typed={actionData?.intent === 'draft' ? actionData.typed : null}
            problems={refusal?.fields ?? []}
            requestId={requestId}
            parts={drafts[0]?.parts ?? {}}
            hasEmblem={drafts[0]?.hasEmblem ?? false}
          />
        </Section>
      )}
      {compilation === null || busy ? null : (
        <EditionRuleSection
          round={round.code}
          rule={rule}
          effects={effects}
          typed={actionData?.intent === 'rule' ? actionData.typed : null}
          problem={refusal?.fields.find(({ path }) => path === 'reason')?.message}
        />
      )}
      {drafts.map((draft, at) => (
        <DraftSection
          key={draft.number}
          round={round.code}
          draft={draft}
          before={drafts[at + 1] ?? null}
          personId={personId}
          open={draft.number === shown}
          compilation={compilation}
          unsettled={open}
          problems={refusal?.fields ?? []}
        />
      ))}
    </>
  );
}
