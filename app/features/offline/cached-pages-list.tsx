import { useEffect, useState } from 'react';
import { listCachedPages, nameCachedPage } from './cache-pages.ts';

/** The pages that this device can show without a line. */
export function CachedPagesList({ personId }: { personId: string }) {
  const [pages, setPages] = useState<string[] | null>(null);
  useEffect(() => {
    let isHere = true;
    listCachedPages(personId).then(
      (found) => isHere && setPages(found),
      () => isHere && setPages([]),
    );
    return () => {
      isHere = false;
    };
  }, [personId]);
  if (pages === null) return null;
  if (pages.length === 0) return <p>No page is kept on this device.</p>;
  return (
    <section aria-labelledby="kept-pages">
      <h2 id="kept-pages">Pages on this device</h2>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <a href={page}>{nameCachedPage(page)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
