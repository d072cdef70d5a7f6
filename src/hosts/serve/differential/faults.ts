/** All known faults of the emulators. */
import { kinesaliteFaults } from './kinesaliteFaults'
import { kinesisLocalChangeFaults } from './kinesisLocalChangeFaults'
import { kinesisLocalFaults } from './kinesisLocalFaults'
import type { Fault } from './fault'

export const FAULTS: readonly Fault[] = [...kinesisLocalFaults, ...kinesisLocalChangeFaults, ...kinesaliteFaults]
