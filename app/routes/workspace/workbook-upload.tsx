import { loadUploadPage } from '#app/features/workbook/load-upload-page.server.ts';
import { UploadPage } from '#app/features/workbook/upload-page.tsx';
import type { Route } from './+types/workbook-upload';

/** The page from which a report's workbook is fetched and sent. */
export function loader(args: Route.LoaderArgs) {
  return loadUploadPage(args);
}

export default function WorkbookUploadPage({ loaderData }: Route.ComponentProps) {
  return <UploadPage page={loaderData} problem={null} />;
}
