/**
 * What the events of a run must obey, judged from the events alone: a second, slow and simple account of a stream and of
 * the applications that read it. It shares no code with the engine.
 */
import type { SimEvent } from '../events'

const HASH_KEY_SPACE = 1n << 128n
/** Texts of one length are in the order of their numbers. */
const SEQUENCE_NUMBER_DIGITS = 56

interface ModelShard {
  start: bigint
  end: bigint
  parents: string[]
  isOpen: boolean
  /** Numbers of its records in the order in which they were stored. */
  sequenceNumbers: string[]
  places: Map<string, number>
}

interface ModelApplication {
  readsAll: boolean
  workers: Set<string>
  owners: Map<string, string>
  leased: Set<string>
  ended: Set<string>
  checkpoints: Map<string, number>
  /** By shard, how many records from its beginning are processed. */
  processed: Map<string, number>
}

export interface ReferenceModel {
  see(event: SimEvent): void
  /** @throws where a record was stored and never processed by an application that reads all. */
  expectAllProcessed(): void
  shards: ReadonlyMap<string, ModelShard>
  recordsStored(): number
}

/** @param readsAll applications that begin at TRIM_HORIZON. */
export function createReferenceModel(readsAll: readonly string[], hashKeyOf: (partitionKey: string) => bigint): ReferenceModel {
  const shards = new Map<string, ModelShard>()
  const applications = new Map<string, ModelApplication>()
  const recordIds = new Set<string>()
  let isResharding = false

  function fail(event: SimEvent, rule: string): never {
    throw new Error(`${rule}: ${JSON.stringify(event)}`)
  }

  function shardOf(event: SimEvent & { shardId: string }): ModelShard {
    return shards.get(event.shardId) ?? fail(event, 'no such shard')
  }

  function applicationOf(name: string): ModelApplication {
    let application = applications.get(name)
    if (application === undefined) {
      application = {
        readsAll: readsAll.includes(name),
        workers: new Set(),
        owners: new Map(),
        leased: new Set(),
        ended: new Set(),
        checkpoints: new Map(),
        processed: new Map(),
      }
      applications.set(name, application)
    }
    return application
  }

  function checkTiling(event: SimEvent): void {
    const open = Array.from(shards.values()).filter((shard) => shard.isOpen)
    open.sort((left, right) => (left.start < right.start ? -1 : 1))
    let next = 0n
    for (const shard of open) {
      if (shard.start !== next || shard.end < shard.start) fail(event, 'open shards do not tile the hash-key space')
      next = shard.end + 1n
    }
    if (next !== HASH_KEY_SPACE) fail(event, 'open shards do not reach the end of the hash-key space')
  }

  function see(event: SimEvent): void {
    switch (event.kind) {
      case 'StreamStatusChanged':
        isResharding = false
        if (event.streamStatus === 'ACTIVE') checkTiling(event)
        return
      case 'ShardOpened':
        if (shards.has(event.shardId)) fail(event, 'a shard id is used twice')
        shards.set(event.shardId, {
          start: BigInt(event.startingHashKey),
          end: BigInt(event.endingHashKey),
          parents: [event.parentShardId, event.adjacentParentShardId].filter((parent) => parent !== null),
          isOpen: true,
          sequenceNumbers: [],
          places: new Map(),
        })
        isResharding = true
        return
      case 'ShardClosed': {
        const shard = shardOf(event)
        if (!shard.isOpen) fail(event, 'a shard is closed twice')
        const last = shard.sequenceNumbers.at(-1)
        if (last !== undefined && BigInt(last) >= BigInt(event.endingSequenceNumber)) fail(event, 'a shard ends before its last record')
        shard.isOpen = false
        isResharding = true
        return
      }
      case 'RecordStored':
        return stored(event)
      case 'RecordThrottled':
        if (!shardOf(event).isOpen) fail(event, 'a closed shard refuses a record')
        return
      case 'RecordProcessed':
        return processed(event)
      case 'WorkerStarted':
        applicationOf(event.application).workers.add(event.workerId)
        return
      case 'WorkerStopped':
      case 'WorkerCrashed': {
        const application = applicationOf(event.application)
        if (!application.workers.delete(event.workerId)) fail(event, 'a worker ends that does not live')
        if (event.kind === 'WorkerCrashed') return
        for (const [shardId, owner] of application.owners) if (owner === event.workerId) application.owners.delete(shardId)
        return
      }
      case 'LeaseCreated': {
        const { leased } = applicationOf(event.application)
        if (leased.has(event.shardId)) fail(event, 'a lease is created twice')
        leased.add(event.shardId)
        return
      }
      case 'LeaseTaken': {
        const application = applicationOf(event.application)
        if (!application.workers.has(event.workerId)) fail(event, 'a dead worker takes a lease')
        if (event.from !== null && application.owners.get(event.shardId) !== event.from) fail(event, 'a lease is taken from one who has it not')
        application.owners.set(event.shardId, event.workerId)
        return
      }
      case 'Checkpointed':
        return checkpointed(event)
      case 'ShardEnded': {
        const application = applicationOf(event.application)
        if (application.ended.has(event.shardId)) fail(event, 'a shard is ended twice')
        application.ended.add(event.shardId)
        if (application.readsAll) expectProcessed(event, application, event.shardId)
        return
      }
      default:
        return
    }
  }

  function stored(event: Extract<SimEvent, { kind: 'RecordStored' }>): void {
    if (isResharding) checkTiling(event)
    isResharding = false
    const hashKey = BigInt(event.hashKey)
    if (hashKey !== hashKeyOf(event.partitionKey)) fail(event, 'the hash key is not the MD5 of the partition key')
    // Open shards tile the space: no other one can own it too.
    const shard = shardOf(event)
    if (!shard.isOpen || hashKey < shard.start || hashKey > shard.end) fail(event, 'a record is not where its hash key says')
    if (recordIds.has(event.recordId)) fail(event, 'a record is stored twice')
    recordIds.add(event.recordId)
    const last = shard.sequenceNumbers.at(-1)
    if (event.sequenceNumber.length !== SEQUENCE_NUMBER_DIGITS || (last !== undefined && last >= event.sequenceNumber)) {
      fail(event, 'sequence numbers do not rise')
    }
    shard.places.set(event.sequenceNumber, shard.sequenceNumbers.length)
    shard.sequenceNumbers.push(event.sequenceNumber)
  }

  function processed(event: Extract<SimEvent, { kind: 'RecordProcessed' }>): void {
    const application = applicationOf(event.application)
    const shard = shardOf(event)
    if (!application.workers.has(event.workerId)) fail(event, 'a dead worker processes a record')
    const place = shard.places.get(event.sequenceNumber) ?? fail(event, 'a record is processed that was never stored')
    for (const parent of shard.parents) {
      if (application.leased.has(parent) && !application.ended.has(parent)) fail(event, `a child is processed before its parent ${parent} has ended`)
      if (application.readsAll) expectProcessed(event, application, parent)
    }
    const before = application.processed.get(event.shardId) ?? 0
    if (application.readsAll && place > before) fail(event, 'a record is passed over')
    application.processed.set(event.shardId, Math.max(before, place + 1))
  }

  function expectProcessed(event: SimEvent, application: ModelApplication, shardId: string): void {
    const shard = shards.get(shardId) ?? fail(event, 'no such shard')
    if ((application.processed.get(shardId) ?? 0) < shard.sequenceNumbers.length) fail(event, `${shardId} has records left to process`)
  }

  function checkpointed(event: Extract<SimEvent, { kind: 'Checkpointed' }>): void {
    const application = applicationOf(event.application)
    if (application.owners.get(event.shardId) !== event.workerId) fail(event, 'a checkpoint is written by one who has the lease not')
    const shard = shardOf(event)
    const place = event.sequenceNumber === 'SHARD_END' ? Infinity : (shard.places.get(event.sequenceNumber) ?? fail(event, 'no such record'))
    const before = application.checkpoints.get(event.shardId) ?? -1
    if (place <= before) fail(event, 'a checkpoint does not go forward')
    if (place !== Infinity && place >= (application.processed.get(event.shardId) ?? 0)) fail(event, 'a checkpoint is ahead of the processing')
    application.checkpoints.set(event.shardId, place)
  }

  return {
    see,
    shards,
    recordsStored: () => recordIds.size,
    expectAllProcessed() {
      for (const name of readsAll) {
        for (const [shardId, shard] of shards) {
          const count = applicationOf(name).processed.get(shardId) ?? 0
          if (count < shard.sequenceNumbers.length) throw new Error(`${name} processed ${count} of ${shard.sequenceNumbers.length} records of ${shardId}`)
        }
      }
    },
  }
}
