/** A Flink job: its watermark and who holds it back, its subtasks, windows open and fired, the sink, checkpoints. */
import { useTranslation } from 'react-i18next'
import type { FlinkReaderDetails } from '../../../engine/consumers/flink/details'
import { useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import { Facts, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import styles from './Details.module.css'
import { FlinkSource } from './FlinkSource'

export function FlinkView({ details }: { details: FlinkReaderDetails }) {
  return (
    <>
      <JobState details={details} />
      <FlinkSource details={details} />
      <Subtasks details={details} />
      <OpenWindows details={details} />
      <FiredWindows details={details} />
      <Checkpoints details={details} />
    </>
  )
}

type Part = { details: FlinkReaderDetails }

function JobState({ details }: Part) {
  const { jobStatus, restartsAtMs, failures, lastFailure, restoredFrom, watermarkMs, totals, sink, keysHeld, isStateFull } = details
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const clock = useEventClock()
  const now = useWorld((world) => (world.summary === null ? 0 : world.summary.epochMs + world.summary.atMs))
  return (
    <>
      {lastFailure === null || jobStatus === 'RUNNING' ? null : (
        <p className={sheet.refusal}>
          {t(`flink.failure.${lastFailure}`)} {restartsAtMs === null ? null : t('flink.restarts', { time: duration(Math.max(0, Math.round(restartsAtMs - atMs))) })}
        </p>
      )}
      <Facts
        facts={[
          [t('flink.job'), t(`flink.status.${jobStatus}`)],
          ...(failures === 0 ? [] : [[t('flink.failures'), count(failures)] as const]),
          ...(restoredFrom === null ? [] : [[t('flink.restored'), t('flink.restoredValue', { checkpoint: count(restoredFrom.checkpoint), clock: clockText(restoredFrom.atMs) })] as const]),
          [t('flink.watermark'), watermarkMs === null ? '–' : t('flink.watermarkValue', { clock: clock(watermarkMs), behind: duration(Math.max(0, Math.round(now - watermarkMs))) })],
          [t('flink.keysHeld'), count(keysHeld)],
          [t('flink.fired'), count(totals.windowsFired)],
          [t('flink.results'), t('flink.resultsValue', { made: count(totals.resultsMade), written: count(totals.resultsWritten) })],
          [t('flink.late'), totals.recordsLate === 0 ? count(0) : <b key="late" className={styles.fault}>{count(totals.recordsLate)}</b>],
          ...(totals.resultsWrittenAgain === 0 ? [] : [[t('flink.writtenAgain'), <b key="again" className={styles.copy}>{count(totals.resultsWrittenAgain)}</b>] as const]),
          ...(totals.resultsRefused === 0 ? [] : [[t('flink.refused'), <b key="refused" className={styles.fault}>{count(totals.resultsRefused)}</b>] as const]),
          ...(sink.resultsBuffered === 0 ? [] : [[t('flink.buffered'), count(sink.resultsBuffered)] as const]),
        ]}
      />
      <HeldBack details={details} />
      {sink.isBackPressured ? <p className={sheet.refusal}>{t('flink.backPressured')}</p> : null}
      {isStateFull ? <p className={sheet.refusal}>{t('flink.stateFull')}</p> : null}
    </>
  )
}

/** Some shard is always the last one: it is worth a word where others are well ahead. */
const HELD_BACK_MS = 1_000

function HeldBack({ details: { heldBackBy, watermarkMs, subtasks } }: Part) {
  const { t } = useTranslation('consumers')
  const { duration } = useFormats()
  if (heldBackBy === null) return null
  const { subtask, shardId } = heldBackBy
  if (shardId === null) return <p className={sheet.remark}>{t('flink.heldBySubtask', { subtask })}</p>
  const furthestMs = Math.max(...subtasks.flatMap(({ shards }) => shards.map((shard) => shard.watermarkMs ?? -Infinity)))
  if (watermarkMs !== null && furthestMs - watermarkMs < HELD_BACK_MS) return null
  const held = { subtask, shard: shortShardId(shardId) }
  return <p className={sheet.remark}>{watermarkMs === null ? t('flink.heldFromBegin', held) : t('flink.heldByShard', { ...held, behind: duration(Math.round(furthestMs - watermarkMs)) })}</p>
}

function Subtasks({ details: { subtasks, waiting } }: Part) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  const clock = useEventClock()
  return (
    <>
      <SmallTable
        caption={t('flink.subtasks')}
        heads={[t('flink.subtask'), t('flink.shardsOf'), t('flink.watermark'), t('flink.counted'), t('details.pending')]}
        rows={subtasks.map(({ subtask, shards, watermarkMs, isIdle, isBusy, recordsCounted }) => ({
          key: subtask,
          cells: [
            `${subtask} ${t(isIdle ? 'flink.idle' : isBusy ? 'flink.busy' : 'flink.ready')}`,
            shards.length === 0 ? '–' : shards.map(({ shardId }) => shortShardId(shardId)).join(' '),
            watermarkMs === null ? '–' : clock(watermarkMs),
            count(recordsCounted),
            count(shards.reduce((sum, { recordsPending }) => sum + recordsPending, 0)),
          ],
        }))}
      />
      {waiting.length === 0 ? null : <p className={sheet.hint}>{t('flink.waiting', { shards: waiting.map(({ shardId }) => shortShardId(shardId)).join(', ') })}</p>}
    </>
  )
}

function OpenWindows({ details: { openWindows } }: Part) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  const clock = useEventClock()
  return (
    <SmallTable
      caption={t('flink.openWindows')}
      heads={[t('flink.window'), t('details.records'), t('details.keys'), t('flink.top')]}
      rows={openWindows.map(({ startMs, endMs, records, keys, top }) => ({ key: startMs, cells: [`${clock(startMs)}–${clock(endMs)}`, count(records), count(keys), topText(top, count)] }))}
    />
  )
}

