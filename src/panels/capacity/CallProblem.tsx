/** What the service said to the newest call of one of these operations, where it refused it. */
import type { OperationName } from '../../kinesis/api/types'
import { useWorld } from '../../store/hooks'
import { lastRefusal } from '../controls/lastRefusal'
import sheet from '../sheet/Sheet.module.css'

/** @param streamName empty for what is the account's. */
export function CallProblem({ operations, streamName }: { operations: readonly OperationName[]; streamName: string }) {
  const refused = useWorld(({ events }) => operations.map((operation) => lastRefusal(events, { operation, streamName })).find((refusal) => refusal !== null) ?? null)
  return (
    <div role="alert">
      {refused === null ? null : (
        <p className={sheet.refusal}>
          <strong>{refused.exception}</strong> {refused.message}
        </p>
      )}
    </div>
  )
}
