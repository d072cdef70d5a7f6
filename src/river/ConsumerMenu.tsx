/** The small menu of an application at the bank: its figures, why it is behind, and what may happen to it. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../engine/summary'
import { useFormats } from '../strings/formats'
import { consumerState, promisesBroken } from './consumerWords'
import { MenuItem, MenuShell } from './MenuShell'
import type { Point, RiverAct } from './riverView'
import styles from './River.module.css'

interface ConsumerMenuProps {
  point: Point
  side: 'left' | 'bottom'
  application: ApplicationRow
  onAct: (act: RiverAct) => void
  onClose: () => void
}

export function ConsumerMenu({ point, side, application, onAct, onClose }: ConsumerMenuProps): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { duration } = useFormats()
  const { name, state, settings, iteratorAgeMs, backlogRecords, processedPerSecond, duplicatesProcessed } = application
  const broken = promisesBroken(application)
  const act = (type: 'inspectApplication' | 'crashApplication' | 'restartApplication' | 'removeApplication', label = t(`consumers.menu.${type}`, { name })) => (
    <MenuItem label={label} onSelect={() => onAct({ type, application: name })} />
  )
  const failing = state === 'CRASHED' ? 'restartApplication' : 'crashApplication'
  return (
    <MenuShell point={point} side={side} title={t('consumers.menu.name', { name, state: t(`consumers.state.${consumerState(application)}`) })} onClose={onClose}>
      <p className={styles.menuHint}>
        {t('consumers.menu.figures', { lag: duration(iteratorAgeMs), backlog: backlogRecords, rate: Math.round(processedPerSecond) })}{' '}
        {broken === 0 ? t('consumers.menu.kept') : t('consumers.menu.broken', { count: broken })}
        {duplicatesProcessed === 0 ? null : ` ${t('consumers.menu.duplicates', { count: duplicatesProcessed })}`}
      </p>
      {backlogRecords === 0 ? (
        <MenuItem label={t('consumers.menu.notBehind')} onSelect={null} />
      ) : (
        <MenuItem label={t('consumers.menu.why', { name })} onSelect={() => onAct({ type: 'why', application: name, shardId: null })} />
      )}
      {act('inspectApplication')}
      <DropdownMenu.Separator className={styles.menuLine} />
      {settings.kind === 'kcl' || settings.kind === 'sdk' ? act(failing) : act(failing, t(`consumers.menu.managed.${settings.kind}.${failing}`, { name }))}
      {act('removeApplication')}
    </MenuShell>
  )
}
