/**
 * Text scripts for enhanced fan-out, as in `script.ts`, whose words also work here. A `wait` is followed by what subscriptions
 * were told meanwhile: `1: a b` (records), `1: nothing, 30 ms behind`, `1: c, end: 1 of 0` (ChildShards, no continuation), `1 ends`.
 * `register app`, `deregister app`, `consumers`, `describe-consumer app`, `subscribe app 0 TRIM_HORIZON`,
 * `subscribe app 0 AFTER_SEQUENCE_NUMBER continue:1`, `delete`, `tick 100ms` (a wait that tells how many events there were), `why`.
 */
import { NOWHERE } from './nowhere'
import { assert, ensure } from '../../base/assert'
import type { ApiShape, Input } from '../../kinesis/api/types'
import type { Answer, Refusal } from '../../kinesis/exceptions'
import { REGISTER_CONSUMER_US } from '../../kinesis/limits'
import { parseShardId } from '../../kinesis/shardId'
import { call } from '../call'
import { runUntil } from '../engine'
import { consumerArn, findStream, streamArn } from '../naming'
import { findConsumer } from '../operations/fanOut/resolveConsumer'
import { subscriptionEventOut } from '../operations/fanOut/subscriptionEventOut'
import { silentSink, type Sink } from '../sink'
import type { World } from '../state'
import { quietWorld } from './quietWorld'
import { runScript } from './script'
import { foldRuns, spanUs } from './scriptWords'

export interface FanOutStage {
  world: World
  sink: Sink
  /** What subscriptions were told since the last wait. */
  told: string[]
  /** By subscription, the last ContinuationSequenceNumber. */
  continuations: Map<number, string>
  /** By consumer, the ARN that a script has seen last: it outlives the consumer. */
  arns: Map<string, string>
  lastRefusal: Refusal | null
}

export function createFanOutStage(world: World): FanOutStage {
  const stage: FanOutStage = { world, sink: silentSink, told: [], continuations: new Map(), arns: new Map(), lastRefusal: null }
  stage.sink = {
    event: () => undefined,
    subscriptionEvent(_world, pushed) {
      const out = subscriptionEventOut(world, pushed)
      stage.told.push(`${pushed.subscriptionNumber}: ${eventWords(out)}`)
      if ('ContinuationSequenceNumber' in out) stage.continuations.set(pushed.subscriptionNumber, out.ContinuationSequenceNumber)
    },
    subscriptionEnded(_world, subscriptionNumber, refusal) {
      stage.told.push(`${subscriptionNumber} ends${refusal === null ? '' : `: ${refusal.exception}`}`)
      if (refusal !== null) stage.lastRefusal = refusal
    },
  }
  return stage
}

function eventWords(event: ApiShape<'SubscribeToShardEvent'>): string {
  const keys = event.Records.map(({ PartitionKey = '-' }) => PartitionKey)
  const behind = event.MillisBehindLatest === 0 ? '' : `, ${event.MillisBehindLatest} ms behind`
  const children = event.ChildShards?.map(({ ShardId, ParentShards }) => `${indexWord(ShardId)} of ${ParentShards.map(indexWord).join('+')}`)
  if ((children === undefined) !== 'ContinuationSequenceNumber' in event) return 'neither an end nor a continuation'
  return `${keys.length === 0 ? 'nothing' : foldRuns(keys)}${behind}${children === undefined ? '' : `, end: ${children.join(', ')}`}`
}

function indexWord(shardId: string): string {
  return String(ensure(parseShardId(shardId), shardId))
}

/** @returns the script with the outcomes that happened. */
export function runFanOutScript(text: string, stream: { shardCount: number } = { shardCount: 1 }, world = quietWorld(stream)): string {
  const stage = createFanOutStage(world)
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [command] = line.split(' -> ')
      const outcome = act(stage, command.trim())
      return outcome === '' ? command : `${command} -> ${outcome}`
    })
    .join('\n')
}

