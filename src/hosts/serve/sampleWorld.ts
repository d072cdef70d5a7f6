/** A little world that holds one of most things: its shape tells one version of the state from another. */
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { call } from '../../engine/call'
import { environmentWith } from '../environmentWith'
import { runUntil } from '../../engine/engine'
import { streamArn } from '../../engine/naming'
import { silentSink } from '../../engine/sink'
import type { World } from '../../engine/state'
import { createWorld } from '../../engine/world'
import { US_PER_SECOND } from '../../base/units'
import { emptyAccount } from './emptyAccount'

const STREAM = 'sample'

export function sampleWorld(): World {
  const world = createWorld(
    {
      ...emptyAccount,
      stream: { streamName: STREAM, shardCount: 1, retentionPeriodHours: 24 },
      producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 10, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } } },
      applications: [{ ...KCL_DEFAULTS, name: STREAM, workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' }],
    },
    silentSink,
  )
  call(world, { operation: 'RegisterStreamConsumer', input: { StreamARN: streamArn(STREAM), ConsumerName: STREAM } }, silentSink)
  call(world, { operation: 'PutRecord', input: { StreamName: STREAM, PartitionKey: 'a', Data: new Uint8Array(1) } }, silentSink)
  runUntil(world, environmentWith(new Map()), 20 * US_PER_SECOND, silentSink)
  return world
}
