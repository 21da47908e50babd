import { S3Client, S3Errors } from '@bradenmacdonald/s3-lite-client';
import type { S3Address } from '#server/config/files-url.ts';
import { requireStorageKey, type FileStorage, storageKeyPattern, type StoredFile } from './file-storage.ts';

/** All our objects begin with this, so that a bucket can be shared with other things. */
const prefix = 'evidence/';
/** A store that says nothing for so long is away. */
const longestWait = 60_000;

/** Files in a bucket of any S3-compatible store, addressed by path. The bucket is there already. */
export function openS3Storage(address: S3Address): FileStorage {
  const { endPoint, accessKey, secretKey, bucket, region } = address;
  const client = new S3Client({ endPoint, accessKey, secretKey, bucket, region, pathStyle: true });
  const nameOf = (key: string) => {
    requireStorageKey(key);
    return `${prefix}${key.slice(0, 2)}/${key}`;
  };
  return {
    place: `${endPoint}/${bucket}/${prefix}`,

    async put(key, content, contentType) {
      const name = nameOf(key);
      const bytes = new Uint8Array(content);
      await inTime(client.putObject(name, bytes, { metadata: { 'Content-Type': contentType } }));
    },

    async open(key) {
      try {
        const response = await inTime(client.getObject(nameOf(key)));
        return response.body;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async remove(key) {
      try {
        await inTime(client.deleteObject(nameOf(key)));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },

    async *list(): AsyncGenerator<StoredFile> {
      for await (const { key: name, size, lastModified } of client.listObjects({ prefix })) {
        const key = name.split('/').at(-1) ?? '';
        if (storageKeyPattern.test(key) && nameOf(key) === name) {
          yield { key, bytes: size, storedAt: lastModified };
        }
      }
    },
  };
}

/** The file is not there; a bucket that is not there is another matter. */
const isMissing = (error: unknown) =>
  error instanceof S3Errors.ServerError && error.statusCode === 404 && error.code !== 'NoSuchBucket';

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The store of files does not answer.')), longestWait);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
