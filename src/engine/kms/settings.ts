/** A customer managed key, as it is asked for, in KMS's own names. */

/** KMS, "Key states of AWS KMS keys"; those of multi-Region replicas are left out. */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'Unavailable'

export interface KmsKeySettings {
  keyState: KeyState
  /** JSON; null: the key's default one, which lets whoever may use Kinesis in the account use the key through it. */
  keyPolicy: string | null
  /** For `PendingDeletion`: the waiting period, after which the key is gone. */
  pendingWindowInDays?: number
}

export type KmsFault = 'KMSThrottlingException' | 'KMSOptInRequired'
