/** Collects what arrives between two frames: every attempt while there is room, then every second one, every fourth … */
import { US_PER_MS } from '../base/units'
import { OUTCOME_COPY, OUTCOME_STORED, OUTCOME_STRUCK, OUTCOME_THROTTLED, type ArrivalColumns } from './frame'
import { hashWordsOf } from './keySpace'
import { createLosses, cutLosses } from './losses'
import { copyIn, type RecordBatch } from './recordBatch'
import { sourceIndexOf } from './recordId'
import type { BatchOutcome } from './sink'
import type { World } from './state'
import { createTwins, cutTwins } from './twins'

export const ARRIVALS_MAX = 16_384

export interface ArrivalsSeen {
  columns: ArrivalColumns
  /** Attempts so far; one in `columns.weight` is kept. */
  seen: number
}

export function createArrivalsSeen(fromMs: number): ArrivalsSeen {
  return { columns: createArrivalColumns(fromMs, ARRIVALS_MAX), seen: 0 }
}

/** Begins anew at `fromMs`, in the same columns. */
export function forgetArrivals(arrivals: ArrivalsSeen, fromMs: number): void {
  arrivals.seen = 0
  Object.assign(arrivals.columns, { fromMs, toMs: fromMs, count: 0, weight: 1 })
  arrivals.columns.twins.count = 0
  arrivals.columns.losses.count = 0
}

export function createArrivalColumns(fromMs: number, capacity: number): ArrivalColumns {
  return {
    fromMs,
    toMs: fromMs,
    count: 0,
    weight: 1,
    atMs: new Float64Array(capacity),
    hashTop: new Uint32Array(capacity),
    producerIndex: new Uint16Array(capacity),
    outcome: new Uint8Array(capacity),
    bytes: new Uint32Array(capacity),
    userRecords: new Uint16Array(capacity),
    requestNumber: new Uint32Array(capacity),
    twins: createTwins(),
    losses: createLosses(),
  }
}

export function noteArrivals(arrivals: ArrivalsSeen, atMs: number, batch: RecordBatch, outcome: BatchOutcome): void {
  for (let entry = 0; entry < batch.count; entry++) {
    if (!isKept(arrivals)) continue
    const at = keep(arrivals.columns, atMs, batch, entry)
    arrivals.columns.hashTop[at] = outcome.hashTops[entry]
    arrivals.columns.outcome[at] = outcomeOf(batch, outcome, entry)
  }
}

/** The whole request reached no shard. */
export function noteStruck(arrivals: ArrivalsSeen, { keys, nowUs }: World, batch: RecordBatch): void {
  for (let entry = 0; entry < batch.count; entry++) {
    if (!isKept(arrivals)) continue
    const at = keep(arrivals.columns, nowUs / US_PER_MS, batch, entry)
    const hash = hashWordsOf(keys, batch.keyIds[entry])
    arrivals.columns.hashTop[at] = hash.words[hash.at]
    arrivals.columns.outcome[at] = OUTCOME_STRUCK
  }
}

/** Counts one more, and makes room for it. */
function isKept(arrivals: ArrivalsSeen): boolean {
  const { columns } = arrivals
  if (arrivals.seen++ % columns.weight !== 0) return false
  if (columns.count === ARRIVALS_MAX) {
    halve(columns)
    return (arrivals.seen - 1) % columns.weight === 0
  }
  return true
}

function outcomeOf(batch: RecordBatch, { ordinals, shardIndexes, struckShards }: BatchOutcome, entry: number): number {
  if (ordinals[entry] === 0) return struckShards?.has(shardIndexes[entry]) === true ? OUTCOME_STRUCK : OUTCOME_THROTTLED
  return copyIn(batch, entry) !== null ? OUTCOME_COPY : OUTCOME_STORED
}

/** @returns its place; where it belongs and what became of it are still to be noted there. */
function keep(columns: ArrivalColumns, atMs: number, batch: RecordBatch, entry: number): number {
  const at = columns.count++
  columns.atMs[at] = atMs
  columns.producerIndex[at] = sourceIndexOf(batch.recordIds[entry])
  columns.bytes[at] = batch.bytes[entry]
  columns.userRecords[at] = batch.aggregates?.[entry]?.count ?? 1
  columns.requestNumber[at] = batch.requestNumber
  return at
}

function halve(columns: ArrivalColumns): void {
  columns.weight *= 2
  columns.count /= 2
  for (let at = 0; at < columns.count; at++) {
    columns.atMs[at] = columns.atMs[2 * at]
    columns.hashTop[at] = columns.hashTop[2 * at]
    columns.producerIndex[at] = columns.producerIndex[2 * at]
    columns.outcome[at] = columns.outcome[2 * at]
    columns.bytes[at] = columns.bytes[2 * at]
    columns.userRecords[at] = columns.userRecords[2 * at]
    columns.requestNumber[at] = columns.requestNumber[2 * at]
  }
}

/** What was collected until `toMs`, cut to size and free to be transferred. */
export function takeArrivals({ columns }: ArrivalsSeen, toMs: number): ArrivalColumns {
  return cutToCount({ ...columns, toMs })
}

export function cutToCount(columns: ArrivalColumns): ArrivalColumns {
  const { count } = columns
  return {
    ...columns,
    atMs: columns.atMs.slice(0, count),
    hashTop: columns.hashTop.slice(0, count),
    producerIndex: columns.producerIndex.slice(0, count),
    outcome: columns.outcome.slice(0, count),
    bytes: columns.bytes.slice(0, count),
    userRecords: columns.userRecords.slice(0, count),
    requestNumber: columns.requestNumber.slice(0, count),
    twins: cutTwins(columns.twins),
    losses: cutLosses(columns.losses),
  }
}
