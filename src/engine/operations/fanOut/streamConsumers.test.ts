import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import type { Input, OperationName } from '../../../kinesis/api/types'
import type { Answer } from '../../../kinesis/exceptions'
import { call } from '../../call'
import { runUntil } from '../../engine'
import { consumerArn, parseConsumerArn, streamArn } from '../../naming'
import { silentSink } from '../../sink'
import { runFanOutScript } from '../../testing/fanOutScript'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'
import { scriptText } from '../../testing/script'
import type { World } from '../../state'

const StreamARN = streamArn('s')
const SECOND = EPOCH_MS / 1_000

describe('RegisterStreamConsumer', () => {
  it('is CREATING for 5 s, and takes a name once', () => {
    const script = `
      consumers -> none
      register b -> CREATING
      register a -> CREATING
      consumers -> a CREATING, b CREATING
      wait 4999ms -> quiet
      describe-consumer a -> CREATING
      register a -> ResourceInUseException
      wait 1ms -> quiet
      consumers -> a ACTIVE, b ACTIVE
      register b -> ResourceInUseException
      why -> Consumer b under stream s already exists for account 123456789012.`
    expect(runFanOutScript(script)).toBe(scriptText(script))
  })

  it('answers with an ARN that holds the second, as describing it does', () => {
    const world = quietWorld({ shardCount: 1 })
    advance(world, 3.7)
    const answer = ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'a.b_c-1', Tags: { team: 'x' } })
    const consumer = {
      ConsumerName: 'a.b_c-1',
      ConsumerARN: `${StreamARN}/consumer/a.b_c-1:${SECOND + 3}`,
      ConsumerStatus: 'CREATING',
      ConsumerCreationTimestamp: SECOND + 3,
    }
    expect(answer).toEqual({ ok: true, value: { Consumer: consumer } })
    expect(ask(world, 'DescribeStreamConsumer', { ConsumerARN: consumer.ConsumerARN })).toEqual({
      ok: true,
      value: { ConsumerDescription: { ...consumer, StreamARN } },
    })
    expect(world.streams[0]!.consumers[0]!.tags).toEqual(new Map([['team', 'x']]))
  })

  it('checks its tags as TagResource does, and registers nothing then', () => {
    const world = quietWorld({ shardCount: 1 })
    const answer = ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'a', Tags: { 'a*': 'b' } })
    expect(!answer.ok && answer.refusal.exception).toBe('InvalidArgumentException')
    expect(world.streams[0]!.consumers).toEqual([])
  })

  it('has a limit for those being created, for 20 of a stream, for 50 with On-demand Advantage', () => {
    const world = quietWorld({ shardCount: 1 })
    const register = (count: number) => {
      const outcomes = []
      for (let at = 0; at < count; at++) {
        if (at % 5 === 0) advance(world, 5)
        const answer = ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: `c-${world.nowUs}-${at}` })
        outcomes.push(answer.ok ? 'ok' : answer.refusal.exception)
      }
      return outcomes.filter((outcome) => outcome === 'ok').length
    }
    for (const name of ['1', '2', '3', '4', '5']) expect(ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: name }).ok).toBe(true)
    advance(world, 2)
    const sixth = ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: '6' })
    expect(!sixth.ok && sixth.refusal.exception).toBe('LimitExceededException')
    expect(register(20)).toBe(15)
    world.streams[0]!.streamMode = 'ON_DEMAND'
    expect(register(5)).toBe(0)
    world.account.throughputCommitment = { startedAtUs: 0, endedAtUs: null }
    expect(register(40)).toBe(30)
    expect(world.streams[0]!.consumers).toHaveLength(50)
    expect(world.streams[0]!.consumers.every(({ consumerStatus }) => consumerStatus === 'ACTIVE' || consumerStatus === 'CREATING')).toBe(true)
  })

  it.each(['CREATING', 'DELETING'] as const)('needs a stream that is not %s', (streamStatus) => {
    const world = quietWorld({ shardCount: 1 })
    world.streams[0]!.streamStatus = streamStatus
    expect(ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'a' })).toEqual({
      ok: false,
      refusal: { exception: 'ResourceInUseException', message: `Stream s under account 123456789012 not ACTIVE, instead in state ${streamStatus}` },
    })
  })

  it('knows consumers of two streams apart', () => {
    const world = quietWorld({ shardCount: 1 })
    ask(world, 'CreateStream', { StreamName: 't', ShardCount: 1 })
    advance(world, 60)
    for (const name of ['s', 't']) expect(ask(world, 'RegisterStreamConsumer', { StreamARN: streamArn(name), ConsumerName: 'a' }).ok).toBe(true)
    expect(ask(world, 'DeregisterStreamConsumer', { StreamARN: streamArn('t'), ConsumerName: 'a' }).ok).toBe(true)
    advance(world, 60)
    expect(world.streams.map(({ consumers }) => consumers.map(({ consumerStatus }) => consumerStatus))).toEqual([['ACTIVE'], []])
  })
})

