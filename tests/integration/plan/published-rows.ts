import { createHash } from 'node:crypto';
import type { Sql } from '#db/sql.ts';
import { identifier } from '#db/statement.ts';

/** Everything of a publication, row by row, as one checksum. */
export async function fingerprintPublication(owner: Sql, publication: number): Promise<string> {
  const tables = await owner<{ name: string; key: string }[]>`
    select c.table_name as name, c.column_name as key from information_schema.columns c
    where c.table_schema = 'published' and c.column_name = case c.table_name when 'publication' then 'number'
      else 'publication' end
    order by 1`;
  const sum = createHash('sha256');
  for (const { name, key } of tables) {
    const rows = await owner`
      select t::text as row from published.${identifier(name)} t where ${identifier(key)} = ${publication} order by 1`;
    sum.update(`${name}\n${rows.map(({ row }) => row as string).join('\n')}\n`);
  }
  return sum.digest('hex');
}
