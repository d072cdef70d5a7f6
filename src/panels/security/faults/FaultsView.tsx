/** Fault injection by the names of AWS FIS: begun, watched, stopped. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EndedExperimentView, ExperimentView } from '../../../engine/faults/faultsView'
import type { GuardsView } from '../../../engine/door/guardsView'
import { useActions } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Section } from '../../../widgets/Section'
import { Gauge, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Security.module.css'
import { useCallerName, useFaults } from '../useGuards'
import { ExperimentForm } from './ExperimentForm'

export function FaultsView({ guards }: { guards: GuardsView }) {
  const { t } = useTranslation('security')
  const faults = useFaults()
  const list = useRef<HTMLUListElement>(null)
  const count = faults?.running.length ?? 0
  const seen = useRef(count)
  // Whoever begins one stands at the end of the form.
  useEffect(() => {
    if (count > seen.current) list.current?.scrollIntoView({ block: 'nearest' })
    seen.current = count
  }, [count])
  if (faults === null) return null
  const { running, ended, runningMax } = faults
  return (
    <>
      <Section title={t('section.running')}>
        {running.length === 0 ? <p className={sheet.hint}>{t('faults.none', { max: runningMax })}</p> : null}
        <ul ref={list} className={styles.cards} aria-label={t('section.running')}>
          {running.map((experiment) => (
            <Running key={experiment.experimentId} experiment={experiment} />
          ))}
        </ul>
        <Ended ended={ended} />
      </Section>
      <Section title={t('section.experiment')}>
        <ExperimentForm actions={faults.actions} guards={guards} />
      </Section>
    </>
  )
}

function Running({ experiment }: { experiment: ExperimentView }) {
  const { t } = useTranslation('security')
  const { count, duration } = useFormats()
  const { submit } = useActions()
  const sayTarget = useSaidTarget()
  const { experimentId, action, parameters, target, startedMs, endsMs, leftMs, callsMet, callsFaulted } = experiment
  return (
    <li data-state="running">
      <h3>{action}</h3>
      <p className={sheet.hint}>{sayTarget(target)}</p>
      <p className={sheet.hint}>
        <code>
          {Object.entries(parameters)
            .map(([name, value]) => `${name}=${String(value)}`)
            .join(' ')}
        </code>
      </p>
      <Gauge name={t('faults.left')} share={1 - leftMs / Math.max(1, endsMs - startedMs)} value={duration(Math.ceil(leftMs / 1_000) * 1_000)} />
      <p className={sheet.hint} data-fault={callsFaulted > 0}>
        {t('faults.struck', { faulted: count(callsFaulted), met: count(callsMet) })}
      </p>
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={() => submit({ type: 'StopExperiment', experimentId })}>
        {t('faults.stop')} <span className={sheet.hidden}>{experimentId}</span>
      </button>
    </li>
  )
}

function Ended({ ended }: { ended: readonly EndedExperimentView[] }) {
  const { t } = useTranslation('security')
  const { count } = useFormats()
  return (
    <SmallTable
      caption={t('faults.ended')}
      heads={[t('faults.action'), t('faults.status'), t('faults.struckBriefly')]}
      rows={ended.map(({ experimentId, action, status, callsFaulted, callsMet, endedMs }) => ({
        key: experimentId,
        cells: [action, <span key="status">{t(`faults.ends.${status}`)} <span className={styles.quiet}>{clockText(endedMs)}</span></span>, <span key="struck">{count(callsFaulted)} <span className={styles.quiet}>/ {count(callsMet)}</span></span>],
      }))}
    />
  )
}

function useSaidTarget(): (target: ExperimentView['target']) => string {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  return ({ streamName, shardIds, callers }) => {
    const whose = callers === undefined || callers === null ? t('faults.everybody') : callers.map(nameOf).join(', ')
    const where = streamName === null ? t('faults.everyStream') : shardIds === null ? streamName : `${streamName}: ${shardIds.join(', ')}`
    return t('faults.aimedAt', { where, whose })
  }
}
