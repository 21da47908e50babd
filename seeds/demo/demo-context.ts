import type { Connections } from '#db/client.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import type { Signer } from '#server/publications/signer.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { DemoPerson } from './accounts.ts';
import type { DemoEvidence } from './read-script.ts';
import type { DemoHolders } from './responsibilities.ts';
import { demoMailDomain, SeedError } from './assert-demo-allowed.ts';

export type DemoStage = {
  connections: Connections;
  viewerSecret: string;
  published: PublicationReader;
  signer: Signer;
  /** Where the files of reports go. */
  files: FileStorage;
  people: ReadonlyMap<string, DemoPerson>;
  /** Who holds what in each state. */
  holders: DemoHolders;
  /** The round that is under way: agencies have delivered their parts of it, or not. */
  deliveredRound: string;
  /** What reporters attach, by round and reporter. */
  evidence: ReadonlyMap<string, readonly DemoEvidence[]>;
};

/** The use-cases as a demo person calls them at a moment of the past. */
export function contextOf(
  stage: Pick<DemoStage, 'connections' | 'viewerSecret' | 'published' | 'signer' | 'people'>,
  local: string,
  at: Date,
): OperationContext {
  const viewer = stage.people.get(`${local}${demoMailDomain}`);
  if (!viewer) throw new SeedError(`There is no demo account ${local}${demoMailDomain}.`);
  return {
    database: stage.connections.app,
    connections: stage.connections,
    viewerSecret: stage.viewerSecret,
    published: stage.published,
    signer: stage.signer,
    viewer,
    now: () => at,
  };
}

/** Runs one step and says where it happened when a rule refuses it: the files of the demo can be edited. */
export async function atStep<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = error.fields.map(({ path, message }) => ` ${path}: ${message}`).join('');
    throw new SeedError(`The demo stopped at ${place}: ${error.message}${fields}`, { cause: error });
  }
}
