/** What StartStreamEncryption and StopStreamEncryption refuse alike. The texts are ours (UNVERIFIED). */
import type { ApiShape } from '../../../kinesis/api/types'
import { refused, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import type { Stream } from '../../state'

/** API: "The only valid value is KMS." */
export function refuseEncryptionType(type: ApiShape<'EncryptionType'>): Refused | null {
  return type === 'KMS' ? null : refused('InvalidArgumentException', `EncryptionType must be KMS. Specified value was ${type}`)
}

export function tooManyToday(stream: Stream, operation: string, callsMax: number): Refused {
  return refused(
    'LimitExceededException',
    `${operation} has been called ${callsMax} times in the last 24 hours for stream ${stream.streamName} under account ${ACCOUNT_ID}, the limit.`,
  )
}
