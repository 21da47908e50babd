/**
 * Facts of a page for machines, as JSON-LD. Browsers take it for data, not for a script: it runs nothing, and the
 * content security policy, which is about what runs, has nothing to say of it. "<" is written so that no text can end
 * the element.
 */
export function JsonLd({ data }: { data: object }) {
  return (
    <script
      type="application/ld+json"
      // oxlint-disable-next-line react/no-danger
      dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', String.raw`\u003c`) }}
    />
  );
}
