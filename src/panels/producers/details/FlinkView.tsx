/** A Flink job: the window that is open, what its sink holds, its checkpoints, and why it failed. */
import { useTranslation } from 'react-i18next'
import type { FlinkDetails } from '../../../engine/producers/flink/details'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import sheet from '../../sheet/Sheet.module.css'
import { Facts, Gauge } from '../../sheet/parts'

export function FlinkView({ details }: { details: FlinkDetails }) {
  const { t } = useTranslation('producers')
  const { count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const { jobStatus, restartsAtMs, failures, lastFailure, eventsRead, window, checkpoint } = details
  return (
    <>
      {lastFailure === null ? null : (
        <p className={jobStatus === 'FAILED' ? sheet.refusal : sheet.hint}>
          {t('flink.failed', { count: failures, why: t(`flink.failure.${lastFailure}`) })} {restartsAtMs === null ? null : t('flink.restarts', { due: duration(Math.max(0, Math.round(restartsAtMs - atMs))) })}
        </p>
      )}
      <Facts
        facts={[
          [t('flink.status'), jobStatus],
          [t('flink.events'), count(eventsRead)],
          [t('flink.window'), window === null ? '–' : t('flink.windowValue', { keys: count(window.keys), events: count(window.events) })],
          [t('flink.buffered'), count(details.resultsBuffered)],
          [t('flink.heldBack'), count(details.resultsHeldBack)],
        ]}
      />
      <Gauge
        name={t('flink.inFlight')}
        share={details.messagesInFlight / Math.max(1, details.messagesInFlightMax)}
        value={t('ofMax', { value: count(details.messagesInFlight), max: count(Math.floor(details.messagesInFlightMax)) })}
      />
      <h3>{t('flink.checkpoints')}</h3>
      <Facts
        facts={[
          [t('flink.completed'), count(checkpoint.completed)],
          [t('flink.age'), checkpoint.completedAtMs === null ? '–' : duration(Math.max(0, Math.round(atMs - checkpoint.completedAtMs)))],
          [t('flink.writtenSince'), count(checkpoint.resultsWrittenSince)],
          [t('flink.restored'), count(checkpoint.resultsRestored)],
        ]}
      />
      <p className={sheet.hint}>{t('flink.checkpointMeans', { every: duration(checkpoint.everyMs) })}</p>
    </>
  )
}
