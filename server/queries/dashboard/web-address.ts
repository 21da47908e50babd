import { type SQL, sql } from 'drizzle-orm';

/**
 * An address as it goes out: a page on the web, or null. Publications are never changed, so one from before addresses
 * were checked may hold something else.
 */
export const webAddress = (column: SQL): SQL =>
  sql`case when ${column} ~* '^https?://[^[:space:][:cntrl:]]+$' then ${column} end`;
