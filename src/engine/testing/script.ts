/**
 * Text scripts against the API of one world. A script's lines read `command -> outcome`; running it gives the same text with
 * the outcomes that happened, so that a test compares two texts:
 * `put a b*3`, `wait 4s`, `split 0 at 1/2`, `merge 0 1`, `scale 4`, `iterator x 0 TRIM_HORIZON`, `get x limit 2`, `list`, `shards`,
 * `describe`, `create orders 3`, `use orders`, `why` (the last refusal's own sentence).
 */
import { NOWHERE } from './nowhere'
import type { ApiShape, Input } from '../../kinesis/api/types'
import { call } from '../call'
import { ensure } from '../../base/assert'
import type { Answer, Refusal } from '../../kinesis/exceptions'
import { formatShardId, parseShardId } from '../../kinesis/shardId'
import { runUntil } from '../engine'
import { endingSequenceNumberOf, findStream, startingSequenceNumberOf } from '../naming'
import { silentSink } from '../sink'
import type { Stream, World } from '../state'
import { foldRuns, placeOf, rangeWord, spanUs, unfoldRuns } from './scriptWords'
import { quietWorld } from './quietWorld'

/** What a script remembers between its lines. */
interface Stage {
  world: World
  streamName: string
  iterators: Map<string, string | null>
  /** By partition key, the number of its last stored record. */
  sequenceNumbers: Map<string, string>
  nextToken: string | null
  lastRefusal: Refusal | null
}

/** @returns the script with the outcomes that happened. */
export function runScript(text: string, stream: { shardCount: number } = { shardCount: 1 }, world = quietWorld(stream)): string {
  const stage: Stage = { world, streamName: 's', iterators: new Map(), sequenceNumbers: new Map(), nextToken: null, lastRefusal: null }
  return linesOf(text)
    .map((line) => {
      const [command] = line.split(' -> ')
      const outcome = act(stage, command.trim().split(/ +/))
      return outcome === '' ? command : `${command} -> ${outcome}`
    })
    .join('\n')
}

