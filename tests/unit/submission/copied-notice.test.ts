import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createRoutesStub } from 'react-router';
import { expect, test } from 'vitest';
import { CopiedNotice } from '#app/features/copied/copied-forms.tsx';

const reportKey = { round: '2026-H1', reporter: 'TH', several: true };

function render(copyable: { from: string; answers: number } | null, copied: number): string {
  const Page = () => createElement(CopiedNotice, { reportKey, copyable, copied, requestId: 'once' });
  return renderToStaticMarkup(
    createElement(createRoutesStub([{ path: '/', Component: Page, action: () => null }])),
  );
}

test('what the last round can start is copied where it is offered, by one button', () => {
  const page = render({ from: '2025-H2', answers: 36 }, 0);
  expect(page).toContain('36 answers of 2025-H2 can be the start of this report');
  expect(page).toContain('action="/workspace/2026-H1/copied?reporter=TH"');
  expect(page).toContain('name="requestId" value="once"');
  expect(page).toMatch(/<button[^>]* value="" name="area">Copy all 36 answers</);
});

test('copied answers that wait are read before anything more is copied', () => {
  const page = render({ from: '2025-H2', answers: 3 }, 5);
  expect(page).toContain('Read and confirm them');
  expect(page).not.toContain('<button');
  expect(render({ from: '2025-H2', answers: 0 }, 0)).toBe('');
});
