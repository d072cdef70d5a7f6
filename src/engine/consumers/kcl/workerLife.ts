/** Workers come, go and crash while the application runs. */
import { createPrng, nextBelow, nextBetween } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import { schedule } from '../../agenda'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableScan, noteTableWrites } from '../../usage/leaseTableUsage'
import { AUDIT_FIRST_US, CLEANUP_LOOK_US, EMPTY_TABLE_LOOK_US, EMPTY_TABLE_WAIT_US, renewIntervalUs } from './defaults'
import { auditLeases, syncEmptyTable } from './shardSync'
import { checkpointProcessed } from './checkpointing'
import { endSubscription } from './retrieving'
import { leads, resign } from './leadership'
import { holderOf, releaseLease } from './leaseTable'
import { isPaused } from './pausing'
import type { KclApplication, KclWorker } from './model'

/** What a worker of KCL 3.x does at intervals; a leader is found first, then it assigns, then workers find what is theirs. */
const COORDINATION = ['report', 'assign', 'discover', 'heartbeat'] as const

export function findWorker(application: KclApplication, workerId: string): KclWorker | null {
  return application.workers.find((worker) => worker.workerId === workerId) ?? null
}

export function addWorker(world: World, application: KclApplication, sink: Sink): void {
  const workerId = `w-${application.nextWorkerNumber++}`
  const prng = createPrng(world.seed, `${application.settings.name}/${workerId}`)
  application.workers.push({
    workerId,
    state: 'STARTING',
    prng,
    syncsAtUs: world.nowUs + nextBetween(prng, EMPTY_TABLE_WAIT_US),
    seen: new Map(),
    shardConsumers: new Map(),
    nextSerial: 1,
    ready: [],
    threadsBusy: 0,
    workedUs: 0,
    ended: new Map(),
    garbageLookedUs: world.nowUs,
    pausedUntilUs: 0,
    renewedUs: world.nowUs,
    held: new Map(),
  })
  tell(world, sink, { kind: 'WorkerStarted', application: application.settings.name, workerId })
  schedule(world.agenda, world.nowUs, { type: 'WorkerBoot', applicationIndex: application.applicationIndex, workerId })
}

/** Scheduler.initialize: with leases in the table it starts at once, else it waits its turn to fill it. */
export function bootWorker(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  const actor = { applicationIndex: application.applicationIndex, workerId: worker.workerId }
  noteTableScan(world, application)
  const mayFill = world.nowUs >= worker.syncsAtUs && (application.settings.version === '2.x' || leads(world, application, worker, sink))
  const mayStart = application.leases.size > 0 || (mayFill && syncEmptyTable(world, application, worker, sink))
  if (!mayStart) {
    schedule(world.agenda, world.nowUs + EMPTY_TABLE_LOOK_US, { type: 'WorkerBoot', ...actor })
    return
  }
  worker.state = 'RUNNING'
  worker.renewedUs = world.nowUs
  const { agenda, nowUs } = world
  if (application.settings.version === '2.x') schedule(agenda, nowUs, { type: 'TakeLeases', ...actor })
  else for (const what of COORDINATION) schedule(agenda, nowUs, { type: 'WorkerCoordinates', ...actor, what })
  schedule(agenda, nowUs + renewIntervalUs(application.settings), { type: 'RenewLeases', ...actor })
  const dispatchUs = nextBelow(worker.prng, application.settings.dispatchPollIntervalMs * US_PER_MS)
  schedule(agenda, nowUs + dispatchUs, { type: 'DispatchShardConsumers', ...actor })
  schedule(agenda, nowUs + CLEANUP_LOOK_US, { type: 'CleanUpLeases', ...actor })
  schedule(agenda, nowUs + AUDIT_FIRST_US, { type: 'AuditLeases', ...actor })
}

/** Only the leader audits: with 2.x rules here the longest-running worker, in KCL a deterministic shuffle of the owners. */
export function runAudit(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  const isLeader = application.settings.version === '2.x' ? application.workers.find(({ state }) => state === 'RUNNING') === worker : leads(world, application, worker, sink)
  if (isLeader) auditLeases(world, application, worker, sink)
}

/** A graceful shutdown: checkpoint what is processed, leave the leases unowned. One that sleeps cannot, and is gone as in a crash. */
export function removeWorker(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  if (isPaused(world, worker)) crashWorker(world, application, worker, sink)
  if (worker.state !== 'CRASHED') shutDown(world, application, worker, sink)
  application.workers = application.workers.filter((other) => other !== worker)
}

function shutDown(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const consumer of worker.shardConsumers.values()) {
    const isAtWork = consumer.state === 'PROCESSING' || consumer.state === 'SHUTDOWN_REQUESTED'
    // The Connector Library knows no such shutdown: what it has in its buffers is read again.
    if (isAtWork && application.settings.connector === null) checkpointProcessed(world, application, worker, consumer, sink)
    endSubscription(world, application, consumer)
  }
  for (const lease of application.leases.values()) {
    if (holderOf(lease) === worker.workerId) noteTableWrites(world, application)
    releaseLease(lease, worker.workerId)
  }
  resign(application, worker)
  tell(world, sink, { kind: 'WorkerStopped', application: application.settings.name, workerId: worker.workerId })
}

/** Everything in its memory is gone; its leases stay in its name until others see that nobody renews them. */
export function crashWorker(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  if (worker.state === 'CRASHED') return
  worker.state = 'CRASHED'
  for (const consumer of worker.shardConsumers.values()) endSubscription(world, application, consumer)
  worker.held = new Map()
  worker.shardConsumers = new Map()
  worker.ready = []
  worker.seen = new Map()
  worker.ended = new Map()
  tell(world, sink, { kind: 'WorkerCrashed', application: application.settings.name, workerId: worker.workerId })
}

/** Adds workers, or removes the newest ones; crashed ones do not count and go first. */
export function setWorkerCount(world: World, application: KclApplication, workerCount: number, sink: Sink): void {
  application.workers = application.workers.filter(({ state }) => state !== 'CRASHED')
  while (application.workers.length < workerCount) addWorker(world, application, sink)
  while (application.workers.length > workerCount) {
    removeWorker(world, application, application.workers[application.workers.length - 1], sink)
  }
}

