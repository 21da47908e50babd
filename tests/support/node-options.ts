import { join } from 'node:path';

/** Options of a process that runs a program of the tests: it loads as quickly as the tracker does. */
export const nodeOptions = ['--import', join(import.meta.dirname, '../../server/faster-imports.ts')];
