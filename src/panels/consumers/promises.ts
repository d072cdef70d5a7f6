/** Which promises the applications have broken: rows for the panel, first violation first. Pure. */
import type { CheckName } from '../../engine/consumers/checkState'
import type { ApplicationRow, CheckRow } from '../../engine/summary'

export const CHECKS: readonly CheckName[] = ['orderPerKey', 'parentsFirst', 'atLeastOnce', 'nothingExpired']

export interface BrokenPromise {
  application: string
  applicationIndex: number
  check: CheckName
  records: number
  first: NonNullable<CheckRow['first']>
}

/** In order of time. */
export function brokenPromises(applications: readonly Pick<ApplicationRow, 'name' | 'applicationIndex' | 'checks'>[]): BrokenPromise[] {
  return applications
    .flatMap(({ name, applicationIndex, checks }) =>
      CHECKS.flatMap((check) => {
        const { records, first } = checks[check]
        return first === null ? [] : [{ application: name, applicationIndex, check, records, first }]
      }),
    )
    .sort((one, other) => one.first.atMs - other.first.atMs)
}
