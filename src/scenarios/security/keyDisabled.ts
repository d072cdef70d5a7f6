/**
 * A stream is encrypted with a key of the customer's, and the key is disabled. Writes and reads go on with the data keys that they have; five minutes later puts are
 * refused with KMSDisabledException, and a reader that comes then gets what was stored before the encryption, and no more. Enabled again, all goes on where it stood.
 */
import type { Scenario } from '../../engine/scenario'
import { at, polling, read } from '../consumers/stage'
import { billing, stage, StreamName } from './stage'

const ALIAS = 'alias/orders'
/** The data keys of the others have run out by then. */
const LATE_S = 340

export const keyDisabled: Scenario = {
  ...stage,
  id: 'key-disabled',
  openAtMs: 70_000,
  untilMs: 540_000,
  commands: [
    billing,
    at(10, { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } }),
    at(20, { type: 'Call', operation: 'StartStreamEncryption', input: { StreamName, EncryptionType: 'KMS', KeyId: ALIAS } }),
    at(60, { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Disabled', keyPolicy: null } }),
    read(polling('late', { initialPosition: 'TRIM_HORIZON' }), LATE_S),
    at(450, { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } }),
  ],
}
