/** "1,234 rows of 60 tables". */
export function describeAmount(rows: number, tables: number): string {
  return `${rows.toLocaleString('en-GB')} rows of ${tables} tables`;
}

/** A size in bytes, as people say it: "512 bytes", "1.4 MB". */
export function describeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${['', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

/** A moment as an ISO string in words: "24 November 2026, 22:41 UTC". */
export function describeMoment(iso: string): string {
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${moment.toISOString().slice(11, 16)} UTC`;
}
