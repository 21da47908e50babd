import { randomUUID } from 'node:crypto';
import { data, Link, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask, getRefusalStatus, type Refusal } from '#app/features/errors/ask.ts';
import {
  FileForm,
  LinkForm,
  nothingTyped,
  type TypedEvidence,
} from '#app/features/evidence/evidence-forms.tsx';
import { buildEvidencePath } from '#app/features/evidence/evidence-paths.ts';
import styles from '#app/features/evidence/evidence.module.css';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { buildItemPath } from '#app/features/submission/report-paths.ts';
import type { Route } from './+types/evidence';
import {
  addFile,
  addLink,
  errorsOf,
  readDropped,
  readFiles,
  readItem,
  readRequestId,
  readTyped,
} from './evidence-post.server.ts';
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

type Refused = {
  intent: 'file' | 'link';
  /** What became of the other files of the same form. */
  added: string[];
  errors: Record<string, string>;
  typed: TypedEvidence;
};

export async function action(args: Route.ActionArgs) {
  const item = readItem(args.request.url);
  if (!item) throw data(null, { status: 404 });
  const gone = readDropped(args.request);
  const { caller, requestId, form, key } = await openPost(args);
  const place = { caller, requestId, key, item };
  const intent = form.get('intent') === 'link' ? 'link' : 'file';
  const refuse = (refusal: Refusal, added: string[] = []) =>
    data(
      {
        intent,
        added,
        errors: errorsOf(refusal, intent === 'link' ? 'url' : 'file'),
        typed: readTyped(form),
      } satisfies Refused,
      { status: getRefusalStatus(refusal) },
    );
  if (gone) return refuse(gone);
  if (intent === 'link') {
    const outcome = await addLink(place, form);
    if (!outcome.ok) return refuse(outcome.refusal);
  } else {
    const outcome = await addFiles(place, form);
    if (outcome.refusal) return refuse(outcome.refusal, outcome.added);
  }
  throw redirect(buildItemPath(key, item.kind, item.code, 'evidence'), 303);
}

/** All files of a form, each by itself: one that is refused does not take the others with it. */
async function addFiles(
  place: Parameters<typeof addFile>[0],
  form: FormData,
): Promise<{ added: string[]; refusal: Refusal | null }> {
  const files = readFiles(form);
  const typed = readTyped(form);
  if (files.length === 0) return { added: [], refusal: say('Choose a file.') };
  const added: string[] = [];
  const refused: { name: string; refusal: Refusal }[] = [];
  for (const file of files) {
    const title = files.length === 1 ? typed.title : '';
    // One id is for one file: the second of a form would be another thing said under the same.
    const id = files.length === 1 ? readRequestId(form) : undefined;
    const outcome = await addFile(place, file, { ...typed, title }, id);
    if (outcome.ok) added.push(file.name);
    else refused.push({ name: file.name, refusal: outcome.refusal });
  }
  const [first] = refused;
  if (!first) return { added, refusal: null };
  if (files.length === 1) return { added, refusal: first.refusal };
  const message = refused.map(({ name, refusal }) => `${name}: ${refusal.sentence}`).join(' ');
  return { added, refusal: { ...first.refusal, ...say(message), code: first.refusal.code } };
}

function say(message: string): Refusal {
  return {
    code: 'BAD_INPUT',
    sentence: message,
    fields: [{ path: 'file', message }],
    current: null,
    reference: null,
  };
}

export default function EvidencePage({ loaderData, actionData }: Route.ComponentProps) {
  const { key, item, cells, requestIds } = loaderData;
  const errors = actionData?.errors ?? {};
  const typed = actionData?.typed ?? nothingTyped;
  const isLink = actionData?.intent === 'link';
  const back = buildItemPath(key, item.kind, item.code, 'evidence');
  const action = buildEvidencePath(key, item);
  // A link's fields stand beside the files' of the same name elsewhere, under ids of their own.
  const idOf = (name: string) => (isLink && name !== 'url' ? `link-${name}` : name);
  const title = isLink ? `Add a link to ${item.code}` : `Attach files to ${item.code}`;
  return (
    <>
      <PageTitle isError={actionData !== undefined}>{title}</PageTitle>
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
      {actionData && actionData.added.length > 0 ? (
        <Notice kind="success" title={`Attached: ${actionData.added.join(', ')}`} live />
      ) : null}
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
