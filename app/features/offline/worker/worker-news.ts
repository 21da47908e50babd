/** What the service worker tells a page. */
export type WorkerNews = {
  kind: 'page';
  /** Path and query of a page that was asked for. */
  page: string;
  /** When the server made the copy that was given; null when it came from the server just now. */
  cachedAt: string | null;
};
