/** DryRun of the five data operations: a call that would have been carried out is refused instead. */
import type { OperationName } from '../../kinesis/api/types'
import { refused, type Refused } from '../../kinesis/exceptions'

/** Sentence recorded on AWS in 2026 (radkawar/stackd, CloudTrail of PutRecords). @returns null where the call is meant. */
export function refuseDryRun(operation: OperationName, { DryRun }: { DryRun?: boolean }): Refused | null {
  if (DryRun !== true) return null
  return refused('DryRunOperationException', `DryRunOperation validation succeeded while calling ${operation} operation.: Request would have succeeded, but DryRun flag is set.`)
}
