import { RadioGroup } from '#app/components/choice-field.tsx';
import { SelectField } from '#app/components/field.tsx';
import type { People } from '#app/contract.ts';
import { roleLabels } from '#server/domain/access/can.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { roleHints } from './role-words.ts';

export interface RoleFieldsProps extends Pick<People, 'reporters' | 'rolesToGive'> {
  typed: { role: string; reporter: string; agency: string };
  problems: readonly FieldProblem[];
}

/** Which role, and for whom it is held. */
export function RoleFields({ reporters, rolesToGive, typed, problems }: RoleFieldsProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <>
      <RadioGroup
        id="role"
        name="role"
        label="Role"
        options={rolesToGive.map((role) => ({ value: role, label: roleLabels[role], hint: roleHints[role] }))}
        defaultValue={typed.role}
        error={problem('role')}
      />
      <SelectField
        id="reporter"
        name="reporter"
        label="State or body"
        hint={
          rolesToGive.includes('administrator')
            ? 'Not for secretariat officers and administrators.'
            : undefined
        }
        placeholder="Choose a state or body"
        options={reporters.map(({ code, kind, name }) => ({
          value: code,
          label: kind === 'state' ? name : `${code}: ${name}`,
        }))}
        defaultValue={typed.reporter}
        error={problem('reporter')}
      />
      <SelectField
        id="agency"
        name="agency"
        label="Agency"
        optional
        hint="For contributors of a state."
        placeholder="No agency"
        options={reporters.flatMap((reporter) =>
          reporter.agencies.map(({ acronym, name }) => ({
            value: `${reporter.code}/${acronym}`,
            label: `${reporter.name}: ${name}`,
          })),
        )}
        defaultValue={typed.agency}
        error={problem('agency')}
      />
    </>
  );
}
