import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { openDatabase } from '#db/client.ts';
import { sealPublication } from '#server/publications/seal-publication.ts';
import type { Signer } from '#server/publications/signer.ts';

/**
 * Makes the key known by which publications are sealed from now on, and seals those that have no seal yet: they were
 * published before there were seals. Runs as the owner of the database, when the tracker starts.
 */
export async function sealPublications(ownerUrl: string, signer: Signer): Promise<void> {
  const owner = openDatabase(ownerUrl, { max: 1, statementTimeoutMs: 0, name: 'bohol_seal' });
  try {
    await owner.transaction(async (tx) => {
      await tx.execute(sql`
        insert into published.signing_key (id, public_key, since)
        values (${signer.keyId}, ${signer.publicKey}, now()) on conflict do nothing`);
      const open = await readRows(
        tx,
        { number: z.number() },
        sql`
        select number from published.publication p
        where not exists (select from published.seal s where s.publication = p.number) order by number`,
      );
      for (const { number } of open) await sealPublication(tx, signer, number, new Date());
    });
  } finally {
    await owner.$client.end();
  }
}
