import { data, Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  DisclosureField,
  EvidenceList,
  buildEvidenceItemPath,
} from '#app/features/evidence/evidence-list.tsx';
import styles from '#app/features/evidence/evidence.module.css';
import { answerForm, intent } from '#app/features/forms/answer-form.server.ts';
import { buildItemPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import type { Route } from './+types/evidence-item';
import { readTyped } from './evidence-post.server.ts';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, key } = await openReport(args);
  const evidence = Number(args.params.id);
  if (!Number.isSafeInteger(evidence) || evidence < 1 || evidence > 2_000_000_000)
    throw data(null, { status: 404 });
  const item = await ask(requestId, () => caller.evidence.get({ evidence }));
  // The address says whose report it is; it has to be that one.
  if (item.round !== key.round || item.reporter !== key.reporter) throw data(null, { status: 404 });
  const isRemoving = new URL(args.request.url).searchParams.has('remove');
  return { key, item, isRemoving };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key, requestId } = posted;
  const { evidence: pieces } = posted.caller;
  const evidence = Number(args.params.id);
  const item = await ask(requestId, () => pieces.get({ evidence }));
  const back =
    item.subject && item.code
      ? buildItemPath(key, item.subject, item.code, 'evidence')
      : `${buildReportPath(key, 'whole')}#signed`;
  return answerForm(posted, {
    '': intent(readTyped, async ({ title, disclosure }) => {
      await pieces.change({ evidence, title, disclosure });
      return back;
    }),
    remove: intent({}, async () => {
      await pieces.remove({ evidence });
      return back;
    }),
  });
}

export default function EvidenceItemPage({ loaderData, actionData }: Route.ComponentProps) {
  const { key, item, isRemoving } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === '' ? actionData.typed : item;
  const isScan = item.purpose === 'clearance';
  const back =
    item.subject && item.code
      ? { to: buildItemPath(key, item.subject, item.code, 'evidence'), label: item.code }
      : { to: `${buildReportPath(key, 'whole')}#signed`, label: 'Whole report' };
  const path = buildEvidenceItemPath(key, item.id);
  const errorOf = (name: string) => refusal?.fields.find((field) => field.path === name)?.message;
  return (
    <>
      <PageTitle parts={[item.title]} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }, back]} />
      <PageHeading kicker={isScan ? 'Signed draft' : 'Evidence'}>{item.title}</PageHeading>
      <EvidenceList items={[item]} label="This piece of evidence" withoutDisclosure={isScan} />
      {item.mayChange && isRemoving ? (
        <ConfirmStep
          title={`Remove “${item.title}”?`}
          action="Remove"
          variant="danger"
          fields={{ intent: 'remove' }}
          cancelTo={path}
          sendTo={path}
        >
          <p>
            Nobody can see it after that. The history of the report still records that it was there, and who
            removed it and when.{item.kind === 'file' ? ' The file itself is erased 30 days later.' : ''}
          </p>
        </ConfirmStep>
      ) : null}
      {item.mayChange && !isRemoving ? (
        <Form method="post" action={path} className={`${styles.form} ${styles.add}`}>
          <TextField
            id="title"
            name="title"
            label="What it is"
            required
            error={errorOf('title')}
            defaultValue={typed.title}
          />
          {isScan ? null : (
            <DisclosureField id="disclosure" value={typed.disclosure} error={errorOf('disclosure')} />
          )}
          <ButtonGroup>
            <Button>Save</Button>
            <Link to={`${path}${path.includes('?') ? '&' : '?'}remove=1`}>Remove it</Link>
          </ButtonGroup>
        </Form>
      ) : null}
      <p className={styles.back}>
        <Link to={back.to}>Back to {back.label}</Link>
      </p>
    </>
  );
}
