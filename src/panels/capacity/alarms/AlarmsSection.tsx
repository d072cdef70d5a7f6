/** All alarms of the account with their states; one opened with its chart, put anew, or deleted. */
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountCommand } from '../../../engine/commands'
import type { AlarmView, ListedMetric } from '../../../engine/cloudWatch/metricsView'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { Breakable } from '../Breakable'
import { useCommand } from '../useCommand'
import { AlarmChart } from './AlarmChart'
import { draftOf, type AlarmDraft } from './alarmDraft'
import { AlarmForm } from './AlarmForm'
import styles from './Alarms.module.css'
import { AlarmState } from './AlarmState'
import { useSaidCondition } from './useSaidSource'

export interface AlarmsSectionProps {
  streamName: string
  openShards: number
  metrics: readonly ListedMetric[]
  alarms: readonly AlarmView[]
  /** The alarm that is being written; null: none is. */
  draft: AlarmDraft | null
  onDraft: (draft: AlarmDraft | null) => void
  /** An alarm on what is looked at. */
  onNew: () => void
}

export function AlarmsSection({ streamName, openShards, metrics, alarms, draft, onDraft, onNew }: AlarmsSectionProps) {
  const { t } = useTranslation('cloudWatch')
  const [opened, setOpened] = useState<string | null>(null)
  const onClose = useCallback(() => onDraft(null), [onDraft])
  return (
    <>
      {alarms.length === 0 ? <p className={sheet.hint}>{t('alarm.none')}</p> : null}
      <ul className={sheet.body} aria-label={t('alarm.list')}>
        {alarms.map((alarm) => {
          const { AlarmName } = alarm.settings
          return <AlarmCard key={AlarmName} alarm={alarm} metrics={metrics} isOpen={opened === AlarmName} onToggle={() => setOpened(opened === AlarmName ? null : AlarmName)} onEdit={() => onDraft(draftOf(alarm.settings))} />
        })}
      </ul>
      {draft === null ? (
        <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={onNew}>
          {t('alarm.add')}
        </button>
      ) : (
        <AlarmForm key={draft.AlarmName} streamName={streamName} openShards={openShards} metrics={metrics} initial={draft} alarms={alarms} onClose={onClose} />
      )}
    </>
  )
}

interface AlarmCardProps {
  alarm: AlarmView
  metrics: readonly ListedMetric[]
  isOpen: boolean
  onToggle: () => void
  onEdit: () => void
}

type DeleteAlarms = Extract<AccountCommand, { type: 'DeleteAlarms' }>

function AlarmCard({ alarm, metrics, isOpen, onToggle, onEdit }: AlarmCardProps) {
  const { t } = useTranslation('cloudWatch')
  const sayCondition = useSaidCondition(metrics)
  const { send, refusal } = useCommand<DeleteAlarms>('DeleteAlarms')
  const { settings, state, ofAutoscaling } = alarm
  const { AlarmName } = settings
  const act = (name: string, onClick: () => void, isPressed?: boolean) => (
    <button type="button" className={`${controls.button} ${controls.small}`} aria-pressed={isPressed} onClick={onClick}>
      {name}
      <span className={sheet.hidden}> {AlarmName}</span>
    </button>
  )
  return (
    <li className={styles.alarm} data-state={state}>
      <p className={styles.head}>
        <strong>{AlarmName}</strong> <AlarmState state={state} />
      </p>
      <p className={sheet.hint}>
        <Breakable name={sayCondition(settings)} />
      </p>
      {ofAutoscaling === null ? null : (
        <p className={sheet.hint}>
          {t('alarm.ofAutoscaling', { stream: ofAutoscaling })} {settings.Threshold < 0 ? t('alarm.rests') : null}
        </p>
      )}
      <div className={sheet.acts}>
        {act(t('alarm.chart'), onToggle, isOpen)}
        {ofAutoscaling === null ? act(t('alarm.edit'), onEdit) : null}
        {act(t('alarm.delete'), () => send({ type: 'DeleteAlarms', alarmNames: [AlarmName] }))}
      </div>
      {refusal === null ? null : <p className={sheet.refusal}>{refusal.texts.why}</p>}
      {isOpen ? <AlarmChart alarm={alarm} /> : null}
    </li>
  )
}
