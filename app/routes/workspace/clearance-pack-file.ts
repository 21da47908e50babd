import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { readPackFileName } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { Route } from './+types/clearance-pack-file';
import { openReport } from './open-report.server.ts';

/** A printed draft as a file: what its reference printed the first time. */
export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId } = await openReport(args);
  const named = readPackFileName(args.params.file);
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
