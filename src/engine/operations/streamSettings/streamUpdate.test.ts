import { describe, expect, it } from 'vitest'
import type { OperationName } from '../../../kinesis/api/types'
import {
  CREATE_STREAM_US,
  ENCRYPTION_UPDATE_US,
  MAX_RECORD_SIZE_UPDATE_US,
  MODE_UPDATE_US,
  MONITORING_UPDATE_US,
  RETENTION_UPDATE_US,
  WARM_THROUGHPUT_UPDATE_US,
} from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import { copyWorld, restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { get, outcomeOf, streamIn, wait } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

interface Change {
  operation: OperationName
  input: object
  lastsUs: number
}

const KEY_ID = 'arn:aws:kms:us-east-1:123456789012:alias/aws/kinesis'
const KEY = { EncryptionType: 'KMS', KeyId: KEY_ID }

const LONGER: Change = { operation: 'IncreaseStreamRetentionPeriod', input: { RetentionPeriodHours: 72 }, lastsUs: RETENTION_UPDATE_US }
const ENCRYPT: Change = { operation: 'StartStreamEncryption', input: KEY, lastsUs: ENCRYPTION_UPDATE_US }
/** Every operation that takes a stream through UPDATING, on a stream that is on-demand and has something to give up. */
const CHANGES: Change[] = [
  LONGER,
  { operation: 'DecreaseStreamRetentionPeriod', input: { RetentionPeriodHours: 24 }, lastsUs: RETENTION_UPDATE_US },
  { operation: 'UpdateStreamMode', input: { StreamModeDetails: { StreamMode: 'PROVISIONED' } }, lastsUs: MODE_UPDATE_US },
  { operation: 'UpdateStreamWarmThroughput', input: { WarmThroughputMiBps: 7 }, lastsUs: WARM_THROUGHPUT_UPDATE_US },
  { operation: 'UpdateMaxRecordSize', input: { MaxRecordSizeInKiB: 2_048 }, lastsUs: MAX_RECORD_SIZE_UPDATE_US },
  { operation: 'EnableEnhancedMonitoring', input: { ShardLevelMetrics: ['ALL'] }, lastsUs: MONITORING_UPDATE_US },
  { operation: 'DisableEnhancedMonitoring', input: { ShardLevelMetrics: ['OutgoingBytes'] }, lastsUs: MONITORING_UPDATE_US },
  ENCRYPT,
  { operation: 'StopStreamEncryption', input: KEY, lastsUs: ENCRYPTION_UPDATE_US },
]
const AT_ONCE: Change = { operation: 'UpdateStreamRecordDistributionStrategy', input: { RecordDistributionStrategy: 'AUTO' }, lastsUs: 0 }

function make(world: World, { operation, input }: Change, streamName = 's'): string {
  return outcomeOf(world, operation, { StreamARN: streamArn(streamName), ...input })
}

function preparedWorld(): World {
  const world = quietWorld({ shardCount: 2 })
  Object.assign(streamIn(world), { streamMode: 'ON_DEMAND', retentionPeriodHours: 48, shardLevelMetrics: ['OutgoingBytes'], encryptionKeyId: KEY_ID })
  world.account.throughputCommitment = { startedAtUs: 0, endedAtUs: null }
  return world
}

function settingsOf(world: World): object {
  const { streamMode, retentionPeriodHours, shardLevelMetrics, encryptionKeyId, warmThroughputMiBps, maxRecordSizeInKiB } = streamIn(world)
  return { streamMode, retentionPeriodHours, shardLevelMetrics, encryptionKeyId, warmThroughputMiBps, maxRecordSizeInKiB }
}

function statusOf(world: World, streamName = 's'): string | undefined {
  return world.streams.find((stream) => stream.streamName === streamName)?.streamStatus
}

describe.each(CHANGES)('$operation', (change) => {
  it('shows UPDATING as long as it lasts, and its effect not before the end', () => {
    const world = preparedWorld()
    const before = settingsOf(world)
    expect(make(world, change)).toBe('ok')
    wait(world, change.lastsUs - 1)
    expect(statusOf(world)).toBe('UPDATING')
    expect(settingsOf(world)).toEqual(before)
    wait(world, 1)
    expect(statusOf(world)).toBe('ACTIVE')
    expect(streamIn(world).update).toBeNull()
  })

  it('reads and writes go on meanwhile, other changes do not', () => {
    const world = preparedWorld()
    make(world, change)
    get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', ExplicitHashKey: '0', Data: Uint8Array.of(1) })
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    expect(get(world, 'GetRecords', { ShardIterator }).Records).toHaveLength(1)
    for (const other of [...CHANGES, AT_ONCE]) {
      expect(make(world, other), other.operation).toBe('ResourceInUseException: Stream s under account 123456789012 not ACTIVE, instead in state UPDATING')
    }
    expect(outcomeOf(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '9' })).toMatch(/^ResourceInUseException/)
  })

  it('needs a stream that is there and ACTIVE', () => {
    const world = preparedWorld()
    expect(make(world, change, 'none')).toBe('ResourceNotFoundException: Stream none under account 123456789012 not found.')
    get(world, 'CreateStream', { StreamName: 'new', ShardCount: 1 })
    expect(make(world, change, 'new')).toBe('ResourceInUseException: Stream new under account 123456789012 not ACTIVE, instead in state CREATING')
    wait(world, CREATE_STREAM_US)
    expect(statusOf(world, 'new')).toBe('ACTIVE')
    expect(statusOf(world)).toBe('ACTIVE')
  })

  it('is kept by a snapshot in the midst of it', () => {
    const world = preparedWorld()
    make(world, change)
    wait(world, 1)
    const copies = [copyWorld(world), restoreWorld(saveWorld(world))]
    wait(world, change.lastsUs)
    for (const copy of copies) {
      wait(copy, change.lastsUs)
      expect(new Uint8Array(saveWorld(copy))).toEqual(new Uint8Array(saveWorld(world)))
    }
    expect(statusOf(world)).toBe('ACTIVE')
  })
})

it('a change of a stream that went away reaches no other one in its place', () => {
  const world = preparedWorld()
  make(world, LONGER)
  const stream = streamIn(world)
  const another = streamIn(preparedWorld())
  world.streams[0] = { ...another, streamName: 'another' }
  wait(world, 1)
  make(world, ENCRYPT, 'another')
  wait(world, RETENTION_UPDATE_US)
  expect(world.streams[0]).toMatchObject({ streamStatus: 'UPDATING', retentionPeriodHours: 48 })
  wait(world, ENCRYPTION_UPDATE_US)
  expect(world.streams[0]).toMatchObject({ streamStatus: 'ACTIVE', retentionPeriodHours: 48, encryptionKeyId: KEY_ID })
  expect(stream.streamStatus).toBe('UPDATING')
})

it('a stream that is being deleted meanwhile does not become ACTIVE again', () => {
  const world = preparedWorld()
  make(world, LONGER)
  streamIn(world).streamStatus = 'DELETING'
  wait(world, LONGER.lastsUs)
  expect(streamIn(world)).toMatchObject({ streamStatus: 'DELETING', retentionPeriodHours: 48 })
})
