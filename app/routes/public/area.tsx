export default function AreaPage() {
  return <h1>Area</h1>;
}
