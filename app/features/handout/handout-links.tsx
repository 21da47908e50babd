import { Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';

/** Links to the two-page brief and the slides of the page at `path`. */
export function HandoutLinks({ path }: { path: string }) {
  const words = useWords('downloads');
  const link = usePublicationLink();
  return (
    <Section id="downloads" title={words('title')} screenOnly>
      <ul>
        <li>
          <a href={link(`${path}/brief.pdf`)}>{words('brief')}</a>
        </li>
        <li>
          <a href={link(`${path}/deck.pptx`)}>{words('deck')}</a>
        </li>
      </ul>
    </Section>
  );
}
