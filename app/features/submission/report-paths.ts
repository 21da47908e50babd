/** Which report a page is about. */
export type ReportKey = {
  round: string;
  reporter: string;
  /** Whether the address must name the reporter because the person works for several. */
  several: boolean;
};

/** The kind of thing that is reported on, as addresses spell it. */
export type ItemKind = 'activity' | 'indicator';

const search = ({ reporter, several }: ReportKey) =>
  several ? `?reporter=${encodeURIComponent(reporter)}` : '';

/** The address of a report's page: "" is the task list, "check", "history" and "receipt" the others. */
export function buildReportPath(key: ReportKey, page: '' | 'check' | 'history' | 'receipt' = ''): string {
  return `/workspace/${key.round}${page ? `/${page}` : ''}${search(key)}`;
}

/** The address of an activity or indicator, of one field of it where `anchor` is given. */
export function buildItemPath(key: ReportKey, kind: ItemKind, code: string, anchor = ''): string {
  const folder = kind === 'activity' ? 'activities' : 'indicators';
  return `/workspace/${key.round}/${folder}/${encodeURIComponent(code)}${search(key)}${anchor ? `#${anchor}` : ''}`;
}

/** The address of the changes made to one item. */
export function buildItemHistoryPath(key: ReportKey, code: string): string {
  const path = buildReportPath(key, 'history');
  return `${path}${path.includes('?') ? '&' : '?'}item=${encodeURIComponent(code)}`;
}
