import { type SQL, sql } from 'drizzle-orm';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';

/** SQL that keeps rows where a column is what was asked for; true where nothing was. */
export const keepWhere = (column: SQL, wanted: string | undefined): SQL =>
  wanted === undefined ? sql`true` : sql`${column} = ${wanted}`;

/** SQL that keeps the rows of `published.activity` named `a` that a filter asks for. */
export function keepActivities({ area, objective, activity, lens, tag }: DataFilter): SQL {
  return sql`${keepWhere(sql`a.area_code`, area)} and ${keepWhere(sql`a.objective_code`, objective)}
    and ${keepWhere(sql`a.code`, activity)}
    and ${lens === undefined ? sql`true` : sql`${lens} = any (a.lenses)`}
    and ${tag === undefined ? sql`true` : sql`${tag} = any (a.tags)`}`;
}

/**
 * SQL that keeps the rows of `published.indicator` named `i` that a filter asks for. Tags and objectives are those of
 * the activity that an indicator follows; lenses name indicators themselves.
 */
export function keepIndicators({ area, objective, activity, indicator, lens, tag }: DataFilter): SQL {
  return sql`${keepWhere(sql`i.area_code`, area)} and ${keepWhere(sql`i.code`, indicator)}
    and ${keepWhere(sql`i.activity_code`, activity)}
    and ${
      lens === undefined
        ? sql`true`
        : sql`exists (select 1 from published.lens_indicator x where x.publication = i.publication
            and x.indicator_code = i.code and x.lens_code = ${lens})`
    }
    and ${
      tag === undefined && objective === undefined
        ? sql`true`
        : sql`exists (select 1 from published.activity a where a.publication = i.publication
            and a.code = i.activity_code and ${keepActivities({ ...(objective === undefined ? {} : { objective }), ...(tag === undefined ? {} : { tag }) })})`
    }`;
}
