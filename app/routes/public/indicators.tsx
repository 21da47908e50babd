export default function IndicatorsPage() {
  return <h1>Indicators</h1>;
}
