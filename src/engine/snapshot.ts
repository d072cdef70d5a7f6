/** Copies of the world: quick ones in memory that share full segments, and whole ones as bytes. */
import { clone, decode, encode, share } from '../base/plainData'
import { shareMinutes } from './cloudWatch/minutes'
import { shareFullChunks } from './consumers/reading/seenIds'
import { packKeys, unpackKeys, type PackedKeys } from './packedKeys'
import { SEGMENT_RECORDS_MAX } from './shardLog'
import type { World } from './state'

export function copyWorld(world: World): World {
  return clone(world)
}

/** Equal worlds give equal bytes. */
export function saveWorld(world: World): ArrayBuffer {
  return encode({ ...world, keys: packKeys(world.keys) })
}

/** @throws AssertionError when `buffer` is no snapshot. */
export function restoreWorld(buffer: ArrayBuffer): World {
  const saved = decode(buffer) as Omit<World, 'keys'> & { keys: PackedKeys }
  const world: World = { ...saved, keys: unpackKeys(saved.keys) }
  for (const space of world.keys.spaces) share(space)
  for (const stream of world.streams) {
    for (const { log } of stream.shards) {
      log.segments.forEach((segment, at) => {
        if (segment.count === SEGMENT_RECORDS_MAX || at < log.segments.length - 1) share(segment)
      })
    }
  }
  shareMinutes(world.cloudWatch)
  for (const { seenIds, copyTruth } of world.applications) for (const seen of [seenIds, copyTruth.withoutFirst, copyTruth.processed]) shareFullChunks(seen)
  return world
}
