import { Button, ButtonGroup } from './button.tsx';
import { TextField } from './field.tsx';

export interface UploadFormProps {
  /** Where it goes; the page itself without one. */
  action?: string;
  label: string;
  hint: string;
  accept: string;
  multiple?: boolean;
  problem: string | null | undefined;
}

/** A plain form: the file goes in one piece, and the answer is a page that shows what it would do. */
export function UploadForm({ action, problem, ...field }: UploadFormProps) {
  return (
    <form method="post" action={action} encType="multipart/form-data">
      <TextField id="file" name="file" type="file" required error={problem} {...field} />
      <ButtonGroup>
        <Button>Upload and preview</Button>
      </ButtonGroup>
    </form>
  );
}
