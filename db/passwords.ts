import { createHmac } from 'node:crypto';
import type { RoleName } from './client.ts';

/**
 * Secrets that the database shares with the application, derived from SECRET so that nothing is stored twice
 * and every start agrees with the last.
 */
export function buildDatabaseSecrets(secret: string) {
  const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('hex');
  return {
    passwordOf: (role: RoleName) => derive(`database role ${role}`),
    viewerSecret: derive('viewer signature'),
  };
}

export type DatabaseSecrets = ReturnType<typeof buildDatabaseSecrets>;
