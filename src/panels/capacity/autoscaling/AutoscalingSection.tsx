/** Autoscaling by alarm: on or off, its policy, what its alarm sees, and what it did with which outcome. */
import { useTranslation } from 'react-i18next'
import type { AlarmView, AutoscalerView, ScalingActivityView } from '../../../engine/cloudWatch/metricsView'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Group } from '../../settings/Group'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { AlarmChart } from '../alarms/AlarmChart'
import { useCommand } from '../useCommand'
import modeStyles from '../mode/Mode.module.css'
import { PolicyForm, type SetAutoscaling } from './PolicyForm'

export interface AutoscalingSectionProps {
  streamName: string
  isOnDemand: boolean
  autoscaler: AutoscalerView | null
  alarms: readonly AlarmView[]
}

export function AutoscalingSection({ streamName, isOnDemand, autoscaler, alarms }: AutoscalingSectionProps) {
  const { t } = useTranslation('cloudWatch')
  const command = useCommand<SetAutoscaling>('SetAutoscaling')
  const form = <PolicyForm key={autoscaler === null ? 'off' : 'on'} streamName={streamName} policy={autoscaler?.policy ?? null} command={command} />
  return (
    <>
      <p className={sheet.hint}>{t('policy.means')}</p>
      {isOnDemand ? <p className={sheet.remark}>{t('policy.onDemand')}</p> : null}
      {autoscaler === null ? (
        form
      ) : (
        <>
          <AtWork autoscaler={autoscaler} alarms={alarms} onOff={() => command.send({ type: 'SetAutoscaling', streamName, policy: null })} />
          <Group title={t('policy.title')}>{form}</Group>
        </>
      )}
    </>
  )
}

function AtWork({ autoscaler, alarms, onOff }: { autoscaler: AutoscalerView; alarms: readonly AlarmView[]; onOff: () => void }) {
  const { t } = useTranslation('cloudWatch')
  const { count } = useFormats()
  const { policy, scaleOutAlarm, scaleInAlarm, cooldownUntilMs, callsLeft, openShards, activities } = autoscaler
  const alarm = alarms.find(({ settings }) => settings.AlarmName === scaleOutAlarm)
  const thresholds = policy.scaleIn === null || scaleInAlarm === null ? [] : [{ name: scaleInAlarm, value: policy.scaleIn.threshold }]
  return (
    <>
      <Facts
        facts={[
          [t('policy.state'), t('policy.isOn', { kind: t(`policy.kinds.${policy.kind}`) })],
          [t('policy.shards'), openShards === null ? '–' : t('policy.shardsValue', { open: count(openShards), min: count(policy.minShards), max: count(policy.maxShards) })],
          [t('policy.calls'), callsLeft === null ? '–' : t('policy.callsValue', { left: count(callsLeft.left), max: count(callsLeft.max) })],
          [t('policy.cooldown'), cooldownUntilMs === null ? t('policy.noCooldown') : t('policy.cooldownUntil', { clock: clockText(cooldownUntilMs).slice(0, -4) })],
        ]}
      />
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={onOff}>
        {t('policy.off')}
      </button>
      <h3>{t('activity.title')}</h3>
      {activities.length === 0 ? <p className={sheet.hint}>{t('activity.none')}</p> : <Activities activities={activities} />}
      {alarm === undefined ? <p className={sheet.remark}>{t('policy.alarmGone', { alarm: scaleOutAlarm })}</p> : <AlarmChart alarm={alarm} thresholds={thresholds} />}
    </>
  )
}

function Activities({ activities }: { activities: readonly ScalingActivityView[] }) {
  const { t } = useTranslation('cloudWatch')
  const { count } = useFormats()
  return (
    <div className={sheet.scroller} role="region" aria-label={t('activity.title')} tabIndex={0} data-own-keys>
      <ol className={modeStyles.news}>
        {activities.map(({ atMs, alarmName, from, to, outcome, exception, message, times }, index) => (
          <li key={`${atMs} ${index}`} data-fault={outcome === 'refused'}>
            {clockText(atMs).slice(0, -4)} <strong>{from === to ? count(from) : `${count(from)} → ${count(to)}`}</strong> {t(`activity.${outcome}`)} {times === 1 ? null : t('activity.times', { count: times })}
            <br />
            <small>
              {alarmName}
              {exception === null ? null : (
                <>
                  <br />
                  <b className={modeStyles.fault}>{exception}</b> {message}
                </>
              )}
            </small>
          </li>
        ))}
      </ol>
    </div>
  )
}
