import type { Connections, Database } from '#db/client.ts';
import { can, type Operation, type Resource, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import type { Signer } from '#server/publications/signer.ts';

/** What every use-case and read model is given: the database, who asks, and what time it is. */
export type OperationContext = {
  database: Database;
  connections: Connections;
  viewerSecret: string;
  /** What is published: the only source of public pages. */
  published: PublicationReader;
  /** Signs what is published. */
  signer: Signer;
  viewer: Viewer | null;
  /** The one clock: the seeds set it to the past. */
  now: () => Date;
};

type Asker = Pick<OperationContext, 'viewer'>;

/** The viewer, or UNAUTHENTICATED. */
export function requireViewer(context: Asker): Viewer {
  if (!context.viewer) throw new DomainError('UNAUTHENTICATED', 'Sign in to continue.');
  return context.viewer;
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the viewer may do this. */
export function requirePermission(context: Asker, operation: Operation, resource: Resource = {}): Viewer {
  const viewer = requireViewer(context);
  if (!can(viewer, operation, resource)) {
    throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
  }
  return viewer;
}

/** All that a public question needs: the reader of what is published and nothing else. */
export type PublicContext = { published: PublicationReader };
