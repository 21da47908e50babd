/**
 * Where uploaded files lie: outside the database, under keys that say nothing. Drivers: a directory on this machine
 * (the default) and any S3-compatible store.
 */
export type FileStorage = {
  /** Stores the whole content under a key that is not there yet; resolves once it is safe. */
  put(key: string, content: Uint8Array, contentType: string): Promise<void>;
  /** The content in pieces, or null where there is no such file. */
  open(key: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Removes a file; harmless where there is none. */
  remove(key: string): Promise<void>;
};
