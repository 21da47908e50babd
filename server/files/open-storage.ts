import { join } from 'node:path';
import type { S3Address } from '#server/config/files-url.ts';
import { openDiskStorage } from './disk-storage.ts';
import type { FileStorage } from './file-storage.ts';
import { openS3Storage } from './s3-storage.ts';

/** The storage that the settings name: a bucket, or the directory `files` in the data directory. */
export async function openStorage(settings: {
  filesStore: S3Address | null;
  dataDir: string;
}): Promise<FileStorage> {
  return settings.filesStore
    ? openS3Storage(settings.filesStore)
    : openDiskStorage(join(settings.dataDir, 'files'));
}
