import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import { parseManifest, serialiseStatement } from './seal.ts';
import { hashText } from './serialise-document.ts';

export type Seal = {
  publication: number;
  /** From 1: a later one holds the report that was approved after the publication. */
  number: number;
  manifest: string;
  root: string;
  keyId: string;
  publicKey: string;
  /** Of the statement, in Base64. */
  signature: string;
  /** ISO point in time. */
  sealedAt: string;
};

/** What stands in seal.json, in the bundle and behind /publications/N/. */
export type SealFile = Omit<Seal, 'manifest'> & { statement: string };

export const buildSealFile = ({ manifest: _manifest, ...seal }: Seal): SealFile => ({
  ...seal,
  statement: serialiseStatement(seal.publication, seal.root),
});

export type BundleInfo = { address: string; title: string; plan: string; bytes: number };

/** The files of a bundle beside its parts, by name: those of a bag (RFC 8493), the seal, and how to check it. */
export function listTagFiles(
  seal: Seal,
  { address, title, plan, bytes }: BundleInfo,
): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    [
      'bag-info.txt',
      [
        `External-Identifier: ${address}`,
        `External-Description: ${plan}. ${title}`,
        `Bagging-Date: ${seal.sealedAt.slice(0, 10)}`,
        `Payload-Oxum: ${bytes}.${parseManifest(seal.manifest).parts.length}`,
        '',
      ].join('\n'),
    ],
    ['manifest-sha256.txt', seal.manifest],
    ['seal.json', `${JSON.stringify(buildSealFile(seal), null, 2)}\n`],
    ['statement.txt', serialiseStatement(seal.publication, seal.root)],
    ['signature.bin', Buffer.from(seal.signature, 'base64')],
    ['key.pem', seal.publicKey],
    ['README.txt', readMe(seal, address)],
  ]);
  const tags = [...files].map(([name, content]) => `${hashText(content)}  ${name}\n`).sort();
  files.set('tagmanifest-sha256.txt', tags.join(''));
  return files;
}

const readMe = ({ publication }: Seal, address: string) => `Publication ${publication}: ${address}

data/documents holds everything that the publication shows, as JSON; data/evidence and data/report its files.

Check it without the tracker, in this folder:

1. Every file is as it was sealed, and none is missing:
     sha256sum -c manifest-sha256.txt
2. The list of files is the one that was signed. The checksum printed here stands in statement.txt:
     sha256sum manifest-sha256.txt
3. The statement was signed by the tracker (OpenSSL 3):
     openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in statement.txt -sigfile signature.bin
4. key.pem is the tracker's key: compare it with the one on the page of the publication.

Files in data/ that the list does not name were not published.
`;

/** A file of a bundle: a text, or the bytes of a stored file at the pace of whoever reads the bundle. */
export type BundledFile = { path: string } & (
  | { content: string | Buffer }
  | { pieces: AsyncIterable<Uint8Array> }
);

/**
 * A ZIP file of the files, made while it is read. Texts are compressed beside the main thread; stored files are as small
 * as they get. Every time in it is the moment of the seal, so that the same files make the same bytes.
 */
export function serialiseBundle(files: AsyncIterable<BundledFile>, at: Date): ReadableStream<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else if (piece.length > 0) ready.push(piece);
  });
  const work = (async function* () {
    for await (const file of files) {
      if ('content' in file) await addText(zip, file.path, Buffer.from(file.content), at);
      else {
        const entry = new ZipPassThrough(file.path);
        entry.mtime = at;
        zip.add(entry);
        for await (const piece of file.pieces) {
          entry.push(piece);
          yield;
        }
        entry.push(new Uint8Array(), true);
      }
      yield;
    }
    zip.end();
  })();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (ready.length === 0) {
          const step = await work.next();
          if (failure) throw failure;
          if (step.done && ready.length === 0) return controller.close();
        }
        controller.enqueue(Buffer.concat(ready.splice(0)));
      },
      async cancel() {
        await work.return();
        zip.terminate();
      },
    },
    { highWaterMark: 0 },
  );
}

const deflate = promisify(deflateRaw);

async function addText(zip: Zip, path: string, content: Buffer, at: Date): Promise<void> {
  const compressed = await deflate(content);
  const entry: ZipInputFile = {
    filename: path,
    size: content.length,
    crc: crc32(content),
    compression: 8,
    mtime: at,
  };
  zip.add(entry);
  entry.ondata?.(null, compressed, true);
}
