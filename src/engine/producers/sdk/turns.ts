/**
 * SequenceNumberForOrdering: records of one partition key go one after another, each naming the number of the one before;
 * keys among each other go side by side. Records that were sent before somebody set it are not waited for.
 */
import { identityOf } from '../../recordId'
import type { RecordBatch } from '../../recordBatch'
import type { SdkProducer, Turns } from './model'
import type { SdkSettings } from './settings'

/** Our sample application's choice: it forgets the numbers of keys that it has not put for longest. */
export const NUMBERS_REMEMBERED_MAX = 1_000

export function createTurns(): Turns {
  return { byKey: new Map(), ready: [], numbers: new Map() }
}

export function isOrdered({ operation, sequenceNumberForOrdering }: SdkSettings): boolean {
  return operation === 'PutRecord' && sequenceNumberForOrdering
}

/** @returns false when the record must wait: it is parked. */
export function takeTurn({ turns: { byKey } }: SdkProducer, record: RecordBatch): boolean {
  const keyId = record.keyIds[0]
  const identity = identityOf(record.recordIds[0])
  const turn = byKey.get(keyId)
  if (turn === undefined) byKey.set(keyId, { holder: identity, parked: [] })
  else if (turn.holder !== identity) {
    turn.parked.push(record)
    return false
  }
  return true
}

/** A record is stored, or given up: the next one of its key may go. */
export function passTurn({ turns: { byKey, ready } }: SdkProducer, record: RecordBatch): void {
  const keyId = record.keyIds[0]
  const turn = byKey.get(keyId)
  if (record.count !== 1 || turn?.holder !== identityOf(record.recordIds[0])) return
  const next = turn.parked.shift()
  if (next === undefined) {
    byKey.delete(keyId)
    return
  }
  turn.holder = identityOf(next.recordIds[0])
  ready.push(next)
}

/** Nobody waits for a turn any more. @returns who did, in the order in which they were made. */
export function endTurns({ turns }: SdkProducer): RecordBatch[] {
  const parked = Array.from(turns.byKey.values(), (turn) => turn.parked).flat()
  turns.byKey.clear()
  turns.numbers.clear()
  return parked.sort((left, right) => identityOf(left.recordIds[0]) - identityOf(right.recordIds[0]))
}

export function rememberNumber({ turns: { numbers } }: SdkProducer, keyId: number, sequenceNumber: string): void {
  numbers.delete(keyId)
  numbers.set(keyId, sequenceNumber)
  if (numbers.size <= NUMBERS_REMEMBERED_MAX) return
  for (const oldest of numbers.keys()) {
    numbers.delete(oldest)
    return
  }
}
