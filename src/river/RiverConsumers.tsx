/** Those who read the stream, at its right bank or in a strip above it: how far behind each is, what keeps it back, whether its promises hold. */
import { useMemo, useState } from 'react'
import type { CSSProperties, MouseEvent, ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../engine/summary'
import { useFormats } from '../strings/formats'
import { late } from '../widgets/Late'
import { lookOf, markPath } from '../widgets/applicationMarks'
import { consumerState, promisesBroken } from './consumerWords'
import { sayDuration } from './sayDuration'
import type { RiverGeometry } from './layout'
import { CONSUMER_GAP_PX } from './layout'
import type { Point, RiverAct } from './riverView'
import { riverLabels } from './riverWords'
import styles from './RiverConsumers.module.css'

/** A menu weighs more than all cards; the strings are there with the cards. */
const ConsumerMenu = late(async () => (await import('./ConsumerMenu')).ConsumerMenu, 'over')

interface RiverConsumersProps {
  applications: readonly ApplicationRow[]
  geometry: RiverGeometry
  onAct: (act: RiverAct) => void
}

/** A card of four lines, or of two; with less it says its name alone. */
const FULL_EM = 6.4
const BRIEF_EM = 3.4

export function RiverConsumers({ applications, geometry, onAct }: RiverConsumersProps): ReactElement | null {
  const { t } = useTranslation('riverDetails')
  const [opened, setOpened] = useState<{ name: string; point: Point } | null>(null)
  const { consumers, plotTop, plotBottom, width, consumerWidth, textPx } = geometry
  if (consumers === 'none') return null
  const open = (name: string) => (event: MouseEvent<HTMLElement>) => {
    const card = event.currentTarget.getBoundingClientRect()
    const river = event.currentTarget.closest('section')?.getBoundingClientRect() ?? card
    setOpened({ name, point: { x: card.left - river.left, y: (consumers === 'strip' ? card.bottom : card.top) - river.top } })
  }
  const close = () => {
    setOpened(null)
    document.querySelector<HTMLElement>(`[data-consumer="${CSS.escape(opened?.name ?? '')}"]`)?.focus()
  }
  const slotEm = (plotBottom - plotTop) / Math.max(1, applications.length) / textPx
  const detail = consumers === 'strip' || slotEm < BRIEF_EM ? 'name' : slotEm < FULL_EM ? 'brief' : 'full'
  const place: CSSProperties = consumers === 'strip' ? { left: CONSUMER_GAP_PX, right: CONSUMER_GAP_PX, top: 2 } : { left: width - consumerWidth - CONSUMER_GAP_PX, width: consumerWidth, top: plotTop, height: plotBottom - plotTop }
  const chosen = applications.find(({ name }) => name === opened?.name)
  return (
    <>
      <div className={styles.bank} data-shape={consumers} style={place}>
        <ul aria-label={t('consumers.list')}>
          {applications.map((application) => (
            <li key={application.name}>
              <Card application={application} detail={detail} isOpen={application === chosen} onOpen={open(application.name)} />
            </li>
          ))}
        </ul>
      </div>
      {opened !== null && chosen !== undefined && <ConsumerMenu point={opened.point} side={consumers === 'strip' ? 'bottom' : 'left'} application={chosen} onAct={onAct} onClose={close} />}
    </>
  )
}

interface CardProps {
  application: ApplicationRow
  detail: 'full' | 'brief' | 'name'
  isOpen: boolean
  onOpen: (event: MouseEvent<HTMLElement>) => void
}

function Card({ application, detail, isOpen, onOpen }: CardProps): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { short } = useFormats()
  const { name, applicationIndex, settings, iteratorAgeMs, duplicatesProcessed, checks } = application
  const lost = checks.nothingExpired.records
  const state = consumerState(application)
  const broken = promisesBroken(application)
  const lag = useLag()(iteratorAgeMs)
  const said = [
    t('consumers.card', { name, kind: t(`consumers.kind.${settings.kind}`), state: t(`consumers.state.${state}`), lag }),
    broken === 0 ? t('consumers.kept') : t('consumers.broken', { count: broken }),
    lost === 0 ? '' : t('consumers.lost', { count: lost }),
    duplicatesProcessed === 0 ? '' : t('consumers.duplicates', { count: duplicatesProcessed }),
  ].filter((part) => part !== '')
  const label = said.join(', ')
  // In one line there is room for one of both.
  const isSaidInstead = detail === 'name' && (state === 'CRASHED' || state === 'blocked')
  return (
    <button
      type="button"
      className={styles.card}
      data-consumer={name}
      data-state={state}
      data-detail={detail}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={label}
      title={label}
      style={{ '--app': `var(--app-${lookOf(applicationIndex)})` }}
      onClick={onOpen}
    >
      <span className={styles.name}>
        <svg viewBox="0 0 12 12" fill="var(--app)" aria-hidden="true">
          <path d={markPath(applicationIndex)} />
        </svg>
        <strong>{name}</strong>
        {detail === 'brief' || (detail === 'name' && broken > 0) ? <Promises broken={broken} /> : null}
      </span>
      <span className={styles.lag}>
        {detail === 'full' ? <span className={styles.kind}>{t(`consumers.kind.${settings.kind}`)}</span> : null}
        {isSaidInstead ? <span className={styles.state}>{t(`consumers.brief.${state}`)}</span> : lag}
      </span>
      {detail === 'name' ? null : <span className={styles.state}>{lost > 0 && state === 'behind' ? t('consumers.brief.lost', { records: short(lost) }) : t(`consumers.brief.${state}`)}</span>}
      {detail === 'full' ? (
        <span className={styles.marks}>
          <Promises broken={broken} />
          {duplicatesProcessed === 0 ? null : (
            <span className={styles.copies}>
              <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
                <circle cx="6" cy="6" r="4.6" />
                <circle cx="6" cy="6" r="1.2" fill="currentColor" />
              </svg>
              {short(duplicatesProcessed)}
            </span>
          )}
        </span>
      ) : null}
    </button>
  )
}

/** In the painter's own short words. */
function useLag(): (ageMs: number) => string {
  const { t, i18n } = useTranslation('river')
  const figures = useMemo(() => ({ labels: riverLabels(t, i18n.language), numbers: new Intl.NumberFormat(i18n.language) }), [t, i18n.language])
  return (ageMs) => sayDuration(figures, ageMs)
}

/** A check, or a cross with how many records broke a promise. */
function Promises({ broken }: { broken: number }): ReactElement {
  const { short } = useFormats()
  return (
    <span className={styles.promises} data-kept={broken === 0}>
      <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
        <path d={broken === 0 ? 'M2 6.5 5 9.5 10 3' : 'M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5'} />
      </svg>
      {broken === 0 ? null : short(broken)}
    </span>
  )
}
