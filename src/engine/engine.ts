/** Runs the world: takes what is due, in order, until the asked instant. It knows no clock but `world.nowUs`. */
import { assert, unreachable } from '../base/assert'
import { US_PER_MS, type SimUs } from '../base/units'
import { nextDueUs, schedule, takeNext } from './agenda'
import { AUDIT_EVERY_US, CLEANUP_LOOK_US, renewIntervalUs, takeIntervalUs } from './consumers/kcl/defaults'
import type { Application } from './consumers/application'
import { kindNamed } from './consumers/kinds'
import { runReaderActs } from './consumers/retrieval/runReader'
import { receiveFetched, runFetch } from './consumers/kcl/fetching'
import { cleanUpLeases } from './consumers/kcl/leaseCleanup'
import { renewLeases } from './consumers/kcl/leaseRenewer'
import { takeLeases } from './consumers/kcl/leaseTaker'
import type { KclApplication, KclWorker } from './consumers/kcl/model'
import { finishSlice } from './consumers/kcl/processing'
import { isPaused, postpone } from './consumers/kcl/pausing'
import { dispatchShardConsumers } from './consumers/kcl/shardConsumer'
import { bootWorker, findWorker, runAudit } from './consumers/kcl/workerLife'
import type { Environment } from './environment'
import { runPushSubscriptionEvent } from './fanOut'
import { tellDenials } from './door/tallies'
import { endExperiments } from './faults/faults'
import { runMeterTick } from './meters'
import { finishCreateStream } from './operations/streams/newStream'
import { finishDeleteStream } from './operations/streams/finishDeleteStream'
import { finishDeregisterConsumer } from './operations/fanOut/deregisterStreamConsumer'
import { finishRegisterConsumer } from './operations/fanOut/registerStreamConsumer'
import { runReshardSteps } from './operations/shards/reshardSteps'
import { finishStreamUpdate } from './operations/streamSettings/streamUpdate'
import { runProducerTick, runProducerTimer } from './producers/beat'
import { runRequestAnswered, runRequestArrives, runRequestTimedOut } from './producers/requests'
import { findRequest } from './producers/stragglers'
import type { Sink } from './sink'
import type { World } from './state'
import type { Task } from './task'

/**
 * Runs everything due up to and including `untilUs`, or until tasks and records handled exceed `costMax`: bounded by work,
 * never by the clock, so that the bound cannot change what happens.
 * @returns whether it arrived.
 */
export function runUntil(world: World, environment: Environment, untilUs: SimUs, sink: Sink, costMax = Infinity): boolean {
  return runWithin(world, environment, untilUs, sink, { left: costMax })
}

/** What may still be spent; see `runUntil`. */
export interface Budget {
  left: number
}

/** As `runUntil`, out of a budget that several runs share. */
export function runWithin(world: World, environment: Environment, untilUs: SimUs, sink: Sink, budget: Budget): boolean {
  while (nextDueUs(world.agenda) <= untilUs) {
    if (budget.left <= 0) return false
    budget.left -= runNextTask(world, environment, sink)
  }
  if (untilUs > world.nowUs) world.nowUs = untilUs
  return true
}

/** @returns what it cost: 1, and 1 more for each record of a request. */
export function runNextTask(world: World, environment: Environment, sink: Sink): number {
  const { dueUs, task } = takeNext(world.agenda)
  assert(dueUs >= world.nowUs, `${task.type} was due at ${dueUs} us, before ${world.nowUs} us`)
  world.nowUs = dueUs
  world.tasksRun++
  const records = task.type === 'RequestArrives' ? recordsInRequest(world, task) : 0
  runTask(world, environment, task, sink)
  return 1 + records
}

function recordsInRequest({ producers }: World, { producerIndex, requestNumber }: Extract<Task, { type: 'RequestArrives' }>): number {
  return findRequest(producers[producerIndex], requestNumber)?.records ?? 0
}

