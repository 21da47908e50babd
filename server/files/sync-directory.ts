import { open } from 'node:fs/promises';
import { isFileError } from '#server/config/file-error.ts';

/** A new name is on the disk when its directory is. Not every file system can do this, and none needs to. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } catch (error) {
    if (!isFileError(error)) throw error;
  } finally {
    await directory.close();
  }
}