describe('DescribeStreamConsumer and DeregisterStreamConsumer', () => {
  const ConsumerARN = `${StreamARN}/consumer/a:${SECOND}`
  const other = streamArn('t')
  const rows: [Input<'DescribeStreamConsumer'>, string][] = [
    [{ ConsumerARN }, 'ok'],
    [{ StreamARN, ConsumerName: 'a' }, 'ok'],
    [{ ConsumerARN, StreamARN, ConsumerName: 'a' }, 'ok'],
    [{ ConsumerARN, StreamARN }, 'ok'],
    [{ ConsumerARN, ConsumerName: 'b' }, 'InvalidArgumentException ConsumerARN and ConsumerName do not match.'],
    [{ ConsumerARN, StreamARN: other }, 'InvalidArgumentException ConsumerARN and StreamARN do not match.'],
    [{ StreamARN }, 'InvalidArgumentException Either ConsumerARN or both StreamARN and ConsumerName should be provided.'],
    [{ ConsumerName: 'a' }, 'InvalidArgumentException Either ConsumerARN or both StreamARN and ConsumerName should be provided.'],
    [{}, 'InvalidArgumentException Either ConsumerARN or both StreamARN and ConsumerName should be provided.'],
    [{ StreamARN, ConsumerName: 'b' }, 'ResourceNotFoundException Consumer b, account 123456789012 not found.'],
    [{ StreamARN: other, ConsumerName: 'a' }, 'ResourceNotFoundException Stream t under account 123456789012 not found.'],
    [{ ConsumerARN: `${StreamARN}/consumer/a:1` }, `ResourceNotFoundException Consumer ${StreamARN}/consumer/a:1, account 123456789012 not found.`],
    [{ ConsumerARN: ConsumerARN.replace('us-east-1', 'eu-west-1') }, `ResourceNotFoundException Consumer ${ConsumerARN.replace('us-east-1', 'eu-west-1')}, account 123456789012 not found.`],
  ]

  it.each(rows)('find by %j: %s', (input, outcome) => {
    const world = quietWorld({ shardCount: 1 })
    ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'a' })
    for (const operation of ['DescribeStreamConsumer', 'DeregisterStreamConsumer'] as const) {
      const answer = ask(world, operation, input)
      expect(answer.ok ? 'ok' : `${answer.refusal.exception} ${answer.refusal.message}`).toBe(outcome)
    }
    expect(world.streams[0]!.consumers[0]!.consumerStatus).toBe(outcome === 'ok' ? 'DELETING' : 'CREATING')
  })
})

