import type { TestProject } from 'vitest/node';
import { prepareTemplate } from './template-database.ts';
import { startTestPostgres } from './test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's connection to the database `postgres`. */
    adminUrl: string;
    /** A migrated database with reference data, plan and planned rounds; no people. */
    template: string;
  }
}

/** One Postgres for the whole run, and a template from which every test gets a database of its own. */
export default async function setup(project: TestProject) {
  const server = await startTestPostgres();
  project.provide('adminUrl', server.adminUrl);
  project.provide('template', await prepareTemplate(server.adminUrl));
  return () => server.stop();
}
