/** Accepted calls that change how a stream is run: nothing else in the picture tells of them. */
import { textOf } from './streamNameOf'

export function isRetentionCall(operation: string): boolean {
  return operation === 'IncreaseStreamRetentionPeriod' || operation === 'DecreaseStreamRetentionPeriod'
}

export function modeOf(details: unknown): string {
  return typeof details === 'object' && details !== null && 'StreamMode' in details ? textOf(details.StreamMode) : ''
}