function FiredWindows({ details: { firedWindows } }: Part) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  const clock = useEventClock()
  return (
    <SmallTable
      caption={t('flink.firedWindows')}
      heads={[t('flink.window'), t('details.records'), t('details.keys'), t('flink.top'), t('flink.firedAt')]}
      rows={firedWindows.map(({ startMs, endMs, firedAtMs, records, keys, top, isRepeated }, index) => ({
        key: `${startMs} ${firedAtMs} ${index}`,
        cells: [`${clock(startMs)}–${clock(endMs)}`, count(records), count(keys), topText(top, count), `${clockText(firedAtMs)}${isRepeated ? ` ${t('flink.again')}` : ''}`],
      }))}
    />
  )
}

function Checkpoints({ details: { checkpoints } }: Part) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const next = checkpoints.isUnderWay ? t('flink.checkpointing') : checkpoints.nextAtMs === null ? null : t('flink.nextCheckpoint', { time: duration(Math.max(0, Math.round(checkpoints.nextAtMs - atMs))) })
  return (
    <>
      {next === null ? null : <p className={sheet.hint}>{next}</p>}
      <SmallTable
        caption={t('flink.checkpoints')}
        heads={[t('flink.checkpoint'), t('details.at'), t('lambda.took'), t('details.keys')]}
        rows={checkpoints.completed.map(({ checkpoint, atMs: takenAtMs, durationMs, keys, isSavepoint }) => ({
          key: checkpoint,
          cells: [`${count(checkpoint)}${isSavepoint ? ` ${t('flink.savepoint')}` : ''}`, clockText(takenAtMs), duration(Math.round(durationMs)), count(keys)],
        }))}
      />
    </>
  )
}

function topText(top: readonly { key: string; count: number }[], say: (value: number) => string): string {
  return top
    .slice(0, 3)
    .map(({ key, count }) => `${key} ${say(count)}`)
    .join(', ')
}

/** Event time as the virtual clock of the page shows it. */
function useEventClock(): (epochMs: number) => string {
  const beganMs = useWorld((world) => world.summary?.epochMs ?? 0)
  return (epochMs) => clockText(epochMs - beganMs).slice(0, -4)
}
