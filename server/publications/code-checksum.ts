import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where it is decided what a publication says: the rules, and how documents are drawn and written. */
const folders = ['../domain', '.'].map((folder) => join(import.meta.dirname, folder));

let checksum: string | null = null;

/**
 * The SHA-256 of the code that builds publications. What was built by other code is built again rather than taken over,
 * since it might come out differently.
 */
export function getCodeChecksum(): string {
  if (checksum !== null) return checksum;
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(`${relative(folder, file)}\n`).update(readFileSync(file));
  }
  checksum = hash.digest('hex');
  return checksum;
}
