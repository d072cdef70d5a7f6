/** The positions that an application on the SDK saves now and then: from there it goes on after a crash. */
import { findStream } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { noteSavedPosition } from '../finishing'
import { ordinalOf } from '../retrieval/reader'
import { FINISHED, type SdkApplication, type SdkShard } from './model'

export function savePositions(world: World, application: SdkApplication, sink: Sink): void {
  const stream = findStream(world, application.streamName)
  if (stream === null || application.settings.checkpointIntervalMs === null) return
  for (const shard of application.shards.values()) {
    const ordinal = nextToProcess(application, shard)
    if (ordinal === null) continue
    const { shardIndex } = shard
    application.saved.set(shardIndex, ordinal)
    const { log } = stream.shards[shardIndex]
    noteSavedPosition(world, application, stream.shards[shardIndex], ordinal === FINISHED ? log.nextOrdinal : ordinal, 'skipped', sink)
  }
}

/** @returns null where it does not know yet: it waits for a parent, or for its first answer. Ours: a tip without a record is a place too, kept as an instant. */
export function nextToProcess({ readers }: SdkApplication, { state, pending, readerNumber }: SdkShard): number | null {
  if (state === 'ENDED') return FINISHED
  if (pending.length > 0) return pending[0]
  const reader = readerNumber === null ? undefined : readers.get(readerNumber)
  return reader?.position.kind === 'ORDINAL' ? ordinalOf(reader.position) : null
}
