/** A case as data: what is set up, what is asked, what AWS was seen to answer, and which voice is known to answer otherwise. */
import type { OperationName } from '../../../kinesis/api/types'
import type { VoiceName } from './voices'

/** `{name.path}` in any text of an input stands for a part of the answer that was kept under that name, `{arn}` for the start of ARNs, `{account}` for the account. */
export type Told = Record<string, unknown>

/** Operations that the SDK knows and ours leaves out. */
type LeftOut = 'CreateChannel' | 'DeleteChannel' | 'DescribeChannel' | 'ListChannels' | 'UpdateChannel'
export type Operation = OperationName | LeftOut

export interface Call {
  operation: Operation
  /** As an application could send it, right or wrong. */
  input: Told
  /** The name under which later inputs know the answer. */
  as?: string
}

/** A state that every voice reaches in its own time, or time itself, which passes for ours alone. */
export type Wait = { streamActive: string } | { streamGone: string } | { consumerActive: string; of: string } | { passMs: number }

export type Step = Call | Wait

/** What AWS itself was recorded or documented to answer. `answers` need not name every field. */
export interface Evidence {
  refuses?: { exception: string; message: string | RegExp }
  answers?: unknown
  source: string
}

export interface Case {
  name: string
  given?: readonly Step[]
  when: Call
  /** The parts of the answer that the case is about; all of it when left out. */
  look?: readonly string[]
  aws?: Evidence
  /** Emulators that must not be asked, because the question ends them or is never answered, with the reason. */
  spares?: Partial<Record<Exclude<VoiceName, 'ours'>, string>>
}

export function call(operation: Operation, input: Told, as?: string): Call {
  return as === undefined ? { operation, input } : { operation, input, as }
}

/** A stream of so many shards, and the wait until it is ACTIVE. */
export function stream(StreamName: string, ShardCount = 1): Step[] {
  return [call('CreateStream', { StreamName, ShardCount }), { streamActive: StreamName }]
}

export function refusal(exception: string, message: string | RegExp, source: string): Evidence {
  return { refuses: { exception, message }, source }
}

/** ValidationException in the form that the service gives to every broken constraint. */
export function invalid(failures: readonly string[], source: string): Evidence {
  const count = failures.length === 1 ? '1 validation error' : `${failures.length} validation errors`
  return refusal('ValidationException', `${count} detected: ${failures.join('; ')}`, source)
}

export function answer(answers: unknown, source: string): Evidence {
  return { answers, source }
}
