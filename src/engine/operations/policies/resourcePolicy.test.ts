import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { runUntil } from '../../engine'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { get, outcomeOf } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: 'kinesis:GetRecords', Resource: ARN }] })

function fresh(): World {
  const world = quietWorld({ shardCount: 1 })
  world.account.throttling = false
  return world
}

describe('a resource policy', () => {
  it('is the empty object until it is put, then what was put, word for word', () => {
    const world = fresh()
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: '{}' })
    expect(get(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: POLICY })).toBeNull()
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: POLICY })
    const spaced = ` ${POLICY} `
    get(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: spaced })
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: spaced })
    get(world, 'DeleteResourcePolicy', { ResourceARN: ARN })
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: '{}' })
  })

  it('that was never put cannot be deleted', () => {
    const world = fresh()
    const refusal = `ResourceNotFoundException: No resource policy found for resource ARN ${ARN}.`
    expect(outcomeOf(world, 'DeleteResourcePolicy', { ResourceARN: ARN })).toBe(refusal)
    get(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: POLICY })
    get(world, 'DeleteResourcePolicy', { ResourceARN: ARN })
    expect(outcomeOf(world, 'DeleteResourcePolicy', { ResourceARN: ARN })).toBe(refusal)
  })

  it.each(['', 'no', '[]', 'null', '7', '"Statement"', '{}', '{"Statement": []}', '{"Statement": null}', '{"Statement": ["Allow"]}', `${POLICY}x`, '['.repeat(20_000)])('does not read %j', (Policy) => {
    const world = fresh()
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy })).toMatch(/^InvalidArgumentException: Policy validation error/)
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: '{}' })
  })

  it('has 20 KB at most, counted in bytes', () => {
    const world = fresh()
    const padded = (text: string, count: number) => JSON.stringify({ ...(JSON.parse(POLICY) as object), Id: text.repeat(count) })
    const frame = padded('', 0).length
    get(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: padded('x', 20_480 - frame) })
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: padded('x', 20_481 - frame) })).toMatch(/^LimitExceededException/)
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: padded('é', 20_000 - frame) })).toMatch(/^LimitExceededException/)
  })

  it('needs a resource that is there and ACTIVE', () => {
    const world = fresh()
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: `${ARN}x`, Policy: POLICY })).toBe('ResourceNotFoundException: Stream sx under account 123456789012 not found.')
    expect(outcomeOf(world, 'GetResourcePolicy', { ResourceARN: ARN.replace('123456789012', '210987654321') })).toMatch(/^ResourceNotFoundException/)
    get(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '2' })
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ARN, Policy: POLICY })).toBe(
      'ResourceInUseException: Stream s under account 123456789012 not ACTIVE, instead in state UPDATING',
    )
  })

  it('may be a consumer\'s, once that is ACTIVE', () => {
    const world = fresh()
    const { ConsumerARN } = get(world, 'RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'c' }).Consumer
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ConsumerARN, Policy: POLICY })).toBe(
      'ResourceInUseException: Consumer c with creation timestamp 1767603600 under stream s and account 123456789012 is not in ACTIVE status.',
    )
    runUntil(world, NOWHERE, world.nowUs + 60_000_000, silentSink)
    expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN: ConsumerARN, Policy: POLICY })).toMatch(/^InvalidArgumentException: Policy validation error: Statement\[0\]\.Action/)
    const policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: 'kinesis:SubscribeToShard', Resource: ConsumerARN } })
    get(world, 'PutResourcePolicy', { ResourceARN: ConsumerARN, Policy: policy })
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ConsumerARN })).toEqual({ Policy: policy })
    expect(get(world, 'GetResourcePolicy', { ResourceARN: ARN })).toEqual({ Policy: '{}' })
    expect(outcomeOf(world, 'GetResourcePolicy', { ResourceARN: `${ConsumerARN}9` })).toMatch(/^ResourceNotFoundException/)
  })
})
