import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Which addresses may differ: those that a line "- `PATTERN`: reason" of wanted.md names. In a pattern a star stands for
 * anything.
 */
export async function readWanted(
  path = join(import.meta.dirname, 'wanted.md'),
): Promise<(address: string) => boolean> {
  const patterns = listPatterns(await readFile(path, 'utf8'));
  return (address) => patterns.some((pattern) => pattern.test(address));
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The patterns of a list. Throws for one that has no reason. */
export function listPatterns(text: string): RegExp[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const [, pattern, reason] = /^- `([^`]+)`:\s*(\S.*)$/.exec(line) ?? [];
      if (!pattern || !reason)
        throw new Error(`A wanted difference is listed as "- \`ADDRESS\`: reason", and not so: ${line}`);
      return new RegExp(
        `^${pattern
          .split('*')
          .map((piece) => escape(piece))
          .join('.*')}$`,
      );
    });
}
