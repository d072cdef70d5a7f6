/** As much of a call as its record in CloudTrail needs, as text: records' data and keys are in none. */
import type { OperationName } from '../../kinesis/api/types'
import type { AskedCall } from '../door/caller'
import { streamRef } from '../door/streamRef'
import type { World } from '../state'

/** More than the longest resource policy takes, escaped; CloudTrail leaves out what is longer than 100 KB. */
const TEXT_CHARACTERS_MAX = 65_536
const MEMBER_CHARACTERS_MAX = 24_576

/** Recorded on AWS 2026-09: of puts the record has the stream and DryRun alone. */
const LEFT_OUT = ['Data', 'Records', 'PartitionKey', 'ExplicitHashKey', 'SequenceNumberForOrdering']

export function inputText(world: World, { input, stream, caller, read }: AskedCall): string | null {
  if (input !== undefined) return textOf(input)
  // The world's own clients put and read without one.
  if (stream === null) return null
  const named = streamRef(world, caller, stream.streamName)
  // GetRecords names no stream but by its ARN.
  return textOf(read === undefined || 'StreamARN' in named ? named : {})
}

/** The same recordings: other answers are null in it. */
export function outputText(operation: OperationName, value: unknown): string | null {
  switch (operation) {
    case 'RegisterStreamConsumer':
    case 'UpdateShardCount':
    case 'EnableEnhancedMonitoring':
    case 'DisableEnhancedMonitoring':
      return textOf(value)
    default:
      return null
  }
}

/** Of a call that misses the API's constraints anything may stand in it, of any length. */
function textOf(value: unknown): string | null {
  const text = JSON.stringify(value, (name, held: unknown) => {
    if (LEFT_OUT.includes(name) || ArrayBuffer.isView(held)) return undefined
    if (typeof held === 'string' && held.length > MEMBER_CHARACTERS_MAX) return undefined
    return typeof held === 'bigint' ? String(held) : held
  })
  return text.length > TEXT_CHARACTERS_MAX ? null : text
}
