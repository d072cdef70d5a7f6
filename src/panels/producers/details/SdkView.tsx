/** An application on the SDK: what waits and for what, and its last answers with the entries that failed and went out again. */
import { useTranslation } from 'react-i18next'
import type { AnswerRow, SdkDetails } from '../../../engine/producers/sdk/details'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import { PackingFacts } from './PackingFacts'
import { Gauge, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from './Details.module.css'

export function SdkView({ details }: { details: SdkDetails }) {
  const { t } = useTranslation('producers')
  const { count, duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const { connections, retryTokens, waiting, retries, retryCount, packing, answers } = details
  const ofMax = (value: number, max: number) => t('ofMax', { value: count(value), max: count(max) })
  return (
    <>
      <Gauge name={t('sdk.connections')} share={connections.used / connections.max} value={ofMax(connections.used, connections.max)} />
      <Gauge name={t('sdk.retryTokens')} share={retryTokens.left / retryTokens.max} value={ofMax(retryTokens.left, retryTokens.max)} />
      <Gauge name={t('sdk.waiting')} share={waiting.all / waiting.max} value={ofMax(waiting.all, waiting.max)} isFaultWhenFull />
      {waiting.all === 0 ? null : <p className={sheet.hint}>{t('sdk.waitingFor', { connection: count(waiting.forConnection), retry: count(waiting.forRetry), turn: count(waiting.forTurn) })}</p>}
      {packing === null ? null : <PackingFacts {...packing} />}
      <SmallTable
        caption={t('sdk.retries', { count: retryCount })}
        heads={[t('sdk.dueIn'), t('sdk.entries'), t('sdk.by'), t('sdk.calls')]}
        rows={retries.map(({ dueAtMs, entries, by, calls, firstRequestNumber }) => ({
          key: `${firstRequestNumber} ${dueAtMs}`,
          cells: [duration(Math.max(0, Math.round(dueAtMs - atMs))), count(entries), t(`sdk.retryBy.${by}`), count(calls)],
        }))}
      />
      <Answers answers={answers} />
    </>
  )
}

/** The entries of a request as a strip, on which those that failed stand out. */
function Answers({ answers }: { answers: readonly AnswerRow[] }) {
  const { t } = useTranslation('producers')
  const { count, duration } = useFormats()
  if (answers.length === 0) return null
  return (
    <div className={sheet.pair}>
      <h3>{t('sdk.answers')}</h3>
      <p className={sheet.hint}>{t('sdk.answersMean')}</p>
      <ol className={styles.answers} tabIndex={0} aria-label={t('sdk.answers')} data-own-keys>
        {answers.map((answer) => (
          <li key={answer.requestNumber} data-outcome={answer.outcome === 'stored' && answer.failedEntries.length === 0 ? 'whole' : 'fault'}>
            <span>
              <strong>{t('requests.name', { operation: answer.operation, number: count(answer.requestNumber) })}</strong>{' '}
              {answer.firstRequestNumber === answer.requestNumber ? null : t('sdk.againFor', { number: count(answer.firstRequestNumber) })}
            </span>
            <span>{duration(Math.round(answer.latencyMs))}</span>
            <FailedStrip entries={answer.entries} failed={answer.failedEntries} />
            <span className={styles.outcome}>
              {answer.outcome !== 'stored'
                ? t('sdk.outcome', { outcome: answer.outcome, count: answer.entries })
                : answer.failedEntries.length === 0
                  ? t('sdk.allStored', { count: answer.entries })
                  : t('sdk.someFailed', { failed: count(answer.failedEntries.length), count: answer.entries, error: answer.errorCode ?? '', places: placesOf(answer.failedEntries) })}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

const STRIP_WIDTH = 300
const PLACES_NAMED_MAX = 6

function FailedStrip({ entries, failed }: { entries: number; failed: readonly number[] }) {
  if (entries < 2) return null
  const width = STRIP_WIDTH / entries
  return (
    <svg className={styles.strip} viewBox={`0 0 ${STRIP_WIDTH} 6`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={STRIP_WIDTH} height="6" />
      {failed.map((entry) => (
        <rect key={entry} data-failed x={entry * width} width={Math.max(1.5, width)} height="6" />
      ))}
    </svg>
  )
}

function placesOf(failed: readonly number[]): string {
  const named = failed.slice(0, PLACES_NAMED_MAX).join(', ')
  return failed.length > PLACES_NAMED_MAX ? `${named}, …` : named
}
