export default function MethodologyPage() {
  return <h1>Methodology</h1>;
}
