import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Split } from '#app/components/layout.tsx';
import { HowToFill, isGuideRead } from '#app/features/entry/how-to-fill.tsx';

test('each line of an error summary names its field and leads to it', () => {
  const errors = [
    { fieldId: 'achievements', label: 'Achievements', message: 'Write at most 10,000 characters.' },
    { message: 'The round is closed.' },
  ];
  const html = renderToStaticMarkup(createElement(ErrorSummary, { errors }));
  expect(html).toContain('<a href="#achievements">Achievements: Write at most 10,000 characters.</a>');
  expect(html).toContain('<li>The round is closed.</li>');
  expect(renderToStaticMarkup(createElement(ErrorSummary, { errors: [] }))).toBe('');
});

test('on a phone the definition and the counting rule come before the fields, the rest of the help after them', () => {
  const html = renderToStaticMarkup(
    createElement(Split, {
      lead: 'Definition and how to count',
      aside: 'Last round',
      asideLabel: 'Help with this page',
      // oxlint-disable-next-line react/no-children-prop -- without JSX
      children: 'Fields',
    }),
  );
  expect(
    html
      .replaceAll(/<[^>]*>/g, '|')
      .split(/\|+/)
      .filter(Boolean),
  ).toEqual(['Definition and how to count', 'Fields', 'Last round']);
});

test('the guidance is open the first time and folded for whoever has put it away', () => {
  const render = (cookie: string) =>
    renderToStaticMarkup(
      createElement(HowToFill, {
        kind: 'indicator',
        isRead: isGuideRead(new Request('http://tracker.test/workspace', { headers: { cookie } })),
      }),
    );
  expect(render('session=1')).toMatch(/<details[^>]* open=""/);
  expect(render('session=1; guide=read')).not.toMatch(/<details[^>]* open=""/);
  expect(render('session=1; guide=read')).toContain('Zero is a figure.');
});
