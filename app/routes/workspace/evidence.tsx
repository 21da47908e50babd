import { randomUUID } from 'node:crypto';
import { data, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, type Refusal, attempt } from '#app/features/errors/ask.ts';
import {
  FileForm,
  LinkForm,
  nothingTyped,
  type TypedEvidence,
  errorsOf,
} from '#app/features/evidence/evidence-forms.tsx';
import { buildEvidencePath } from '#app/features/evidence/evidence-list.tsx';
import styles from '#app/features/evidence/evidence.module.css';
import {
  answerForm,
  files,
  intent,
  readFields,
  refuseField,
  Refused,
} from '#app/features/forms/answer-form.server.ts';
import { buildItemPath } from '#app/features/submission/report-paths.ts';
import type { Route } from './+types/evidence';
import { addFile, addLink, readItem, readTyped, refuseDropped } from './evidence-post.server.ts';
import { openPost, openReport } from './open-report.server.ts';

/** Where the forms with evidence of an item arrive, and where they are shown again when something is refused. */
export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, key } = await openReport(args);
  const item = readItem(args.request.url);
  if (!item) throw data(null, { status: 404 });
  const { round, reporter } = key;
  const { cells } = await ask(requestId, () =>
    caller.evidence.list({ round, reporter, item: { subject: item.kind, code: item.code } }),
  );
  return { key, item, cells, requestIds: { file: randomUUID(), link: randomUUID() } };
}

export async function action(args: Route.ActionArgs) {
  const item = readItem(args.request.url);
  if (!item) throw data(null, { status: 404 });
  const posted = await openPost(args);
  const { caller, key } = posted;
  const place = { key, item };
  const back = buildItemPath(key, item.kind, item.code, 'evidence');
  const attach = intent(readTyped, async (typed, requestId) => {
    refuseDropped(args.request);
    return (await addFiles(posted, place, typed, requestId)) ?? back;
  });
  return answerForm(posted, {
    // Of a form that was too large nothing is left, the name of its button neither.
    '': attach,
    file: attach,
    link: intent(readTyped, async (typed, requestId) => {
      refuseDropped(args.request);
      await addLink(caller, place, typed, requestId);
      return back;
    }),
  });
}

/**
 * All files of a form, each by itself: one that is refused does not take the others with it, and the page names those
 * that were attached. Null where all of them were.
 */
async function addFiles(
  { caller, form, requestId: reference }: Awaited<ReturnType<typeof openPost>>,
  place: Parameters<typeof addFile>[1],
  typed: TypedEvidence,
  requestId: string,
) {
  const { file: chosen } = readFields(form, { file: files });
  const [only] = chosen;
  if (!only) throw refuseField('file', 'Choose a file.');
  // One id is for one file: the second of a form would be another thing said under the same.
  if (chosen.length === 1) {
    await addFile(caller, place, only, typed, requestId);
    return null;
  }
  const added: string[] = [];
  const refused: { name: string; refusal: Refusal }[] = [];
  for (const file of chosen) {
    const outcome = await attempt(reference, () => addFile(caller, place, file, { ...typed, title: '' }));
    if (outcome.ok) added.push(file.name);
    else refused.push({ name: file.name, refusal: outcome.refusal });
  }
  const [first] = refused;
  if (!first) return null;
  const sentence = refused.map(({ name, refusal }) => `${name}: ${refusal.sentence}`).join(' ');
  const fields = [{ path: 'file', message: sentence }];
  return new Refused({ ...first.refusal, sentence, fields }, { added });
}

export default function EvidencePage({ loaderData, actionData }: Route.ComponentProps) {
  const { key, item, cells, requestIds } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const isLink = actionData?.intent === 'link';
  const errors = refusal ? errorsOf(refusal, isLink ? 'url' : 'file') : {};
  const typed = actionData?.typed ?? nothingTyped;
  const added = actionData?.shown?.added ?? [];
  const back = buildItemPath(key, item.kind, item.code, 'evidence');
  const action = buildEvidencePath(key, item);
  // A link's fields stand beside the files' of the same name elsewhere, under ids of their own.
  const idOf = (name: string) => (isLink && name !== 'url' ? `link-${name}` : name);
  const title = isLink ? `Add a link to ${item.code}` : `Attach files to ${item.code}`;
  return (
    <>
      <PageTitle parts={[title]} failed={actionData !== undefined} />
      <ErrorSummary
        errors={Object.entries(errors).map(([name, message]) => ({ fieldId: idOf(name), message }))}
      />
      <Breadcrumbs
        items={[
          { label: 'My reports', to: '/workspace' },
          { label: `${item.kind === 'activity' ? 'Activity' : 'Indicator'} ${item.code}`, to: back },
        ]}
      />
      <PageHeading kicker="Evidence">{title}</PageHeading>
      {added.length > 0 ? <Notice kind="success" title={`Attached: ${added.join(', ')}`} live /> : null}
      {isLink ? (
        <LinkForm action={action} cells={cells} typed={typed} errors={errors} requestId={requestIds.link} />
      ) : (
        <FileForm
          action={action}
          sendPath={null}
          cells={cells}
          typed={typed}
          errors={errors}
          requestId={requestIds.file}
          onAdded={() => {}}
        />
      )}
      <p className={styles.back}>
        <Link to={back}>Back to {item.code}</Link>
      </p>
    </>
  );
}
