/** Whether a workload can be made here. */
import type { Workload } from '../commands'
import type { Environment } from '../environment'
import type { RefusalReason } from '../refusalReasons'
import { sourcesOf } from './workloadSources'

/** @returns null where nothing is wrong. */
export function problemOf({ sources }: Environment, workload: Workload): RefusalReason | null {
  for (const { sourceId, keyColumn } of sourcesOf(workload)) {
    const source = sources.get(sourceId)
    if (keyColumn !== null && source?.keyColumns.has(keyColumn) !== true) return { key: 'noColumn', values: { source: sourceId, column: keyColumn } }
    if (source === undefined) return { key: 'noSource', values: { source: sourceId } }
  }
  return null
}
