/**
 * A second, slow and simple account of the whole service: plain maps, and what is promised as a list of closures. It says
 * which exception a call gets, or what a good answer looks like; it shares no code with the operations.
 */
import { US_PER_HOUR, US_PER_MS, US_PER_SECOND, type SimUs } from '../../../base/units'
import type { ExceptionName } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'

export const HASH_KEY_SPACE = 1n << 128n

export interface Model {
  epochMs: number
  nowUs: SimUs
  streams: Map<string, ModelStream>
  pending: { atUs: SimUs; run(): void }[]
  /** ARNs of all consumers that ever were. */
  consumerArns: Set<string>
  commitment: { startedUs: SimUs; endedUs: SimUs } | null
  iterators: Map<string, ModelIterator>
  /** What numbers of stored records stand for; two streams may give the same one. */
  numbers: Map<string, { createdSecond: number; shardIndex: number; index: number }>
}

export interface ModelStream {
  name: string
  createdUs: SimUs
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'
  onDemand: boolean
  auto: boolean
  warm: number
  /** What it is UPDATING to. */
  warming: number
  retentionHours: number
  maxKiB: number
  metrics: Set<string>
  keyId: string | null
  tags: Map<string, string>
  policy: string | null
  consumers: Map<string, ModelConsumer>
  shards: ModelShard[]
  /** The count that UpdateShardCount asked for, and when it must be there. */
  scaling: { target: number; byUs: SimUs } | null
  /** Instants of accepted calls, by operation. */
  calls: Map<string, SimUs[]>
}

export interface ModelConsumer {
  name: string
  createdUs: SimUs
  status: 'CREATING' | 'ACTIVE' | 'DELETING'
  tags: Map<string, string>
  policy: string | null
  subscribedUs: Map<number, SimUs>
}

export interface ModelShard {
  start: bigint
  end: bigint
  createdSecond: number
  closedUs: SimUs | null
  records: ModelRecord[]
  /** When it was first seen to be past retention. */
  goneUs: SimUs | null
}

export interface ModelRecord {
  number: string
  key: string | null
  data: Uint8Array
  arrivedUs: SimUs
  encrypted: boolean
  gone: boolean
}

export interface ModelIterator {
  stream: ModelStream
  shardIndex: number
  /** How many records lie before it. */
  index: number
  issuedUs: SimUs
}

export function createModel(epochMs: number): Model {
  return { epochMs, nowUs: 0, streams: new Map(), pending: [], consumerArns: new Set(), commitment: null, iterators: new Map(), numbers: new Map() }
}

/** A rule says no by throwing this. */
export class Refused extends Error {
  readonly exception: ExceptionName

  constructor(exception: ExceptionName) {
    super(exception)
    this.exception = exception
  }
}

export function unless(holds: boolean, exception: ExceptionName): asserts holds {
  if (!holds) throw new Refused(exception)
}

export function later(model: Model, atUs: SimUs, run: () => void): void {
  model.pending.push({ atUs, run })
}

/** Does everything promised up to `nowUs`, in order. */
export function advance(model: Model, nowUs: SimUs): void {
  for (;;) {
    const due = model.pending.filter(({ atUs }) => atUs <= nowUs).sort((left, right) => left.atUs - right.atUs)
    if (due.length === 0) break
    const [next] = due
    model.pending.splice(model.pending.indexOf(next), 1)
    model.nowUs = next.atUs
    next.run()
  }
  model.nowUs = nowUs
  for (const stream of model.streams.values()) expire(model, stream)
}

/** Marks what is past retention now; marks stay. */
export function expire(model: Model, stream: ModelStream): void {
  const horizonUs = model.nowUs - stream.retentionHours * US_PER_HOUR
  for (const shard of stream.shards) {
    for (const record of shard.records) if (record.arrivedUs < horizonUs) record.gone = true
    if (shard.closedUs !== null && shard.closedUs < horizonUs) shard.goneUs ??= model.nowUs
  }
}

/** Closed shards leave at the end of a second: just after, a shard may still be there. */
export function mayStillBeThere(model: Model, shard: ModelShard): boolean {
  return shard.goneUs !== null && model.nowUs - shard.goneUs <= 1.1 * US_PER_SECOND
}

export function secondOf(model: Model, atUs: SimUs): number {
  return Math.floor((model.epochMs * US_PER_MS + atUs) / US_PER_SECOND)
}

export function arnOf(name: string): string {
  return `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/${name}`
}

export function consumerArnOf(model: Model, stream: ModelStream, consumer: ModelConsumer): string {
  return `${arnOf(stream.name)}/consumer/${consumer.name}:${secondOf(model, consumer.createdUs)}`
}

export interface Ref {
  StreamName?: string
  StreamARN?: string
}

/** The name that a call means; the stream need not be there. */
export function nameOf({ StreamName, StreamARN }: Ref): string {
  unless(StreamName !== undefined || StreamARN !== undefined, 'InvalidArgumentException')
  if (StreamARN === undefined) return StreamName ?? ''
  const name = StreamARN.slice(arnOf('').length)
  unless(StreamARN === arnOf(name) && /^[\w.-]{1,128}$/.test(name), 'ResourceNotFoundException')
  unless(StreamName === undefined || StreamName === name, 'InvalidArgumentException')
  return name
}

export function streamOf(model: Model, ref: Ref): ModelStream {
  const stream = model.streams.get(nameOf(ref))
  unless(stream !== undefined, 'ResourceNotFoundException')
  return stream
}

export function activeStreamOf(model: Model, ref: Ref): ModelStream {
  const stream = streamOf(model, ref)
  unless(stream.status === 'ACTIVE', 'ResourceInUseException')
  return stream
}

export function indexOf(shardId: string): number {
  const digits = /^(?:[\w.]*-)?(\d+)$/.exec(shardId)?.[1]
  unless(digits !== undefined && Number(digits) < 2 ** 31, 'ResourceNotFoundException')
  return Number(digits)
}

export function hasAdvantage({ commitment, nowUs }: Model): boolean {
  return commitment !== null && commitment.endedUs > nowUs
}

export function checkWarm(model: Model, miBps: number): void {
  const { commitment } = model
  unless(hasAdvantage(model) && (miBps === 0 || commitment?.endedUs === Infinity), 'ValidationException')
  unless(miBps <= 10_240, 'LimitExceededException')
}

export function checkCharacters(texts: readonly string[]): void {
  unless(texts.every((text) => /^[\p{L}\p{N}\p{Z}_./=+\-@]*$/u.test(text)), 'InvalidArgumentException')
}

export function checkTags(present: ReadonlyMap<string, string>, added: Readonly<Record<string, string>>): void {
  checkCharacters(Object.entries(added).flat())
  unless(new Set([...present.keys(), ...Object.keys(added)]).size <= 50, 'InvalidArgumentException')
}

/** Compares what a JSON text can show, bytes included. */
export function same(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value, (_, held: unknown) => (held instanceof Uint8Array ? Array.from(held) : held)))
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`)
}
