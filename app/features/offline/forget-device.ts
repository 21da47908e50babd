import { deleteCachedPages, forgetLocalCopies } from './cache-pages.ts';
import type { Outbox } from './outbox.ts';

/**
 * Lets go of all that this device keeps of a person: unsent work, copies of pages, what earlier versions kept.
 * Another person's sealed work stays where it is.
 */
export async function forgetDevice(outbox: Outbox): Promise<void> {
  await outbox.forget();
  forgetLocalCopies(outbox.person);
  await deleteCachedPages();
}
