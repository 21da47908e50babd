import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Names and values as a shell gives them; a name may be absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process, completed by the file `.env` of a directory where there is one. What the
 * process was started with wins; an empty value counts as missing in both.
 */
export function readEnvironment(directory: string = process.cwd()): Environment {
  const file = join(directory, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...withoutEmpty(fromFile), ...withoutEmpty(process.env) };
}

/** The same names without those whose value is empty or blank. */
export function withoutEmpty(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value.trim();
  }
  return kept;
}
