/** Whether a workload can be made here. */
import type { Workload } from '../commands'
import type { Environment } from '../environment'
import { sourcesOf } from './workloadSources'

/** @returns a sentence; null where nothing is wrong. */
export function problemOf({ sources }: Environment, workload: Workload): string | null {
  for (const { sourceId, keyColumn } of sourcesOf(workload)) {
    const source = sources.get(sourceId)
    if (keyColumn !== null && source?.keyColumns.has(keyColumn) !== true) return `No file ${sourceId} with a column ${keyColumn} is loaded.`
    if (source === undefined) return `No file ${sourceId} is loaded.`
  }
  return null
}