function act(stage: FanOutStage, command: string): string {
  const { world, sink } = stage
  const [verb, ...words] = command.split(/ +/)
  const StreamARN = streamArn('s')
  const ConsumerName = words[0]
  switch (verb) {
    case 'wait':
      return wait(stage, words[0]).join('; ') || 'quiet'
    case 'tick':
      return String(wait(stage, words[0]).length)
    case 'register':
      return told(stage, call(world, { operation: 'RegisterStreamConsumer', input: { StreamARN, ConsumerName } }, sink), ({ Consumer }) => {
        stage.arns.set(ConsumerName, Consumer.ConsumerARN)
        return Consumer.ConsumerStatus
      })
    case 'deregister':
      return told(stage, call(world, { operation: 'DeregisterStreamConsumer', input: { StreamARN, ConsumerName } }, sink), () => 'ok')
    case 'describe-consumer':
      return told(stage, call(world, { operation: 'DescribeStreamConsumer', input: { StreamARN, ConsumerName } }, sink), (out) => out.ConsumerDescription.ConsumerStatus)
    case 'consumers':
      return told(stage, call(world, { operation: 'ListStreamConsumers', input: { StreamARN } }, sink), ({ Consumers = [] }) =>
        Consumers.map((consumer) => `${consumer.ConsumerName} ${consumer.ConsumerStatus}`).join(', ') || 'none',
      )
    case 'subscribe':
      return told(stage, subscribe(stage, words), ({ subscriptionNumber }) => String(subscriptionNumber))
    case 'delete':
      return told(stage, call(world, { operation: 'DeleteStream', input: { StreamARN, EnforceConsumerDeletion: true } }, sink), () => 'ok')
    case 'why':
      return stage.lastRefusal?.message ?? 'nothing was refused'
    default:
      return runScript(command, { shardCount: 1 }, world).split(' -> ')[1] ?? ''
  }
}

function wait(stage: FanOutStage, span: string): string[] {
  runUntil(stage.world, NOWHERE, stage.world.nowUs + spanUs(span), stage.sink)
  return stage.told.splice(0)
}

function told<T>(stage: FanOutStage, answer: Answer<T>, word: (value: T) => string): string {
  if (!answer.ok) stage.lastRefusal = answer.refusal
  const own = answer.ok ? word(answer.value) : answer.refusal.exception
  return [own, ...stage.told.splice(0)].join('; ')
}

/** `subscribe CONSUMER SHARD TYPE [WHERE]`; WHERE is `continue:N`, a sequence number, or for AT_TIMESTAMP a span from the beginning. */
export function subscribe(stage: FanOutStage, [consumerName, ShardId, type, where]: readonly string[]): Answer<{ subscriptionNumber: number }> {
  const StartingPosition: Input<'SubscribeToShard'>['StartingPosition'] = { Type: type as ApiShape<'ShardIteratorType'> }
  if (where !== undefined && type === 'AT_TIMESTAMP') StartingPosition.Timestamp = stage.world.epochMs / 1_000 + spanUs(where) / 1e6
  else if (where !== undefined) StartingPosition.SequenceNumber = stage.continuations.get(Number(/^continue:(\d+)$/.exec(where)?.[1])) ?? where
  return call(stage.world, { operation: 'SubscribeToShard', input: { ConsumerARN: arnOf(stage, consumerName), ShardId, StartingPosition } }, stage.sink)
}

/** @returns the ARN of a new consumer of `s`, once it is ACTIVE. */
export function registerActive(world: World, ConsumerName: string, sink: Sink): string {
  const answer = call(world, { operation: 'RegisterStreamConsumer', input: { StreamARN: streamArn('s'), ConsumerName } }, sink)
  assert(answer.ok, answer.ok ? '' : answer.refusal.message)
  runUntil(world, NOWHERE, world.nowUs + REGISTER_CONSUMER_US, sink)
  return answer.value.Consumer.ConsumerARN
}

function arnOf(stage: FanOutStage, consumerName: string): string {
  const stream = findStream(stage.world, 's')
  const consumer = stream === null ? null : findConsumer(stream, consumerName)
  if (stream !== null && consumer !== null) return consumerArn(stage.world, stream, consumer)
  return stage.arns.get(consumerName) ?? `${streamArn('s')}/consumer/${consumerName}:1`
}
