/** What can be seen of an application on the SDK. */
import { US_PER_MS } from '../../../base/units'
import type { Refusal } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import type { World } from '../../state'
import type { Retrieval } from '../commonSettings'
import type { ShardReader } from '../retrieval/reader'
import { FINISHED, type SdkApplication, type SdkShard } from './model'
import { nextToProcess } from './positions'

export interface SdkReaderDetails {
  kind: 'sdk'
  /** Work begun so far, over all shards. */
  workedMs: number
  /** With a slice of work under way. */
  shardsBusy: number
  shards: SdkShardDetails[]
}

export interface SdkShardDetails {
  shardId: string
  state: SdkShard['state']
  parentShardIds: string[]
  /** Handed over and not processed. */
  recordsPending: number
  millisBehindLatest: number | null
  /** First ordinal after a restart; null: never saved, or finished. */
  saved: number | null
  isSavedAsFinished: boolean
  /** Processed since the position was saved: they come again after a crash; null where nothing was saved. */
  recordsUnsaved: number | null
  /** Null while it waits, and after the end. */
  reader: SdkReaderState | null
}

export interface SdkReaderState {
  retrieval: Retrieval
  /** It waits for records to be processed. */
  isHeld: boolean
  isSubscribed: boolean
  /** Of the iterator, good for 5 minutes; null: it has none. */
  iteratorAgeMs: number | null
  /** What the last call was refused with. */
  refusal: Refusal | null
}

export function sdkReaderDetails(world: World, application: SdkApplication): SdkReaderDetails {
  const shards = Array.from(application.shards.values())
  return {
    kind: 'sdk',
    workedMs: application.workedUs / US_PER_MS,
    shardsBusy: shards.filter(({ sliceNumber }) => sliceNumber !== null).length,
    shards: shards.map((shard) => shardDetails(world, application, shard)),
  }
}

function shardDetails(world: World, application: SdkApplication, shard: SdkShard): SdkShardDetails {
  const { shardIndex, state, parentShardIndexes, pending, readerNumber } = shard
  const reader = readerNumber === null ? undefined : application.readers.get(readerNumber)
  const saved = application.saved.get(shardIndex) ?? null
  const next = nextToProcess(application, shard)
  return {
    shardId: formatShardId(shardIndex),
    state,
    parentShardIds: parentShardIndexes.map(formatShardId),
    recordsPending: pending.reduce((sum, ordinal, at) => sum + (at % 2 === 0 ? -ordinal : ordinal), 0),
    millisBehindLatest: reader?.millisBehindLatest ?? null,
    saved: saved === FINISHED ? null : saved,
    isSavedAsFinished: saved === FINISHED,
    recordsUnsaved: saved === null || saved === FINISHED || next === null || next === FINISHED ? null : Math.max(0, next - saved),
    reader: reader === undefined ? null : readerState(world, reader),
  }
}

function readerState(world: World, { retrieval, isHeld, subscriptionNumber, iterator, refusal }: ShardReader): SdkReaderState {
  const iteratorAgeMs = iterator === null ? null : Math.floor((world.nowUs - iterator.issuedAtUs) / US_PER_MS)
  return { retrieval, isHeld, isSubscribed: subscriptionNumber !== null, iteratorAgeMs, refusal }
}
