/** Settings of an application on the KCL, what one tries first above; the connector's, where it is one, on top. */
import { useTranslation } from 'react-i18next'
import { KCL_DEFAULTS, NO_KCL_FAULTS, WORKER_COUNT_MAX, type KclSettings } from '../../../engine/consumers/kcl/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import type { SettingUnit } from '../../settings/NumberSetting'
import { NEW_KCL, wayOf } from '../newApplication'
import { ConnectorForm } from './ConnectorForm'
import { ChoiceSetting, NumberSetting, SwitchSetting, type NumberKey } from './keyedSettings'
import { INTERVAL_MS, PER_THOUSAND, POSITIONS, RECORDS_A_CALL } from './scales'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const WORKERS: SliderScale = { min: 0, max: WORKER_COUNT_MAX, step: 1, kind: 'linear' }
const THREADS: SliderScale = { min: 1, max: 64, step: 1, kind: 'logarithmic' }
const FAILOVER_MS: SliderScale = { min: 1_000, max: 120_000, step: 100, kind: 'logarithmic' }
const DISPATCH_MS: SliderScale = { min: 100, max: 60_000, step: 100, kind: 'logarithmic' }
/** The library takes no shorter pause. */
const IDLE_MS: SliderScale = { min: 200, max: 60_000, step: 10, kind: 'logarithmic' }

export function KclForm({ settings }: { settings: KclSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const { connector } = settings
  const number = (name: NumberKey<typeof KCL_DEFAULTS>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={name} value={settings[name]} usual={KCL_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {connector === null ? (
        <ChoiceSetting setting="version" names={['2.x', '3.x'] as const} chosen={settings.version} onChoose={(version) => change({ version })} />
      ) : (
        <ConnectorForm connector={connector} onChange={(next) => change({ connector: next })} />
      )}
      <NumberSetting setting="workerCount" value={settings.workerCount} usual={NEW_KCL.workerCount} scale={WORKERS} onCommit={(workerCount) => change({ workerCount })} />
      <WorkSetting workUs={settings.workUs} usualUs={NEW_KCL.workUs} onChange={(workUs) => change({ workUs })} />
      {number('threadsPerWorker', THREADS)}
      <ChoiceSetting setting="initialPosition" names={POSITIONS} chosen={settings.initialPosition} onChoose={(initialPosition) => change({ initialPosition })} />
      {number('checkpointIntervalMs', INTERVAL_MS, 'ms')}
      {number('failoverTimeMs', FAILOVER_MS, 'ms')}
      <SwitchSetting setting="deaggregation" isOn={settings.deaggregation} onChange={(deaggregation) => change({ deaggregation })} />
      <Group title={t('group.reading')}>
        {wayOf(settings) === 'connector' || settings.retrieval === 'polling' ? number('idleTimeBetweenReadsMs', IDLE_MS, 'ms') : null}
        {number('maxRecords', RECORDS_A_CALL)}
        {number('parentShardPollIntervalMs', INTERVAL_MS, 'ms')}
        {number('dispatchPollIntervalMs', DISPATCH_MS, 'ms')}
      </Group>
      <Group title={t('group.faults')}>
        <NumberSetting
          setting="exceptionsPerThousand"
          value={settings.faults.exceptionsPerThousand}
          usual={NO_KCL_FAULTS.exceptionsPerThousand}
          scale={PER_THOUSAND}
          unit="perThousand"
          onCommit={(exceptionsPerThousand) => change({ faults: { ...settings.faults, exceptionsPerThousand } })}
        />
        <SwitchSetting setting="forgetsShardEnd" isOn={settings.faults.forgetsShardEnd} onChange={(forgetsShardEnd) => change({ faults: { ...settings.faults, forgetsShardEnd } })} />
      </Group>
    </>
  )
}
