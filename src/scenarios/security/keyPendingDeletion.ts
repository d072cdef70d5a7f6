/**
 * Somebody schedules a key's deletion. Five minutes later, with the last data key, puts get KMSInvalidStateException, and so does who wants to read what it encrypted; plain records from before
 * stay readable. The deletion is cancelled, which leaves the key disabled: KMSDisabledException now, until it is enabled, and nothing that was stored is lost.
 */
import type { LoggedCommand } from '../../engine/commands'
import type { KeyState } from '../../engine/kms/settings'
import type { Scenario } from '../../engine/scenario'
import { at, polling, read } from '../consumers/stage'
import { billing, stage, StreamName } from './stage'

const ALIAS = 'alias/orders'

function keyIs(second: number, keyState: KeyState): LoggedCommand {
  return at(second, { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState, keyPolicy: null, ...(keyState === 'PendingDeletion' ? { pendingWindowInDays: 7 } : {}) } })
}

export const keyPendingDeletion: Scenario = {
  ...stage,
  id: 'key-pending-deletion',
  openAtMs: 70_000,
  untilMs: 540_000,
  commands: [
    billing,
    keyIs(10, 'Enabled'),
    at(20, { type: 'Call', operation: 'StartStreamEncryption', input: { StreamName, EncryptionType: 'KMS', KeyId: ALIAS } }),
    keyIs(60, 'PendingDeletion'),
    read(polling('late', { initialPosition: 'TRIM_HORIZON' }), 340),
    keyIs(400, 'Disabled'),
    keyIs(450, 'Enabled'),
  ],
}
