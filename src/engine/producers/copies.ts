/** Which records under way are in the stream already: the engine keeps the truth, the producer does not know. */
import { markStored } from '../recordId'
import type { Aggregate } from '../recordBatch'
import type { PutRequest } from './core'

/** Whatever its answer says is stored, is stored again by the next attempt. */
export function markStoredEntries({ batch, answer }: PutRequest): void {
  if (answer?.kind !== 'stored') return
  const failed = new Set(answer.failed)
  for (let entry = 0; entry < batch.count; entry++) {
    if (failed.has(entry)) continue
    batch.recordIds[entry] = markStored(batch.recordIds[entry])
    const aggregate = batch.aggregates?.[entry] ?? null
    if (batch.aggregates !== null && aggregate !== null) batch.aggregates[entry] = markedAggregate(aggregate)
  }
}

/** The one that was handed in may be in a shard: it stays as it is. */
export function markedAggregate(aggregate: Aggregate): Aggregate {
  return { ...aggregate, recordIds: aggregate.recordIds.map(markStored) }
}
