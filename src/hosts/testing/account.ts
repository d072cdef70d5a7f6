/** Every record that a stream holds, by identity: read from the shards' logs, not from any counter. */
import { ensure } from '../../base/assert'
import { identityOf, isCopy, producerIndexOf, recordNumberOf } from '../../engine/recordId'
import { aggregateOf } from '../../engine/shardLog'
import type { Stream } from '../../engine/state'

export interface Account {
  /** Kinesis records. */
  records: number
  userRecords: number
  /** Of user records: those that say of themselves that they were stored before. */
  marked: number
  distinct: Set<number>
  distinctOf: Map<number, number>
}

export function accountOf(stream: Stream): Account {
  const account: Account = { records: 0, userRecords: 0, marked: 0, distinct: new Set(), distinctOf: new Map() }
  forEachStored(stream, (recordIds) => {
    account.records++
    for (const recordId of recordIds) {
      const identity = identityOf(recordId)
      account.userRecords++
      account.marked += Number(isCopy(recordId))
      if (account.distinct.has(identity)) continue
      account.distinct.add(identity)
      const producerIndex = producerIndexOf(recordId)
      account.distinctOf.set(producerIndex, (account.distinctOf.get(producerIndex) ?? 0) + 1)
    }
  })
  return account
}

/** Of a producer of plain records in a stream of one shard: how many lie behind a later one of the same key. */
export function countOutOfOrder(stream: Stream, producerIndex: number): number {
  const latest = new Map<number, number>()
  let outOfOrder = 0
  forEachStored(stream, ([recordId], keyId) => {
    if (recordId === undefined || producerIndexOf(recordId) !== producerIndex) return
    const number = recordNumberOf(recordId)
    const before = latest.get(keyId) ?? -1
    if (number < before) outOfOrder++
    else latest.set(keyId, number)
  })
  return outOfOrder
}

function forEachStored({ shards }: Stream, visit: (recordIds: Float64Array, keyId: number) => void): void {
  for (const { log } of shards) {
    for (const segment of log.segments) {
      const { recordId, keyId } = ensure(segment.columns, 'records of which more than the count is kept')
      for (let at = 0; at < segment.count; at++) visit(aggregateOf(segment, at)?.recordIds ?? recordId.subarray(at, at + 1), keyId[at] ?? -1)
    }
  }
}
