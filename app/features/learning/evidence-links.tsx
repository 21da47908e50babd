import type { EvidenceLink } from '#server/domain/learning/learning-entry.schema.ts';

/** On what a judgement rests. Public pages are read as they come from the server, so these are plain links. */
export function EvidenceLinks({ evidence }: { evidence: readonly EvidenceLink[] }) {
  if (evidence.length === 0) return <>–</>;
  return (
    <ul>
      {evidence.map(({ label, path }) => (
        <li key={`${label}${path}`}>
          <a href={path}>{label}</a>
        </li>
      ))}
    </ul>
  );
}
