export default function PublicationPage() {
  return <h1>Publication</h1>;
}
