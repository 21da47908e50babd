export default function PublicationsPage() {
  return <h1>Publications</h1>;
}
