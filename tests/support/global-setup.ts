import type { TestProject } from 'vitest/node';
import { prepareTemplate } from './template-database.ts';
import { keptDemo } from './demo-database.ts';
import { startTestPostgres } from './test-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's connection to the database `postgres`. */
    adminUrl: string;
    /** A migrated database with reference data, plan and planned rounds; no people. */
    template: string;
    /** A data directory whose cluster holds that database under the tracker's name; for `copyCluster`. */
    cluster: string;
  }
}

/** One Postgres for the whole run, and a template from which every test gets a database of its own. */
export default async function setup(project: TestProject) {
  // Under the name of an installation, so that a tracker that is started on a copy of the cluster finds it made.
  const template = 'bohol';
  const server = await startTestPostgres(async (adminUrl) => {
    await prepareTemplate(adminUrl, template);
  });
  project.provide('adminUrl', server.adminUrl);
  project.provide('template', template);
  project.provide('cluster', server.cluster);
  return () => server.stop(keptDemo);
}
