/** Whether it is an experiment that keeps an application from a shard. */
import type { Cause } from '../cause'
import type { Application } from '../consumers/application'
import { applicationCaller } from '../door/callerName'
import { callsOf } from '../iam/whyDenied'
import type { Shard, Stream, World } from '../state'
import { isMet } from './faults'

/** Ours: one that lets more through than it strikes is hardly what holds a reader up. */
const TELLING_PERCENT = 50

export function whyStruck(world: World, application: Application, stream: Stream, shard: Shard): Cause | null {
  const { running } = world.guards.faults
  if (running.length === 0) return null
  const { shardIndex } = shard
  const calls = callsOf(application, stream, shard, applicationCaller(application.settings.name))
  for (const experiment of running) {
    const { percentage } = experiment.strike
    const isAimed = percentage >= TELLING_PERCENT && calls.some((asked) => isMet(world, experiment, asked.operation === 'ListShards' || asked.operation === 'RegisterStreamConsumer' ? asked : { ...asked, shardIndex }))
    if (isAimed) return { kind: 'faultInjected', experimentId: experiment.experimentId, action: experiment.settings.action, percent: percentage }
  }
  return null
}
