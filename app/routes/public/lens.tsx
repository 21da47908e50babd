export default function LensPage() {
  return <h1>Lens</h1>;
}
