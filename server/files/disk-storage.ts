import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { syncDirectory, isFileError } from '#server/config/private-file.ts';
import { requireStorageKey, type FileStorage, storageKeyPattern, type StoredFile } from './file-storage.ts';

/**
 * Files in a directory of this machine, in 256 folders by the first two digits of the key. A file appears whole and
 * flushed, or not at all. Folders are 0700, files 0600; a symbolic link in a file's place is no file.
 */
export async function openDiskStorage(directory: string): Promise<FileStorage> {
  await makePrivate(directory);
  // What a process that was killed left half written; nobody else writes here at the start.
  const drafts = join(directory, '.half-written');
  await rm(drafts, { recursive: true, force: true });
  await makePrivate(drafts);
  const pathOf = (key: string) => {
    requireStorageKey(key);
    return { folder: join(directory, key.slice(0, 2)), path: join(directory, key.slice(0, 2), key) };
  };
  return {
    place: directory,

    async put(key, content) {
      const { folder, path } = pathOf(key);
      await makePrivate(folder);
      await assertFolder(folder);
      const draft = join(drafts, `${key}-${randomBytes(6).toString('hex')}`);
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const handle = await open(draft, flags, 0o600);
      // Also where the disk is full: half a file would take what room there is.
      try {
        try {
          await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await putInPlace(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
      await syncDirectory(folder);
    },

    async open(key) {
      const { folder, path } = pathOf(key);
      await assertFolder(folder);
      try {
        const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
        const found = await handle.stat();
        if (!found.isFile()) {
          await handle.close();
          throw new Error('What lies in the place of a stored file is no file.');
        }
        const stream = createReadStream('', { fd: handle, highWaterMark: 256 * 1024 });
        return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
      } catch (error) {
        if (isFileError(error, 'ENOENT')) return null;
        throw error;
      }
    },

    async remove(key) {
      await rm(pathOf(key).path, { force: true });
    },

    list: () => listFiles(directory),
  };
}

async function* listFiles(directory: string): AsyncGenerator<StoredFile> {
  for (const folder of await readdir(directory, { withFileTypes: true })) {
    if (!folder.isDirectory() || !/^[0-9a-f]{2}$/.test(folder.name)) continue;
    for (const file of await readdir(join(directory, folder.name), { withFileTypes: true })) {
      if (!file.isFile() || !storageKeyPattern.test(file.name)) continue;
      const found = await lstat(join(directory, folder.name, file.name)).catch(() => null);
      if (found) yield { key: file.name, bytes: found.size, storedAt: found.mtime };
    }
  }
}

/** Like a renaming, but never over a file that is there; on a file system without links it is one. */
async function putInPlace(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    const hasNoLinks = isFileError(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS');
    if (!hasNoLinks || (await lstat(path).catch(() => null))) throw error;
    await rename(draft, path);
  }
}

async function makePrivate(path: string): Promise<void> {
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined) await chmod(path, 0o700);
}

/** A link in a folder's place would lead out of the directory. */
async function assertFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => null);
  if (found && !found.isDirectory())
    throw new Error('What lies in the place of a folder of files is no folder.');
}
