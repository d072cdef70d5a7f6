/** What stories of consumers have in common: steady traffic into a stream, and applications that come with the story. */
import type { Command, LoggedCommand, SyntheticWorkload } from '../../engine/commands'
import { KCL_DEFAULTS, type KclSettings } from '../../engine/consumers/kcl/settings'
import type { ApplicationSettings } from '../../engine/consumers/settings'
import { SDK_READER_DEFAULTS, type SdkReaderSettings } from '../../engine/consumers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, SECOND_US, stage as producerStage } from '../producers/stage'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'

export const stage: Scenario = { ...producerStage, seed: 3, openAtMs: 40_000, untilMs: 180_000, applications: [] }

export function steady(ratePerSecond: number, recordBytes: number, keyCount = 10_000): LoggedCommand {
  const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond, recordBytes, keys: { kind: 'uniform', keyCount } }
  return bring(SDK_DEFAULTS, workload)
}

/** The same, later: applications have spread their leases by then. */
export function from(second: number, logged: LoggedCommand): LoggedCommand {
  return { ...logged, atUs: second * SECOND_US }
}

export function at(second: number, command: Command): LoggedCommand {
  return { atUs: second * SECOND_US, command }
}

export function read(settings: ApplicationSettings, atSecond = 0): LoggedCommand {
  return at(atSecond, { type: 'AddApplication', settings })
}

export function polling(name: string, settings: Partial<SdkReaderSettings> = {}): SdkReaderSettings {
  return { ...SDK_READER_DEFAULTS, name, ...settings }
}

export function kcl(name: string, settings: Partial<KclSettings> = {}): KclSettings {
  return { ...KCL_DEFAULTS, name, workerCount: 2, workUs: 100, initialPosition: 'TRIM_HORIZON', ...settings }
}

export function reshardTo(second: number, StreamName: string, TargetShardCount: number): LoggedCommand {
  return at(second, { type: 'Call', operation: 'UpdateShardCount', input: { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' } })
}