describe('ListStreamConsumers', () => {
  const names = ['b', 'a', 'd', 'c', 'E', 'a-1']

  function listing(): World {
    const world = quietWorld({ shardCount: 1 })
    for (const ConsumerName of names) {
      advance(world, 2)
      ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName })
    }
    return world
  }

  it('pages through all names once, also when some come and go between pages', () => {
    const world = listing()
    const seen: string[] = []
    let NextToken: string | undefined
    let pages = 0
    do {
      const answer = ask(world, 'ListStreamConsumers', { StreamARN, MaxResults: 2, ...(NextToken === undefined ? {} : { NextToken }) })
      if (!answer.ok || answer.value.Consumers === undefined) throw new Error('no page')
      expect(answer.value.Consumers.length).toBeLessThanOrEqual(2)
      seen.push(...answer.value.Consumers.map(({ ConsumerName }) => ConsumerName))
      NextToken = answer.value.NextToken
      if (pages++ === 0) {
        ask(world, 'DeregisterStreamConsumer', { StreamARN, ConsumerName: 'a' })
        advance(world, 10)
        ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'A-before' })
      }
    } while (NextToken !== undefined)
    expect(seen).toEqual([...names].sort())
    expect(pages).toBe(3)
  })

  it('makes tokens that are good for 300 s, for the same stream, and alone', () => {
    const world = listing()
    const page = ask(world, 'ListStreamConsumers', { StreamARN, MaxResults: 1 })
    if (!page.ok || page.value.NextToken === undefined) throw new Error('no token')
    const { NextToken } = page.value
    const outcome = (input: Omit<Input<'ListStreamConsumers'>, 'StreamARN'>, arn = StreamARN) => {
      const answer = ask(world, 'ListStreamConsumers', { StreamARN: arn, ...input })
      return answer.ok ? 'ok' : answer.refusal.exception
    }
    expect(outcome({ NextToken, StreamCreationTimestamp: SECOND })).toBe('InvalidArgumentException')
    ask(world, 'CreateStream', { StreamName: 't', ShardCount: 1 })
    expect(outcome({ NextToken }, streamArn('t'))).toBe('InvalidArgumentException')
    advance(world, 1)
    for (const forged of ['x', 'bm8=', 'e30=', 'bnVsbA==', 'W10=']) {
      advance(world, 1)
      expect(outcome({ NextToken: forged })).toBe('InvalidArgumentException')
    }
    advance(world, 294)
    expect(outcome({ NextToken })).toBe('ok')
    world.nowUs++
    expect(outcome({ NextToken })).toBe('ExpiredNextTokenException')
  })

  it('tells streams of one name apart by their creation', () => {
    const world = listing()
    expect(ask(world, 'ListStreamConsumers', { StreamARN, StreamCreationTimestamp: SECOND + 0.4 }).ok).toBe(true)
    const answer = ask(world, 'ListStreamConsumers', { StreamARN, StreamCreationTimestamp: SECOND + 1 })
    expect(!answer.ok && answer.refusal.exception).toBe('ResourceNotFoundException')
  })
})

describe('consumer ARNs', () => {
  it('are read as they are written, and nothing else is', () => {
    const world = quietWorld({ shardCount: 1 })
    ask(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName: 'consumer.x' })
    const [stream] = world.streams
    expect(parseConsumerArn(consumerArn(world, stream!, stream!.consumers[0]!))).toEqual({ streamName: 's', consumerName: 'consumer.x', createdSecond: SECOND })
    for (const wrong of ['', StreamARN, `${StreamARN}/consumer/a`, `${StreamARN}/consumer/a:`, `${StreamARN}/consumer/a:x`, `${StreamARN}/x/consumer/a:1`, `${StreamARN}/consumer/a/b:1`, ` ${StreamARN}/consumer/a:1`]) {
      expect(parseConsumerArn(wrong)).toBe(null)
    }
  })
})

function ask<Name extends OperationName>(world: World, operation: Name, input: Input<Name>): ReturnType<typeof call<Name>> & Answer<unknown> {
  return call(world, { operation, input }, silentSink)
}

function advance(world: World, seconds: number): void {
  runUntil(world, NOWHERE, world.nowUs + seconds * US_PER_SECOND, silentSink)
}
