/** Asks one voice one case through the real SDK, and gives what it said. */
import * as sdk from '@aws-sdk/client-kinesis'
import { type Call, type Case, type Step, type Told, type Wait } from './case'
import { knownOf, type Outcome, partAt, plain } from './outcome'
import { readEvents } from './readEvents'
import { REGION } from '../../../kinesis/limits'
import type { Voice } from './voices'

/** Real requests, so that a slow machine waits longer, never a set time. */
const ATTEMPTS_MAX = 400
const NUDGE_MS = 1000

type AnyCommand = Parameters<sdk.KinesisClient['send']>[0]
const commands = sdk as unknown as Record<string, (new (input: object) => AnyCommand) | undefined>

function filledText(text: string, told: Told): unknown {
  const whole = /^\{([^{}]+)\}$/.exec(text)?.[1]
  if (whole !== undefined) return partAt(told, whole)
  return text.replace(/\{((?:arn|account|\w+\.[\w.]+)[^{}]*)\}/g, (_, path: string) => String(partAt(told, path)))
}

/** The input with every `{name.path}` replaced by what this voice told. */
export function filled(input: unknown, told: Told): unknown {
  if (typeof input === 'string') return filledText(input, told)
  if (input instanceof Uint8Array || input instanceof Date || typeof input !== 'object' || input === null) return input
  if (Array.isArray(input)) return input.map((part) => filled(part, told))
  return Object.fromEntries(Object.entries(input).map(([key, part]) => [key, filled(part, told)]))
}

export async function send(voice: Voice, { operation, input }: Call, told: Told): Promise<Told> {
  const Command = commands[`${operation}Command`]
  if (Command === undefined) throw new Error(`the SDK has no ${operation}`)
  const said = (await voice.client.send(new Command(filled(input, told) as object))) as unknown as Told
  return operation === 'SubscribeToShard' ? await readEvents(voice, said as unknown as sdk.SubscribeToShardCommandOutput) : said
}

/** An exception may also come inside an event stream, after its 200. */
function isService(error: unknown): error is sdk.KinesisServiceException {
  return error instanceof sdk.KinesisServiceException && error.name !== 'TimeoutError'
}

async function reached(voice: Voice, wait: Exclude<Wait, { passMs: number }>, told: Told): Promise<boolean> {
  try {
    if ('consumerActive' in wait) {
      const said = await send(voice, { operation: 'DescribeStreamConsumer', input: { StreamARN: `{arn}:stream/${wait.of}`, ConsumerName: wait.consumerActive } }, told)
      return partAt(said, 'ConsumerDescription.ConsumerStatus') === 'ACTIVE'
    }
    const StreamName = 'streamActive' in wait ? wait.streamActive : wait.streamGone
    const said = await send(voice, { operation: 'DescribeStreamSummary', input: { StreamName } }, told)
    return 'streamActive' in wait && partAt(said, 'StreamDescriptionSummary.StreamStatus') === 'ACTIVE'
  } catch (error) {
    if (isService(error) && error.name === 'ResourceNotFoundException') return 'streamGone' in wait
    throw error
  }
}

async function until(voice: Voice, wait: Wait, told: Told) {
  if ('passMs' in wait) return voice.pass?.(wait.passMs)
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    // A change begins with the next instant, and a virtual clock stands still between calls.
    if (await reached(voice, wait, told)) return voice.pass?.(1)
    await voice.pass?.(NUDGE_MS)
  }
  throw new Error(`${voice.name} never came to ${JSON.stringify(wait)}`)
}

async function doStep(voice: Voice, step: Step, told: Told) {
  if (!('operation' in step)) return until(voice, step, told)
  const said = await send(voice, step, told)
  told[step.as ?? `${step.operation}${Object.keys(told).length}`] = said
}

/** Steps before a case, for streams that many cases read. */
export async function prepare(voice: Voice, steps: readonly Step[]) {
  const told: Told = toldOf(voice)
  for (const step of steps) await doStep(voice, step, told)
}

function toldOf(voice: Voice): Told {
  return { arn: `arn:aws:kinesis:${REGION}:${voice.account}`, account: voice.account }
}

export async function ask(voice: Voice, { given = [], when, look }: Case): Promise<Outcome> {
  const told = toldOf(voice)
  for (const step of given) await doStep(voice, step, told)
  const known = () => knownOf(voice.account, told, [given, when])
  try {
    told.when = await send(voice, when, told)
    const whole = plain(told.when, known())
    return { answers: look === undefined ? whole : Object.fromEntries(look.map((path) => [path, partAt(whole, path)])) }
  } catch (error) {
    if (!isService(error)) throw error
    return { exception: error.name, message: plain(error.message, known()) as string, status: error.$metadata?.httpStatusCode }
  }
}
