/** Which stream is looked at: the one that was asked for while it exists, else where producers put, else the first one. */
import type { Application } from './consumers/application'
import { findStream } from './naming'
import type { Shard, Stream, World } from './state'

/** @returns null while the account has no stream. */
export function watchedStream(world: World, streamName: string | null): Stream | null {
  const wanted = streamName === null ? null : findStream(world, streamName)
  return wanted ?? findStream(world, world.producing.streamName) ?? world.streams.find(({ deletedAtUs }) => deletedAtUs === null) ?? null
}

/** The stream of a shard, where only the shard is at hand. */
export function streamHolding(world: World, shard: Shard): Stream | undefined {
  return world.streams.find(({ shards }) => shards[shard.shardIndex] === shard)
}

/** Who reads it. */
export function applicationsOf(world: World, stream: Stream | null): Application[] {
  return world.applications.filter(({ streamName, state }) => streamName === stream?.streamName && state !== 'STOPPED')
}
