/**
 * Why an application is behind, walked from what is seen to its cause: each link is true of this very instant, and the last
 * one is what somebody can do something about.
 */
import { US_PER_MS, US_PER_SECOND } from '../base/units'
import { formatShardId } from '../kinesis/shardId'
import type { Cause } from './cause'
import type { Application } from './consumers/application'
import { findLease } from './consumers/kcl/leaseTable'
import type { KclApplication } from './consumers/kcl/model'
import { findApplication } from './consumers/lifecycle'
import type { Environment } from './environment'
import { shardRates } from './meters'
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
  const shard = shardIndex === null ? oldestBehind(stream, application) : (stream.shards.at(shardIndex) ?? null)
  if (shard === null || backlogOf(application, shard) === 0) return [{ kind: 'caughtUp' }]
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
  const own = application.kind === 'kcl' ? kclCause(world, application, shard) : environment.applications[application.kind].whyBehind?.(world, application as never, shard.shardIndex)
  links.push(own ?? workCause(world, stream, application, shard))
}

function unfinishedParent(stream: Stream, application: Application, shard: Shard): Shard | null {
  if (stateOf(application, shard.shardIndex) === 'reading' && application.kind !== 'kcl') return null
  const unfinished = unfinishedShards(stream, application)
  const parent = parentIndexesOf(shard).find((index) => unfinished[index] === 1)
  return parent === undefined ? null : stream.shards[parent]
}

/** Null: its worker reads it. */
function kclCause(world: World, application: KclApplication, { shardIndex }: Shard): Cause | null {
  const shardId = formatShardId(shardIndex)
  if (application.workers.every(({ state }) => state === 'CRASHED')) return { kind: 'noWorkers' }
  const lease = findLease(application, shardIndex)
  if (lease === null) return { kind: 'notLeased', shardId }
  if (lease.leaseOwner === null) return { kind: 'unowned', shardId }
  const owner = application.workers.find(({ workerId }) => workerId === lease.leaseOwner)
  if (owner === undefined || owner.state === 'CRASHED') return { kind: 'ownerSilent', shardId, workerId: lease.leaseOwner, failoverMs: application.settings.failoverTimeMs }
  if (world.nowUs < owner.pausedUntilUs) return { kind: 'ownerPaused', shardId, workerId: owner.workerId }
  const consumer = owner.shardConsumers.get(shardIndex)
  if (consumer?.state === 'WAITING_ON_PARENT_SHARDS') return { kind: 'parentPoll', shardId, looksAtMs: consumer.parentsCheckedAtUs / US_PER_MS }
  return null
}

/** The shard is read: the calls are refused, or the work is too much, or it is being worked off. */
function workCause(world: World, stream: Stream, application: Application, shard: Shard): Cause {
  const { reads, processedPerSecond } = world.meters.applications[application.applicationIndex]
  if (reads.callsRefused > 0) return { kind: 'readRefused', refusalsPerSecond: reads.callsRefused, readers: applicationsOf(world, stream).filter(isPolling).length }
  const arrivingPerSecond = shardRates(world, shard).recordsPerSecond
  const perSecondMax = speedOf(application, shard)
  if (perSecondMax !== null && arrivingPerSecond > perSecondMax) return { kind: 'tooMuchWork', arrivingPerSecond, perSecondMax, workUs: application.settings.workUs }
  return { kind: 'catchingUp', secondsLeft: secondsLeft(world, stream, application, processedPerSecond) }
}

/** Where one thread works a shard at a time, record by record; null: that is not how it works. */
function speedOf({ settings }: Application, { aggregatesStored }: Shard): number | null {
  const { workUs, deduplication } = settings
  const recordUs = workUs + (deduplication?.workUs ?? 0)
  return (settings.kind === 'kcl' || settings.kind === 'sdk') && recordUs > 0 && aggregatesStored === 0 ? US_PER_SECOND / recordUs : null
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
