import { createHmac } from 'node:crypto';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

/**
 * The key (256 bits, base64url) that seals what the viewer's browsers keep on a device. Always the same for a person
 * as long as the server's secret is, so that a new session opens what an old one left; without a session there is no
 * way to it.
 */
export function getDeviceKey(context: OperationContext): string {
  const { personId } = requireViewer(context);
  return createHmac('sha256', context.viewerSecret).update(`device-key/${personId}`).digest('base64url');
}
