/** The snapshots of a run: evenly spaced, thinned by number and by the memory that they alone keep alive. */
import { US_PER_SECOND, type SimUs } from '../base/units'
import { bytesOfMinutes } from './cloudWatch/minutes'
import { bytesSince } from './consumers/reading/seenIds'
import { RECORD_BYTES } from './shardLog'
import { copyWorld } from './snapshot'
import type { Application } from './consumers/application'
import type { World } from './state'

const SNAPSHOT_EVERY_US = 5 * US_PER_SECOND
const SNAPSHOTS_MAX = 60
const SNAPSHOTS_BYTES_MAX = 256 * 1_048_576
/** Buckets, meters and the rest of a shard without its records. */
const SHARD_BYTES = 3_328
/** A key that an API call named: its entry and its place in a map. */
const NAMED_KEY_BYTES = 128
/** A producer's meters and the rest of it, without what it has in hand. */
const PRODUCER_BYTES = 5_120
/** A record in its producer's hands: up to so much (the KPL's columns, half of them free). */
const OUTSTANDING_BYTES = 192

/** When the next one is due. Thinned snapshots lie further apart, and so do new ones. */
export function nextSnapshotUs(snapshots: readonly World[]): SimUs {
  const spacingUs = snapshots.length < 3 ? SNAPSHOT_EVERY_US : Math.max(SNAPSHOT_EVERY_US, snapshots[2].nowUs - snapshots[1].nowUs)
  return snapshots[snapshots.length - 1].nowUs + spacingUs
}

/** Adds a copy of `world`; the first snapshot, the beginning, always stays. */
export function withSnapshot(snapshots: readonly World[], world: World): World[] {
  let kept = [...snapshots, copyWorld(world)]
  if (kept.length > SNAPSHOTS_MAX) kept = kept.filter((_, at) => at === 0 || at % 2 === 1)
  while (kept.length > 2 && bytesKeptAlive(kept, world) > SNAPSHOTS_BYTES_MAX) kept.splice(1, 1)
  return kept
}

/** What each copy holds for itself, and the full segments since the oldest one that the world may have let go. */
function bytesKeptAlive(snapshots: readonly World[], world: World): number {
  const own = snapshots.reduce((sum, snapshot) => sum + ownBytes(snapshot), 0)
  return own + seenIdBytes(world, snapshots[1]) + RECORD_BYTES * (recordsStored(world) - recordsStored(snapshots[1]) + snapshots[1].memory.recordsHeld)
}

function seenIdBytes({ applications }: World, oldest: World): number {
  return applications.reduce((sum, { seenIds, copyTruth }, index) => {
    const before = oldest.applications[index] as Application | undefined
    if (before === undefined) return sum
    const truth = bytesSince(copyTruth.withoutFirst, before.copyTruth.withoutFirst) + bytesSince(copyTruth.processed, before.copyTruth.processed)
    return sum + truth + bytesSince(seenIds, before.seenIds)
  }, 0)
}

/** Segments that are not full are copied. */
function ownBytes(world: World): number {
  let bytes = NAMED_KEY_BYTES * world.keys.namedEntries.length + bytesOfMinutes(world.cloudWatch)
  for (const { shards } of world.streams) {
    bytes += SHARD_BYTES * shards.length
    for (const { log } of shards) {
      const open = log.segments.at(-1)
      bytes += RECORD_BYTES * (open?.columns?.keyId.length ?? 0) + (open?.payload?.bytes.length ?? 0)
    }
  }
  for (const { books } of world.producers) bytes += PRODUCER_BYTES + OUTSTANDING_BYTES * (books.recordsInFlight + books.recordsWaiting)
  return bytes
}

function recordsStored(world: World): number {
  let stored = world.memory.recordsDeleted
  for (const stream of world.streams) for (const shard of stream.shards) stored += shard.recordsStored
  return stored
}
