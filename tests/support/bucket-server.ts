import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { S3Address } from '#server/config/files-url.ts';

export type BucketServer = {
  address: Omit<S3Address, 'bucket'>;
  /** Makes an empty bucket; its name. */
  make: () => Promise<string>;
  stop: () => Promise<void>;
};

type S3rver = new (
  options: Record<string, unknown>,
) => {
  run: () => Promise<AddressInfo>;
  close: () => Promise<void>;
};

/** A real S3-compatible server on this machine. It knows keys; it does not check signatures of version 4. */
export async function startBucketServer(directory: string): Promise<BucketServer> {
  await mkdir(directory, { recursive: true });
  // @ts-expect-error -- The package has no types.
  const { default: Server } = (await import('s3rver')) as { default: S3rver };
  const server = new Server({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port } = await server.run();
  let count = 0;
  return {
    address: {
      endPoint: `http://127.0.0.1:${port}`,
      accessKey: 'S3RVER',
      secretKey: 'S3RVER',
      region: 'us-east-1',
    },
    async make() {
      count += 1;
      await mkdir(join(directory, `bucket-${count}`), { recursive: true });
      return `bucket-${count}`;
    },
    stop: () => server.close(),
  };
}
