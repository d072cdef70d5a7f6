/** How far applications are in shards, as columns: for the lanes of the river, and for whoever reads of every shard. */
import { US_PER_MS } from '../base/units'
import type { Application } from './consumers/application'
import { isBlockedIn } from './consumers/blocked'
import { WATERLINE_ENDED, WATERLINE_NO_LEASE, WATERLINE_PROCESSING, WATERLINE_WAITING, type ShardStates, type WaterlineColumns } from './frame'
import { backlogOf, firstUnprocessed, parentIndexesOf, stateOf, unfinishedShards } from './progress'
import { arrivalUsOf } from './shardLog'
import type { Shard, Stream, World } from './state'

/** @param shards the lanes, in their order. */
export function waterlineColumns(world: World, { stream, shards, applications }: { stream: Stream | null; shards: readonly Shard[]; applications: readonly Application[] }): WaterlineColumns {
  const length = applications.length * shards.length
  const columns: WaterlineColumns = {
    applicationCount: applications.length,
    applicationIndex: Uint16Array.from(applications, ({ applicationIndex }) => applicationIndex),
    processedToMs: new Float64Array(length),
    state: new Uint8Array(length),
    isBlocked: new Uint8Array(length),
    backlogRecords: new Float64Array(length),
  }
  if (stream === null) return columns
  applications.forEach((application, row) => {
    const unfinished = unfinishedShards(stream, application)
    shards.forEach((shard, lane) => {
      const at = row * shards.length + lane
      const backlog = backlogOf(application, shard)
      columns.backlogRecords[at] = backlog
      columns.processedToMs[at] = processedToMs(world, application, shard, backlog)
      columns.state[at] = waterlineState(application, shard, unfinished)
      columns.isBlocked[at] = isBlockedIn(application, shard.shardIndex) ? 1 : 0
    })
  })
  return columns
}

/** By place in the stream's shards. */
export function shardStatesOf(stream: Stream | null, application: Application): ShardStates {
  const shards = stream?.shards ?? []
  const states: ShardStates = { state: new Uint8Array(shards.length), isBlocked: new Uint8Array(shards.length), backlogRecords: new Float64Array(shards.length) }
  if (stream === null) return states
  const unfinished = unfinishedShards(stream, application)
  shards.forEach((shard, at) => {
    states.state[at] = shard.expired ? WATERLINE_ENDED : waterlineState(application, shard, unfinished)
    states.isBlocked[at] = isBlockedIn(application, shard.shardIndex) ? 1 : 0
    states.backlogRecords[at] = shard.expired ? 0 : backlogOf(application, shard)
  })
  return states
}

function processedToMs(world: World, application: Application, shard: Shard, backlog: number): number {
  if (backlog === 0) return (shard.closedAtUs ?? world.nowUs) / US_PER_MS
  return arrivalUsOf(shard.log, firstUnprocessed(application, shard)) / US_PER_MS
}

function waterlineState(application: Application, shard: Shard, unfinished: Uint8Array): number {
  const state = stateOf(application, shard.shardIndex)
  if (state === 'ended') return WATERLINE_ENDED
  // A lease alone does not mean that its worker may read; other kinds say what they do, also those that begin children too soon.
  if (state === 'reading' && application.kind !== 'kcl') return WATERLINE_PROCESSING
  if (parentIndexesOf(shard).some((parentIndex) => unfinished[parentIndex] === 1)) return WATERLINE_WAITING
  if (state === 'reading') return WATERLINE_PROCESSING
  // The lease of a finished shard is deleted in time.
  return shard.closedAtUs !== null && backlogOf(application, shard) === 0 ? WATERLINE_ENDED : WATERLINE_NO_LEASE
}
