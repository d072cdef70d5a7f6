/** The files that a workload needs. */
import type { Workload } from '../commands'

export interface NeededSource {
  sourceId: string
  /** Which of its columns is a partition key; null where only sizes are drawn from it. */
  keyColumn: string | null
}

export function sourcesOf(workload: Workload): NeededSource[] {
  if (workload.kind === 'replay') return [{ sourceId: workload.sourceId, keyColumn: workload.keyColumn }]
  const { keys, sizes } = workload
  const needed: NeededSource[] = []
  if (keys.kind === 'source') needed.push({ sourceId: keys.sourceId, keyColumn: keys.keyColumn })
  if (sizes?.kind === 'source') needed.push({ sourceId: sizes.sourceId, keyColumn: null })
  return needed
}