/** A script without its indentation and empty lines. */
export function scriptText(text: string): string {
  return linesOf(text).join('\n')
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function act(stage: Stage, [verb, ...words]: string[]): string {
  const { world } = stage
  const StreamName = stage.streamName
  switch (verb) {
    case '#':
      return ''
    case 'wait':
      runUntil(world, NOWHERE, world.nowUs + spanUs(words[0]), silentSink)
      return statusOf(stage)
    case 'use':
      stage.streamName = words[0]
      return ''
    case 'create':
      return told(stage, call(world, { operation: 'CreateStream', input: { StreamName: words[0], ...(words.length > 1 ? { ShardCount: Number(words[1]) } : {}) } }, silentSink), () => 'ok')
    case 'split':
      return told(stage, call(world, { operation: 'SplitShard', input: { StreamName, ShardToSplit: words[0], NewStartingHashKey: placeText(words[2]) } }, silentSink), () => statusOf(stage))
    case 'merge':
      return told(stage, call(world, { operation: 'MergeShards', input: { StreamName, ShardToMerge: words[0], AdjacentShardToMerge: words[1] } }, silentSink), () => statusOf(stage))
    case 'scale': {
      const request = { StreamName, TargetShardCount: Number(words[0]), ScalingType: 'UNIFORM_SCALING' as const }
      return told(stage, call(world, { operation: 'UpdateShardCount', input: request }, silentSink), () => statusOf(stage))
    }
    case 'put':
      return put(stage, unfoldRuns(words).map(entryOf))
    case 'put-one':
      return told(stage, call(world, { operation: 'PutRecord', input: { StreamName, ...entryOf(words[0]) } }, silentSink), ({ ShardId }) => indexWord(ShardId))
    case 'iterator':
      return findIterator(stage, words)
    case 'get':
      return get(stage, words)
    case 'list':
      return list(stage, words)
    case 'shards':
      return shardsOf(stage)
    case 'describe':
      return told(stage, call(world, { operation: 'DescribeStreamSummary', input: { StreamName } }, silentSink), ({ StreamDescriptionSummary: summary }) => {
        return `${summary.StreamStatus}, ${summary.OpenShardCount} open, ${summary.RetentionPeriodHours} h`
      })
    case 'why':
      return stage.lastRefusal?.message ?? 'nothing was refused'
    default:
      throw new Error(`no such command in a script: ${verb}`)
  }
}

function told<T>(stage: Stage, answer: Answer<T>, word: (value: T) => string): string {
  if (answer.ok) return word(answer.value)
  stage.lastRefusal = answer.refusal
  return answer.refusal.exception
}

function streamOf({ world, streamName }: Stage): Stream {
  return ensure(findStream(world, streamName), `stream ${streamName}`)
}

function statusOf(stage: Stage): string {
  return findStream(stage.world, stage.streamName)?.streamStatus ?? 'no stream'
}

function placeText(word: string): string {
  return /^\d+\/\d+$/.test(word) ? String(placeOf(word)) : word
}

function indexWord(shardId: string): string {
  return String(ensure(parseShardId(shardId), shardId))
}

/** `key`, `key@1/2` or `key@17` with an explicit hash key, `key#1048576` with so many bytes of data; `-` is the empty key. */
function entryOf(word: string): ApiShape<'PutRecordsRequestEntry'> {
  const [, name, hashKey, bytes] = ensure(/^([^@#]*)(?:@([^#]+))?(?:#(\d+))?$/.exec(word), word)
  const entry = { PartitionKey: name === '-' ? '' : name, Data: new Uint8Array(Number(bytes ?? 1)) }
  return hashKey === undefined ? entry : { ...entry, ExplicitHashKey: placeText(hashKey) }
}

function put(stage: Stage, entries: ApiShape<'PutRecordsRequestEntry'>[]): string {
  return told(stage, call(stage.world, { operation: 'PutRecords', input: { StreamName: stage.streamName, Records: entries } }, silentSink), ({ Records }) =>
    foldRuns(
      Records.map((entry, at) => {
        if (entry.ShardId === undefined || entry.SequenceNumber === undefined) {
          stage.lastRefusal = { exception: 'ProvisionedThroughputExceededException', message: ensure(entry.ErrorMessage, 'a reason') }
          return 'throttled'
        }
        stage.sequenceNumbers.set(entries[at].PartitionKey ?? '', entry.SequenceNumber)
        return indexWord(entry.ShardId)
      }),
    ),
  )
}

/** `iterator NAME SHARD TYPE [WHERE]`; WHERE is a key, `start:0`, `end:0` or a number as it stands, for AT_TIMESTAMP a span from the beginning. */
function findIterator(stage: Stage, [name, ShardId, type, where]: string[]): string {
  const request: Input<'GetShardIterator'> = { StreamName: stage.streamName, ShardId, ShardIteratorType: type as ApiShape<'ShardIteratorType'> }
  if (where !== undefined && type === 'AT_TIMESTAMP') request.Timestamp = stage.world.epochMs / 1_000 + spanUs(where) / 1e6
  else if (where !== undefined) request.StartingSequenceNumber = numberOf(stage, where)
  return told(stage, call(stage.world, { operation: 'GetShardIterator', input: request }, silentSink), ({ ShardIterator }) => {
    stage.iterators.set(name, ensure(ShardIterator, 'an iterator'))
    return 'ok'
  })
}

function numberOf(stage: Stage, word: string): string {
  const [kind, shardIndex] = word.split(':')
  if (kind === 'start') return startingSequenceNumberOf(streamOf(stage).shards[Number(shardIndex)])
  if (kind === 'end') return ensure(endingSequenceNumberOf(streamOf(stage).shards[Number(shardIndex)]), `${word}: the shard is open`)
  return stage.sequenceNumbers.get(word) ?? word
}

/** `get NAME [limit N]`; the iterator goes on to the next one. */
function get(stage: Stage, [name, , limit]: string[]): string {
  const iterator = stage.iterators.get(name)
  if (iterator === null) return 'no iterator'
  const request = { ShardIterator: iterator ?? name, ...(limit === undefined ? {} : { Limit: Number(limit) }) }
  return told(stage, call(stage.world, { operation: 'GetRecords', input: request }, silentSink), (answer) => {
    stage.iterators.set(name, answer.NextShardIterator ?? null)
    const words = answer.Records.map(({ PartitionKey = '-' }) => PartitionKey)
    const children = answer.ChildShards?.map((child) => `${indexWord(child.ShardId)} of ${child.ParentShards.map(indexWord).join('+')}`)
    const ending = answer.NextShardIterator === undefined ? `, end: ${children?.join(', ') ?? 'no children'}` : ''
    return `${words.length === 0 ? 'nothing' : foldRuns(words)}, ${answer.MillisBehindLatest} ms behind${ending}${children !== undefined && ending === '' ? ', children too early' : ''}`
  })
}

/** `list [next] [max N] [after ID] [FILTER [SHARD or SPAN]]`. */
function list(stage: Stage, words: string[]): string {
  const request: Input<'ListShards'> = words[0] === 'next' && stage.nextToken !== null ? { NextToken: stage.nextToken } : { StreamName: stage.streamName }
  for (let at = words[0] === 'next' ? 1 : 0; at < words.length; at += 2) {
    if (words[at] === 'max') request.MaxResults = Number(words[at + 1])
    else if (words[at] === 'after') request.ExclusiveStartShardId = words[at + 1]
    else request.ShardFilter = filterOf(stage, words[at] as ApiShape<'ShardFilterType'>, words[at + 1])
  }
  return told(stage, call(stage.world, { operation: 'ListShards', input: request }, silentSink), ({ Shards = [], NextToken }) => {
    stage.nextToken = NextToken ?? null
    return `${Shards.map((shard) => indexWord(shard.ShardId)).join(' ') || 'none'}${NextToken === undefined ? '' : ' …'}`
  })
}

function filterOf(stage: Stage, Type: ApiShape<'ShardFilterType'>, where: string | undefined): ApiShape<'ShardFilter'> {
  if (where === undefined) return { Type }
  return Type === 'AFTER_SHARD_ID' ? { Type, ShardId: formatShardId(Number(where)) } : { Type, Timestamp: stage.world.epochMs / 1_000 + spanUs(where) / 1e6 }
}

function shardsOf(stage: Stage): string {
  return streamOf(stage)
    .shards.filter((shard) => !shard.expired)
    .map((shard) => `${shard.shardIndex} ${shard.closedAtUs === null ? rangeWord(shard) : 'closed'}`)
    .join('; ')
}
