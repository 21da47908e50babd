import { data, redirect } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { deriveRequestId } from '#app/features/forms/answer-form.server.ts';
import { addToPath, buildPackPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { parsePackFileName } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { RequestContext } from '#app/request-context.ts';
import type { Route } from './+types/clearance-pack';
import { openPost, openReport } from './open-report.server.ts';

/**
 * A printed draft as a file where the address names one, the newest where it ends in ".pdf" or ".docx"; else the list of
 * them.
 */
export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, key } = await openReport(args);
  if (args.params.file !== undefined) return sendPack(caller, requestId, args.params.file);
  const { packs } = await ask(requestId, () =>
    caller.clearance.get({ round: key.round, reporter: key.reporter }),
  );
  const format = /\.(pdf|docx)$/.exec(new URL(args.request.url).pathname)?.[1];
  const [newest] = packs;
  throw redirect(
    format && newest
      ? buildPackPath(key, `${newest.reference}.${format}`)
      : `${buildReportPath(key, 'whole')}#packs`,
  );
}

/** Prints the draft: keeps it under a reference of its own, and leads to its files. */
export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, requestId, form, key } = posted;
  const report = { round: key.round, reporter: key.reporter };
  const { reference } = await ask(requestId, () =>
    caller.clearance.createPack({ ...report, requestId: deriveRequestId(form, report) }),
  );
  throw redirect(`${addToPath(buildReportPath(key, 'whole'), 'pack', reference)}#packs`, 303);
}

/** What the reference in the name printed the first time. */
async function sendPack(caller: RequestContext['caller'], requestId: string, name: string) {
  const named = parsePackFileName(name);
  if (!named) throw data(null, { status: 404 });
  const file = await ask(requestId, () => caller.clearance.packFile(named));
  return new Response(new Uint8Array(Buffer.from(file.base64, 'base64')), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
