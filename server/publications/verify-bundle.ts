import { createHash } from 'node:crypto';
import { documentKinds, parseDocumentKind } from '#server/domain/publication/documents.ts';
import type { SealFile } from './bundle.ts';
import { calculateRoot, parseManifest, serialiseStatement } from './seal.ts';
import { isSignedBy, buildKeyId } from './signer.ts';

/** The files of a bundle that lie somewhere: in a folder, or in a ZIP file that was downloaded. */
export type BundleFiles = {
  /** All paths, with "/" between folders. */
  paths: readonly string[];
  read: (path: string) => Promise<Uint8Array>;
};

export type Verified = { publication: number; parts: number; root: string; keyId: string };

/**
 * Looks whether a bundle is as it was sealed, with the files alone. Every fault is a sentence that names the part: one
 * that was altered, is missing, or was added. `key` is the key (PEM) that the reader trusts; without one that of the
 * bundle is taken, which shows that the bundle agrees with itself.
 */
export async function verifyBundle(
  files: BundleFiles,
  key: string | null,
): Promise<{ faults: string[]; verified: Verified | null }> {
  const faults: string[] = [];
  const there = new Set(files.paths);
  const readText = async (path: string) =>
    there.has(path) ? Buffer.from(await files.read(path)).toString() : null;
  const manifest = await readText('manifest-sha256.txt');
  const seal = readSeal(await readText('seal.json'));
  if (manifest === null)
    faults.push('manifest-sha256.txt is missing: nothing says what belongs to the publication.');
  if (seal === null)
    faults.push('seal.json is missing or cannot be read: nothing says who sealed the publication.');
  if (manifest === null || seal === null) return { faults, verified: null };
  faults.push(...checkSeal(manifest, seal, key));
  const { parts, strange } = parseManifest(manifest);
  for (const line of strange)
    faults.push(`manifest-sha256.txt has a line that says nothing: ${line.slice(0, 80)}`);
  const listed = new Set<string>();
  for (const { path, sha256 } of parts) {
    const place = `data/${path}`;
    if (listed.has(place)) faults.push(`${path} stands twice in manifest-sha256.txt.`);
    listed.add(place);
    if (!there.has(place)) {
      faults.push(`${path} is missing.`);
      continue;
    }
    const bytes = await files.read(place);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) faults.push(`${path} was altered.`);
    else if (path.startsWith('documents/')) faults.push(...checkDocument(path, bytes, seal.publication));
  }
  for (const path of files.paths) {
    if (path.startsWith('data/') && !listed.has(path))
      faults.push(`${path.slice(5)} was added: the seal does not name it.`);
  }
  const { publication, root, keyId } = seal;
  return { faults, verified: { publication, root, keyId, parts: parts.length } };
}

function readSeal(text: string | null): SealFile | null {
  try {
    return text === null ? null : (JSON.parse(text) as SealFile);
  } catch {
    return null;
  }
}

function checkSeal(manifest: string, seal: SealFile, key: string | null): string[] {
  const faults: string[] = [];
  if (calculateRoot(manifest) !== seal.root) {
    faults.push('manifest-sha256.txt was altered: its checksum is not the root that was signed.');
  }
  const trusted = key ?? seal.publicKey;
  if (!isSignedBy(trusted, serialiseStatement(seal.publication, seal.root), seal.signature)) {
    faults.push(
      key === null
        ? 'The signature was altered, or the root, the number or the key: they do not belong together.'
        : 'The signature is not by the key that you gave.',
    );
  }
  try {
    if (buildKeyId(trusted) !== seal.keyId)
      faults.push(`The key is not the one that the seal names, ${seal.keyId}.`);
  } catch {
    faults.push('The key cannot be read.');
  }
  return faults;
}

/** A document says its kind itself, and is of the form that the kind has. */
function checkDocument(path: string, bytes: Uint8Array, publication: number): string[] {
  try {
    const kind = parseDocumentKind(path.slice('documents/'.length).replace(/\.json$/, ''));
    const document = JSON.parse(Buffer.from(bytes).toString()) as {
      kind: string;
      version: number;
      body: unknown;
    };
    if (document.kind !== kind) return [`${path} is a document of another kind: ${document.kind}.`];
    const { version, schema } = documentKinds[kind];
    // One of an older version is sealed as it was written then.
    if (document.version !== version) return [];
    const read = schema.safeParse(document.body);
    if (!read.success) return [`${path} has not the form of a document of its kind.`];
    if (kind === 'publication' && (read.data as { number: number }).number !== publication) {
      return [`${path} is that of another publication.`];
    }
    return [];
  } catch {
    return [`${path} cannot be read as a document.`];
  }
}