function runTask(world: World, environment: Environment, task: Task, sink: Sink): void {
  switch (task.type) {
    case 'FinishCreateStream':
      return finishCreateStream(world, world.streams[task.streamIndex], task.shardCount, sink)
    case 'FinishStreamUpdate':
      return finishStreamUpdate(world, environment, world.streams[task.streamIndex], sink)
    case 'FinishDeleteStream':
      return finishDeleteStream(world, environment, world.streams[task.streamIndex], sink)
    case 'ReshardStep':
      return runReshardSteps(world, world.streams[task.streamIndex], sink)
    case 'FinishRegisterConsumer':
      return finishRegisterConsumer(world, task)
    case 'FinishDeregisterConsumer':
      return finishDeregisterConsumer(world, task)
    case 'PushSubscriptionEvent':
      return runPushSubscriptionEvent(world, task, sink)
    case 'MeterTick':
      tellDenials(world, sink)
      endExperiments(world, sink)
      return runMeterTick(world, environment, sink)
    case 'EvaluateAlarms':
      return environment.account.evaluateAlarms(world, environment, sink)
    case 'ProducerTick':
      return runProducerTick(world, environment, world.producers[task.producerIndex], sink)
    case 'RequestArrives':
      return runRequestArrives(world, environment, world.producers[task.producerIndex], task.requestNumber, sink)
    case 'RequestAnswered':
      return runRequestAnswered(world, environment, world.producers[task.producerIndex], task.requestNumber, sink)
    case 'RequestTimedOut':
      return runRequestTimedOut(world, environment, world.producers[task.producerIndex], task.requestNumber, sink)
    case 'ProducerTimer':
      return runProducerTimer(world, environment, world.producers[task.producerIndex], task, sink)
    case 'ReaderActs':
      return runReaderActs(world, environment, world.applications[task.applicationIndex], task, sink)
    case 'ApplicationTimer':
      return runApplicationTimer(world, environment, world.applications[task.applicationIndex], task, sink)
    default:
      return runWorkerTask(world, environment, task, sink)
  }
}

type WorkerTask = Extract<Task, { workerId: string }>

/** Tasks of a worker that has crashed or left are dropped; those of one that sleeps wait. */
function runWorkerTask(world: World, environment: Environment, task: WorkerTask, sink: Sink): void {
  const application = world.applications[task.applicationIndex]
  if (application.kind !== 'kcl') return
  const worker = findWorker(application, task.workerId)
  if (worker === null || worker.state === 'CRASHED') return
  if (isPaused(world, worker)) return postpone(world, worker, task)
  const again = (afterUs: number) => {
    schedule(world.agenda, world.nowUs + afterUs, task)
  }
  switch (task.type) {
    case 'WorkerBoot':
      return bootWorker(world, application, worker, sink)
    case 'TakeLeases':
      again(takeIntervalUs(application.settings))
      return takeLeases(world, application, worker, sink)
    case 'RenewLeases':
      again(renewIntervalUs(application.settings))
      return renewLeases(world, application, worker, sink)
    case 'DispatchShardConsumers':
      again(application.settings.dispatchPollIntervalMs * US_PER_MS)
      return dispatchShardConsumers(world, environment, application, worker, sink)
    case 'CleanUpLeases':
      again(CLEANUP_LOOK_US)
      return cleanUpLeases(world, application, worker, sink)
    case 'AuditLeases':
      again(AUDIT_EVERY_US)
      return runAudit(world, application, worker, sink)
    case 'WorkerCoordinates':
      return again(environment.applications.kcl.coordinate(world, application, worker, task.what, sink))
    case 'FetchRecords':
    case 'RecordsFetched':
    case 'SliceProcessed':
    case 'EmitActs':
      return runShardTask(world, environment, application, worker, task, sink)
    default:
      return unreachable(task)
  }
}

/** What an earlier life has promised itself is void. */
function runApplicationTimer(world: World, environment: Environment, application: Application, { life, timer }: Extract<Task, { type: 'ApplicationTimer' }>, sink: Sink): void {
  if (life === application.life) kindNamed(environment, application.kind).timer(world, environment, application, timer, sink)
}

/** Answers for a shard that the worker has given up since are dropped; records in hand are still processed. */
function runShardTask(
  world: World,
  environment: Environment,
  application: KclApplication,
  worker: KclWorker,
  task: Extract<WorkerTask, { serial: number }>,
  sink: Sink,
): void {
  const held = worker.shardConsumers.get(task.shardIndex)
  const consumer = held?.serial === task.serial ? held : null
  if (task.type === 'SliceProcessed') {
    const { shardIndex, fromOrdinal, toOrdinal, hasThrown } = task
    return finishSlice(world, environment, application, worker, { shardIndex, fromOrdinal, toOrdinal, hasThrown }, consumer, sink)
  }
  if (task.type === 'EmitActs') return environment.applications.kcl.connector.runEmitAct(world, application, worker, consumer, task.act, sink)
  if (consumer === null) return
  if (task.type === 'FetchRecords') return runFetch(world, application, worker, consumer, sink)
  return receiveFetched(world, application, worker, consumer, task.fetched, sink)
}
