/** A stream that was DELETING is gone: with its records, its subscribers, and what applications knew of it. */
import { forgetStreamOf } from '../../consumers/lifecycle'
import type { Environment } from '../../environment'
import { endSubscriptionsOf, streamGone } from '../../fanOut'
import { createStreamMeter } from '../../meterState'
import { forgetRecords } from '../../recordMemory'
import { tell, type Sink } from '../../sink'
import type { Stream, World } from '../../state'

export function finishDeleteStream(world: World, environment: Environment, stream: Stream, sink: Sink): void {
  for (const consumer of stream.consumers) endSubscriptionsOf(world, consumer, streamGone(stream), sink)
  if (stream.streamIndex < world.meters.streams.length) world.meters.streams[stream.streamIndex] = createStreamMeter()
  const metrics = world.cloudWatch.streams.get(stream.streamName)
  if (metrics !== undefined) metrics.seconds = null
  forgetRecords(world.memory, stream)
  for (const application of world.applications) if (application.streamName === stream.streamName) forgetStreamOf(world, environment, application)
  stream.deletedAtUs = world.nowUs
  stream.onDemand = null
  stream.consumers = []
  stream.shards = []
  stream.openShards = []
  stream.firstLiveShard = 0
  stream.reshardCount++
  stream.tags = new Map()
  if (stream.resourcePolicy !== null) world.guards.revision++
  stream.resourcePolicy = null
  tell(world, sink, { kind: 'StreamDeleted', streamName: stream.streamName })
}
