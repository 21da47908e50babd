import { useEffect, useState } from 'react';
import { buildItemPath, buildReportPath, type ReportKey } from '../submission/report-paths.ts';
import type { Task } from '../submission/report-tasks.ts';
import { useDevice } from './device-context.tsx';
import { cachePages } from './cache-pages.ts';

export interface CacheReportPagesProps {
  reportKey: ReportKey;
  tasks: readonly Task[];
  /** Changes with the report as a whole. */
  stamp: string;
}

/** Keeps the pages of a whole report on this device while its task list is in view. Shows nothing. */
export function CacheReportPages(props: CacheReportPagesProps): null {
  const { person } = useDevice();
  const [{ reportKey, tasks, stamp }] = useState(props);
  useEffect(() => {
    const left = new AbortController();
    const pages = [
      ...tasks.map(({ kind, code, state, updatedAt, item }) => ({
        page: buildItemPath(reportKey, kind, code),
        stamp: `${stamp} ${item.version} ${updatedAt} ${state} ${item.questions} ${item.unanswered}`,
      })),
      {
        page: buildReportPath(reportKey, 'check'),
        stamp: `${stamp} ${tasks.map(({ item }) => item.version).join()}`,
      },
    ];
    // A line that fails meanwhile is nobody's concern here.
    cachePages(person, pages, left.signal).catch(() => {});
    return () => left.abort();
  }, [person, reportKey, tasks, stamp]);
  return null;
}
