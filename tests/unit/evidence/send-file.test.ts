import { expect, test } from 'vitest';
import { sendPublishedFile } from '#app/features/evidence/send-file.server.ts';

const content = new TextEncoder().encode('drawn again');
const send = (redrawn: { sha256: string; isSame: boolean } | null, method = 'GET') =>
  sendPublishedFile(
    new Request('https://tracker.test/publications/3/report.pdf', { method }),
    'TEST-00001',
    {
      fileName: 'report-publication-3.pdf',
      contentType: 'application/pdf',
      sizeBytes: 4,
      sha256: 'a',
      open: () => Promise.resolve(null),
    },
    {
      stream: 'report',
      gone: null,
      redraw: () => Promise.resolve(redrawn && { ...redrawn, content }),
    },
  );
const about = (answer: Response) =>
  ['etag', 'cache-control', 'content-length', 'content-disposition'].map((name) => answer.headers.get(name));

test('a lost file that is drawn again to the byte is the file', async () => {
  const answer = await send({ sha256: 'a', isSame: true });
  expect(about(answer)).toEqual([
    '"a"',
    'public, max-age=3600',
    '11',
    expect.stringContaining('report-publication-3.pdf'),
  ]);
  expect(await answer.text()).toBe('drawn again');
  expect((await send({ sha256: 'a', isSame: true }, 'HEAD')).body).toBeNull();
});

test('one with other bytes says so, is another to every cache and is kept by none', async () => {
  expect(about(await send({ sha256: 'b', isSame: false }))).toEqual([
    '"b"',
    'no-store',
    '11',
    expect.stringContaining('report-publication-3-drawn-again.pdf'),
  ]);
});

test('what cannot be drawn again is gone', async () => {
  await expect(send(null)).rejects.toMatchObject({ init: { status: 410 } });
});
