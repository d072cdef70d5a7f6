/** What the service said to the newest of these calls, where it refused it. */
import type { OperationName } from '../../kinesis/api/types'
import { useWorld } from '../../store/hooks'
import { lastRefusal } from '../controls/lastRefusal'
import type { CallRefused } from '../controls/lastRefusal'
import sheet from '../sheet/Sheet.module.css'
import { CallRefusal } from './CallRefusal'

interface CallProblemProps {
  operations: readonly OperationName[]
  /** Empty for what is the account's. */
  streamName: string
  /** Which of their calls are looked at; all where it is left out. */
  isMeant?: (call: Pick<CallRefused, 'at' | 'operation' | 'input'>) => boolean
}

export function CallProblem({ operations, streamName, isMeant }: CallProblemProps) {
  const refusal = useWorld(({ events, atMs, speed }) => lastRefusal(events, { operations, streamName, isMeant, now: { atMs, speed } }))
  return (
    <div role="alert">
      {refusal === null ? null : (
        <div className={sheet.refusal}>
          <CallRefusal refusal={refusal} />
        </div>
      )}
    </div>
  )
}
