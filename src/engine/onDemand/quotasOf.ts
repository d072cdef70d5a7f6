/** The quotas of a stream and its account: how much of each is used, and when some comes free. */
import { US_PER_HOUR, US_PER_MS, type SimMs, type SimUs } from '../../base/units'
import {
  ACCOUNT_SHARD_LIMIT,
  CONSUMERS_ADVANTAGE_MAX,
  CONSUMERS_MAX,
  ENCRYPTION_STARTS_MAX,
  ENCRYPTION_STOPS_MAX,
  MODE_SWITCHES_MAX,
  ON_DEMAND_STREAMS_MAX,
  STREAMS_CREATING_MAX,
  TAGS_MAX,
  UPDATE_SHARD_COUNT_CALLS_MAX,
} from '../../kinesis/limits'
import { withinDay } from '../operations/dayLimit'
import type { Stream, World } from '../state'
import { hasAdvantage } from '../throughputCommitment'
import type { QuotaName, QuotaView } from './capacityView'

const DAY_US = 24 * US_PER_HOUR

export function quotasOf(world: World, stream: Stream): QuotaView[] {
  const ofDay = (name: QuotaName, instantsUs: readonly SimUs[], max: number): QuotaView => ({ name, used: usedWithinDay(world, instantsUs), max, freeAtMs: freeAtMs(world, instantsUs) })
  const ofCount = (name: QuotaName, used: number, max: number): QuotaView => ({ name, used, max, freeAtMs: null })
  const existing = world.streams.filter(({ deletedAtUs }) => deletedAtUs === null)
  return [
    ofDay('UpdateShardCount', stream.updateShardCountCallsUs, UPDATE_SHARD_COUNT_CALLS_MAX),
    ofDay('UpdateStreamMode', stream.modeSwitchesUs, MODE_SWITCHES_MAX),
    ofDay('StartStreamEncryption', stream.encryptionStartsUs, ENCRYPTION_STARTS_MAX),
    ofDay('StopStreamEncryption', stream.encryptionStopsUs, ENCRYPTION_STOPS_MAX),
    ofCount('shards', existing.reduce((sum, { openShards }) => sum + openShards.length, 0), ACCOUNT_SHARD_LIMIT),
    ofCount('onDemandStreams', existing.filter(({ streamMode }) => streamMode === 'ON_DEMAND').length, ON_DEMAND_STREAMS_MAX),
    ofCount('streamsInTransition', existing.filter(({ streamStatus }) => streamStatus === 'CREATING' || streamStatus === 'DELETING').length, STREAMS_CREATING_MAX),
    ofCount('consumers', stream.consumers.length, stream.streamMode === 'ON_DEMAND' && hasAdvantage(world) ? CONSUMERS_ADVANTAGE_MAX : CONSUMERS_MAX),
    ofCount('tags', stream.tags.size, TAGS_MAX),
  ]
}

export function usedWithinDay(world: World, instantsUs: readonly SimUs[]): number {
  return withinDay(world, instantsUs).length
}

/** When the oldest that still counts counts no more; null: none does. */
export function freeAtMs(world: World, instantsUs: readonly SimUs[]): SimMs | null {
  const oldest = withinDay(world, instantsUs).at(0)
  return oldest === undefined ? null : (oldest + DAY_US) / US_PER_MS
}
