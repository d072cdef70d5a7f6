/** DryRun of the five data operations: a call that would have been carried out is refused instead. */
import { refused, type Refused } from '../../kinesis/exceptions'

/** The rule is the API's, the text ours (UNVERIFIED). @returns null where the call is meant. */
export function refuseDryRun({ DryRun }: { DryRun?: boolean }): Refused | null {
  return DryRun === true ? refused('DryRunOperationException', 'Request would have succeeded, but the DryRun flag is set.') : null
}
