import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Environment variables as the shell passes them; any may be absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the environment of this process, completed from the file `.env` in a directory, if there is one.
 * The environment of the process takes precedence; an empty value counts as missing in both.
 */
export function readEnvironment(directory: string = process.cwd()): Environment {
  const file = join(directory, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...withoutEmpty(fromFile), ...withoutEmpty(process.env) };
}

/** Returns the same variables without those that are empty or blank. */
export function withoutEmpty(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value.trim();
  }
  return kept;
}
