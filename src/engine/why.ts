/**
 * Why an application is behind, walked from what is seen to its cause: each link is true of this very instant, and the last
 * one is what somebody can do something about.
 */
import { US_PER_MS, US_PER_SECOND } from '../base/units'
import { formatShardId } from '../kinesis/shardId'
import type { Cause } from './cause'
import type { Application } from './consumers/application'
import { isBlockedIn } from './consumers/blocked'
import { whyBuffered, whyKclBehind } from './consumers/kcl/whyBehind'
import { findApplication } from './consumers/lifecycle'
import type { Environment } from './environment'
import { whyStruck } from './faults/whyStruck'
import { shardRates } from './meters'
import { whyDenied } from './iam/whyDenied'
import { findStream } from './naming'
import { backlogOf, firstUnprocessed, parentIndexesOf, stateOf, unfinishedShards } from './progress'
import { arrivalUsOf } from './shardLog'
import type { Shard, Stream, World } from './state'
import { applicationsOf } from './watched'

const LINKS_MAX = 12

/** @param shardIndex null: the one in which its oldest record waits. @returns from the outermost to the innermost; empty where there is no such application. */
export function whyBehind(world: World, environment: Environment, { name, shardIndex }: { name: string; shardIndex: number | null }): Cause[] {
  const application = findApplication(world, name)
  const stream = application === null ? null : findStream(world, application.streamName)
  if (application === null || stream === null) return []
  const shard = shardIndex === null ? (oldestBehind(stream, application) ?? firstBlocked(stream, application)) : (stream.shards.at(shardIndex) ?? null)
  if (shard === null) return [{ kind: 'caughtUp' }]
  // A Flink job has gone through records that it will go through again.
  if (backlogOf(application, shard) === 0) return [(isBlockedIn(application, shard.shardIndex) ? ownCause(world, environment, application, shard) : null) ?? { kind: 'caughtUp' }]
  const links: Cause[] = []
  walk(world, environment, stream, application, shard, links)
  return links
}

function oldestBehind(stream: Stream, application: Application): Shard | null {
  let oldest: Shard | null = null
  let oldestUs = Infinity
  for (const shard of stream.shards) {
    if (shard.expired || backlogOf(application, shard) === 0) continue
    const arrivalUs = arrivalUsOf(shard.log, firstUnprocessed(application, shard))
    if (arrivalUs >= oldestUs) continue
    oldest = shard
    oldestUs = arrivalUs
  }
  return oldest
}

function firstBlocked({ shards }: Stream, application: Application): Shard | null {
  return shards.find(({ shardIndex }) => isBlockedIn(application, shardIndex)) ?? null
}

function walk(world: World, environment: Environment, stream: Stream, application: Application, shard: Shard, links: Cause[]): void {
  const shardId = formatShardId(shard.shardIndex)
  const ageMs = (world.nowUs - arrivalUsOf(shard.log, firstUnprocessed(application, shard))) / US_PER_MS
  links.push({ kind: 'behind', shardId, backlogRecords: backlogOf(application, shard), ageMs })
  if (application.state === 'CRASHED') {
    links.push({ kind: 'applicationCrashed' })
    return
  }
  const parent = unfinishedParent(stream, application, shard)
  if (parent !== null && links.length < LINKS_MAX) {
    links.push({ kind: 'parentUnfinished', shardId, parentShardId: formatShardId(parent.shardIndex), backlogRecords: backlogOf(application, parent) })
    return walk(world, environment, stream, application, parent, links)
  }
  const denied = whyDenied(world, application, stream, shard, arrivalUsOf(shard.log, firstUnprocessed(application, shard)))
  links.push(denied ?? whyStruck(world, application, stream, shard) ?? ownCause(world, environment, application, shard) ?? workCause(world, environment, stream, application, shard))
}

/** Null: it reads the shard. */
function ownCause(world: World, environment: Environment, application: Application, { shardIndex }: Shard): Cause | null {
  if (application.kind === 'kcl') return whyKclBehind(world, application, shardIndex)
  return environment.applications[application.kind].whyBehind?.(world, application as never, shardIndex) ?? null
}

function unfinishedParent(stream: Stream, application: Application, shard: Shard): Shard | null {
  // It waits for none.
  if (application.kind === 'sdk' && application.settings.shardOrder === 'atOnce') return null
  if (stateOf(application, shard.shardIndex) === 'reading' && application.kind !== 'kcl') return null
  const unfinished = unfinishedShards(stream, application)
  const parent = parentIndexesOf(shard).find((index) => unfinished[index] === 1)
  return parent === undefined ? null : stream.shards[parent]
}

/** The shard is read: the calls are refused, or the work is too much, or it is being worked off. */
function workCause(world: World, environment: Environment, stream: Stream, application: Application, shard: Shard): Cause {
  const { reads, processedPerSecond } = world.meters.applications[application.applicationIndex]
  if (reads.callsRefused > 0) return { kind: 'readRefused', refusalsPerSecond: reads.callsRefused, readers: applicationsOf(world, stream).filter(isPolling).length }
  const tooSlow = shard.aggregatesStored > 0 ? null : whyTooSlow(world, environment, application, shard)
  const buffered = application.kind === 'kcl' ? whyBuffered(application, shard.shardIndex) : null
  return tooSlow ?? buffered ?? { kind: 'catchingUp', secondsLeft: secondsLeft(world, stream, application, processedPerSecond) }
}

function whyTooSlow(world: World, environment: Environment, application: Application, shard: Shard): Cause | null {
  if (application.kind !== 'kcl' && application.kind !== 'sdk') return environment.applications[application.kind].whyTooSlow?.(world, application as never, shard) ?? null
  // One thread works a shard at a time, record by record.
  const { workUs, deduplication } = application.settings
  const recordUs = workUs + (deduplication?.workUs ?? 0)
  const arrivingPerSecond = shardRates(world, shard).recordsPerSecond
  return arrivingPerSecond * recordUs <= US_PER_SECOND ? null : { kind: 'tooMuchWork', arrivingPerSecond, perSecondMax: US_PER_SECOND / recordUs, workUs }
}

/** Over all shards; null where it gains nothing, or user records and records of shards are not the same. */
function secondsLeft(world: World, stream: Stream, application: Application, processedPerSecond: number): number | null {
  let backlog = 0
  let arriving = 0
  for (const shard of stream.shards) {
    if (shard.aggregatesStored > 0) return null
    backlog += backlogOf(application, shard)
    arriving += shardRates(world, shard).recordsPerSecond
  }
  return processedPerSecond > arriving ? backlog / (processedPerSecond - arriving) : null
}

function isPolling({ settings }: Application): boolean {
  return settings.kind === 'firehose' || settings.retrieval === 'polling'
}
