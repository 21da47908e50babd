import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { type BundleFiles, verifyBundle } from '#server/publications/verify-bundle.ts';
import { AdminError, type Command } from './command.ts';
import { parseNotedHash } from '#server/domain/audit/chain.rules.ts';
import { verifyAudit } from '#server/queries/audit/verify-audit.query.ts';
import { withTrackerDatabase } from './tracker-database.ts';

export const verifyPublicationCommand: Command = {
  name: 'verify-publication',
  summary: 'say whether a publication is as it was sealed',
  words: ['DIRECTORY|URL'],
  options: [
    {
      name: 'key',
      value: 'FILE',
      meaning:
        'The key (PEM) that you trust, from an earlier day. Without it the key of the bundle is taken.',
    },
  ],
  about: [
    'Reads the bundle of a publication, unpacked in a folder, as a ZIP file, or at an address such as ' +
      'https://tracker.example/publications/3, and names every document and file that was altered, is missing or was added.',
    'Needs the bundle and nothing else: no database, and no tracker for a folder or a file. Ends with exit code 0 when ' +
      'everything is as it was sealed and with 1 when it is not.',
  ],
  async run({ words, text }, say) {
    const from = words['DIRECTORY|URL'] ?? '';
    const keyFile = text('key');
    const key = keyFile === null ? null : await readKey(keyFile);
    const files = await openFiles(from);
    const { faults, verified } = await verifyBundle(files, key);
    for (const fault of faults) say(fault);
    if (faults.length > 0 || !verified) throw new AdminError('The publication is not as it was sealed.');
    say(`Publication ${verified.publication} is as it was sealed: ${verified.parts} documents and files.`);
    say(`Root: ${verified.root}`);
    say(
      `Key: ${verified.keyId}${key === null ? ', as the bundle gives it. Compare it with one that you trust.' : ''}`,
    );
  },
};

async function readKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new AdminError(`There is no file ${file}.`);
  }
}

async function openFiles(from: string): Promise<BundleFiles> {
  if (/^https?:\/\//.test(from)) return unpack(await download(from));
  const found = await stat(from).catch(() => null);
  if (!found) throw new AdminError(`There is no folder ${from}.`);
  return found.isDirectory() ? openFolder(await findBag(from)) : unpack(await readFile(from));
}

async function download(from: string): Promise<Uint8Array> {
  const address = from.endsWith('.zip') ? from : `${from.replace(/\/+$/, '')}/bundle.zip`;
  const answer = await fetch(address).catch((error: unknown) => {
    throw new AdminError(`${address} does not answer: ${String(error)}`);
  });
  if (!answer.ok) throw new AdminError(`${address} answers with ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The files of a ZIP file, without the folder in which all of them lie. */
function unpack(zip: Uint8Array): BundleFiles {
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(zip);
  } catch {
    throw new AdminError('This is no ZIP file, or a part of it is missing.');
  }
  const files = new Map(
    Object.entries(unpacked).map(([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes]),
  );
  return { paths: [...files.keys()], read: (path) => Promise.resolve(files.get(path) ?? new Uint8Array()) };
}

/** The folder that holds the bag: the one given, or the only one in it. */
async function findBag(folder: string): Promise<string> {
  const names = await readdir(folder);
  const [only] = names;
  return names.length === 1 && only !== undefined ? join(folder, only) : folder;
}

async function openFolder(folder: string): Promise<BundleFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return { paths, read: async (path) => readFile(join(folder, ...path.split('/'))) };
}

export const verifyAuditCommand: Command = {
  name: 'verify-audit',
  summary: 'say whether anything in the audit was altered, removed or put in',
  words: [],
  options: [
    {
      name: 'head',
      value: 'HASH',
      meaning: 'A hash you wrote down from the Audit page: shows whether entries are missing at the end.',
    },
  ],
  about: [
    'Follows the chain of entries from the first to the last, and compares every record that an entry tells of with ' +
      'what it said when it was written. Names the first entry that is altered, removed or put in, and every such record.',
    'Without --head, entries that were cut off from the end show only where a record is left without its entry. Note ' +
      'the hash on the page Audit somewhere outside the tracker now and then, and give it here.',
    'Works whether or not the tracker is running. Ends with exit code 0 when everything is as it was written and with ' +
      '1 when it is not.',
  ],
  async run({ text }, say) {
    const typed = text('head');
    const noted = typed === null ? null : parseNotedHash(typed);
    if (typed !== null && noted === null) {
      throw new AdminError('--head takes the whole hash: 64 letters and digits from 0 to f.');
    }
    await withTrackerDatabase({ make: false, current: true }, async (owner) => {
      const { entries, head, notedAt, faults, more } = await verifyAudit(owner, noted);
      for (const fault of faults) say(fault);
      if (more > 0) say(`${more} more records have been altered.`);
      if (faults.length > 0) throw new AdminError('The audit has been altered.');
      say(`All ${entries} entries are intact, and every record matches them.`);
      if (notedAt !== null) say(`The hash you entered belongs to entry ${notedAt}.`);
      say(`Head: ${head}`);
    });
  },
};
