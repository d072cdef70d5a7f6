/** A reader is told to use http: Kinesis listens only for TLS, so the connection is refused before any policy is asked, and CloudTrail never hears of it. */
import { FULL_ACCESS } from '../../engine/iam/settings'
import type { Scenario } from '../../engine/scenario'
import { BILLING, archive, asBefore, billing, identity, recordDataEvents, stage } from './stage'

export const withoutTls: Scenario = {
  ...stage,
  id: 'without-tls',
  openAtMs: 35_000,
  commands: [billing, archive, recordDataEvents(0), identity(30, BILLING, [FULL_ACCESS], { path: 'http' }), asBefore(90, BILLING)],
}
