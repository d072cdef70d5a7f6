/** Who calls the service, by name. */
import type { OperationName } from '../../kinesis/api/types'

/**
 * `you`: whoever sits at the page or signs as nobody in particular; `producer/producer-2` and `application/counts`: the world's own.
 */
export type CallerName = 'you' | `producer/${string}` | `application/${string}`

export const YOU: CallerName = 'you'

export function producerCaller(producerId: string): CallerName {
  return `producer/${producerId}`
}

export function applicationCaller(application: string): CallerName {
  return `application/${application}`
}

/** In whose name records are decrypted, and by which operation. */
export interface KeyReader {
  caller: CallerName
  operation: OperationName
}

/** What a client outside tells of itself. */
export interface CallOrigin {
  userAgent: string
  sourceIp: string
  /** As the answer bears it. */
  requestId: string
}
