import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDiskStorage } from '#server/files/disk-storage.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { openS3Storage } from '#server/files/s3-storage.ts';
import { type BucketServer, startBucketServer } from '#tests/support/bucket-server.ts';

const newKey = () => randomBytes(16).toString('hex');

async function read(storage: FileStorage, key: string): Promise<Buffer | null> {
  const stream = await storage.open(key);
  return stream && Buffer.from(await new Response(stream).arrayBuffer());
}

async function listKeys(storage: FileStorage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys.sort();
}

let folder: string;
let buckets: BucketServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bohol-files-'));
  buckets = await startBucketServer(join(folder, 'buckets'));
});
afterAll(async () => {
  await buckets?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each<[string, () => Promise<FileStorage>]>([
  ['a directory', () => openDiskStorage(join(folder, newKey()))],
  [
    'a bucket of an S3-compatible store',
    async () => openS3Storage({ ...buckets.address, bucket: await buckets.make() }),
  ],
])('%s', (_, open) => {
  test('gives back what was stored, byte for byte, until it is removed', async () => {
    const storage = await open();
    const [small, large] = [newKey(), newKey()];
    const content = randomBytes(7_000_001);
    await storage.put(small, Buffer.from('a'), 'text/plain');
    await storage.put(large, content, 'application/pdf');
    expect((await read(storage, large))?.equals(content)).toBe(true);
    expect((await read(storage, small))?.toString()).toBe('a');
    expect(await listKeys(storage)).toEqual([small, large].sort());
    for await (const file of storage.list()) {
      expect(Math.abs(Date.now() - file.storedAt.getTime())).toBeLessThan(60_000);
      expect(file.bytes).toBe(file.key === small ? 1 : content.length);
    }
    await storage.remove(small);
    await storage.remove(small);
    expect(await storage.open(small)).toBeNull();
    expect(await listKeys(storage)).toEqual([large]);
  });

  test('has nothing under a key that was never stored', async () => {
    expect(await (await open()).open(newKey())).toBeNull();
  });

  test.each(['', 'a', '../../../etc/passwd', `${'a'.repeat(30)}/b`, 'A'.repeat(32), `${'a'.repeat(32)}\n`])(
    'takes %j for no key',
    async (key) => {
      const storage = await open();
      await expect(storage.put(key, Buffer.from('a'), 'text/plain')).rejects.toThrow(/not the key/);
      await expect(storage.open(key)).rejects.toThrow(/not the key/);
      await expect(storage.remove(key)).rejects.toThrow(/not the key/);
    },
  );

  test('a download that is broken off holds nothing', async () => {
    const storage = await open();
    const key = newKey();
    await storage.put(key, randomBytes(3_000_000), 'application/pdf');
    const reader = (await storage.open(key))!.getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    await reader.cancel();
    expect((await read(storage, key))?.length).toBe(3_000_000);
  });
});

describe('the directory', () => {
  let directory: string;
  let storage: FileStorage;
  beforeEach(async () => {
    directory = join(folder, newKey());
    storage = await openDiskStorage(directory);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test('is closed to everybody else, and so is every file', async () => {
    const key = newKey();
    await storage.put(key, Buffer.from('a'), 'text/plain');
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect(mode(directory)).toBe(0o700);
    expect(mode(join(directory, key.slice(0, 2)))).toBe(0o700);
    expect(mode(join(directory, key.slice(0, 2), key))).toBe(0o600);
  });

  test('never writes over a file, and leaves no draft behind', async () => {
    const key = newKey();
    await storage.put(key, Buffer.from('first'), 'text/plain');
    await expect(storage.put(key, Buffer.from('second'), 'text/plain')).rejects.toThrow();
    expect((await read(storage, key))?.toString()).toBe('first');
    expect(readdirSync(join(directory, '.half-written'))).toEqual([]);
  });

  test('clears what a killed process left half written', async () => {
    writeFileSync(join(directory, '.half-written', `${newKey()}-abc`), 'half');
    const again = await openDiskStorage(directory);
    expect(readdirSync(join(directory, '.half-written'))).toEqual([]);
    expect(await listKeys(again)).toEqual([]);
  });

  test('follows no symbolic link, of a file or of a folder', async () => {
    const key = newKey();
    const outside = join(folder, 'outside');
    writeFileSync(outside, 'secret');
    await mkdir(join(directory, key.slice(0, 2)));
    symlinkSync(outside, join(directory, key.slice(0, 2), key));
    await expect(storage.open(key)).rejects.toThrow();
    await expect(storage.put(key, Buffer.from('a'), 'text/plain')).rejects.toThrow();
    expect(await listKeys(storage)).toEqual([]);
    const other = newKey().replace(/^../, key.startsWith('00') ? '11' : '00');
    await mkdir(join(folder, 'elsewhere'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(directory, other.slice(0, 2)));
    await expect(storage.put(other, Buffer.from('a'), 'text/plain')).rejects.toThrow();
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  test('says when each file was stored', async () => {
    const key = newKey();
    await storage.put(key, Buffer.from('a'), 'text/plain');
    const then = new Date('2026-01-02T03:04:05Z');
    utimesSync(join(directory, key.slice(0, 2), key), then, then);
    for await (const file of storage.list()) expect(file.storedAt).toEqual(then);
  });
});

describe('the bucket', () => {
  test('an unknown key, a missing bucket and a store that is away are faults, not missing files', async () => {
    const bucket = await buckets.make();
    const wrong = openS3Storage({ ...buckets.address, bucket, accessKey: 'unknown', secretKey: 'hidden' });
    await expect(wrong.put(newKey(), Buffer.from('a'), 'text/plain')).rejects.toThrow();
    await expect(wrong.open(newKey())).rejects.toThrow();
    await expect(openS3Storage({ ...buckets.address, bucket: 'no-such' }).open(newKey())).rejects.toThrow();
    const away = openS3Storage({ ...buckets.address, bucket, endPoint: 'http://127.0.0.1:9' });
    await expect(away.open(newKey())).rejects.toThrow();
    expect(wrong.place).not.toMatch(/unknown|hidden/);
  });

  // The server of these tests knows keys and does not check signatures of version 4.
  test('every request is signed with the secret as the protocol says', async () => {
    const seen: { request: IncomingMessage; body: Buffer }[] = [];
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        seen.push({ request, body: Buffer.concat(pieces) });
        response.writeHead(request.method === 'DELETE' ? 204 : 200, { etag: '"x"' }).end('a');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const endPoint = `http://127.0.0.1:${port}`;
      const keys = { accessKey: 'KEY', secretKey: 'se/cr+et', region: 'eu-west-1' };
      const storage = openS3Storage({ endPoint, bucket: 'tracker', ...keys });
      const key = newKey();
      await storage.put(key, Buffer.from('content'), 'application/pdf');
      await read(storage, key);
      await storage.remove(key);
      expect(seen.map(({ request }) => `${request.method} ${request.url}`)).toEqual(
        ['PUT', 'GET', 'DELETE'].map((method) => `${method} /tracker/evidence/${key.slice(0, 2)}/${key}`),
      );
      expect(seen[0]?.body.toString()).toBe('content');
      expect(seen[0]?.request.headers['content-type']).toBe('application/pdf');
      for (const { request, body } of seen) {
        expect(request.headers.authorization).toBe(signAsDocumented(request, body, keys));
      }
    } finally {
      server.close();
    }
  });
});

/** Signature version 4 of a request as Amazon's documentation of it works it out, step by step. */
function signAsDocumented(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  { accessKey, secretKey, region }: { accessKey: string; secretKey: string; region: string },
): string {
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date']));
  const canonical = [
    method,
    url,
    '',
    ...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const time = String(headers['x-amz-date']);
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}
