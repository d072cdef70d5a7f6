/** What came back: response or exception with what it means, how long its effect takes, and the HTTP of it in a fold. */
import { useTranslation } from 'react-i18next'
import { OPERATIONS } from '../../kinesis/api/operations'
import { useActions, useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { EffectLine } from '../calls/EffectLine'
import { OutcomeMark } from '../calls/OutcomeMark'
import { HttpView } from './HttpView'
import { JsonView } from './JsonView'
import { NextCalls } from './NextCalls'
import { RefusalText } from './RefusalText'
import type { SentCall } from './sentCall'
import sheet from './Console.module.css'
import styles from './Result.module.css'

export function ResultView({ sent }: { sent: SentCall }) {
  const { t } = useTranslation('console')
  const { operation, input, outcome, told, http } = sent
  const isAccepted = outcome.kind === 'accepted'
  return (
    <section className={styles.result} aria-label={t('result')}>
      <h3 className={styles.resultHead}>
        <OutcomeMark isAccepted={isAccepted} />
        <span>{operation}</span>
        <span className={styles.outcome}>{outcome.kind === 'refused' ? outcome.exception : t(`outcome.${outcome.kind}`)}</span>
        {told === null ? null : <time>{clockText(told.at)}</time>}
      </h3>
      {outcome.kind === 'refused' ? <RefusalText exception={outcome.exception} message={outcome.message} /> : null}
      {outcome.kind === 'notSent' ? <p className={sheet.remark}>{t('notSent', { message: outcome.message })}</p> : null}
      {outcome.kind === 'lost' ? <p className={sheet.remark}>{t('lost')}</p> : null}
      {told?.kind === 'CallAccepted' ? <EffectLine call={told} /> : null}
      {isAccepted ? (
        <>
          {OPERATIONS[operation].output === null ? (
            <p className={sheet.hint}>{t('noOutput')}</p>
          ) : operation === 'SubscribeToShard' ? (
            <p className={sheet.hint}>{t('subscribed')}</p>
          ) : (
            <JsonView shapeName={OPERATIONS[operation].output} answered={{ operation, input, output: outcome.output }} />
          )}
          {operation === 'CreateStream' && typeof input['StreamName'] === 'string' ? <WatchStream streamName={input['StreamName']} /> : null}
          <NextCalls answered={{ operation, input, output: outcome.output }} />
        </>
      ) : null}
      {http.request === null ? null : <HttpView http={http} />}
    </section>
  )
}

/** The river goes on with the stream that it showed. */
function WatchStream({ streamName }: { streamName: string }) {
  const { t } = useTranslation('console')
  const { watch } = useActions()
  const canBeWatched = useWorld(({ summary }) => summary !== null && summary.stream.streamName !== streamName && (summary.streams ?? []).some((stream) => stream.streamName === streamName))
  if (!canBeWatched) return null
  return (
    <div className={styles.nexts}>
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => watch(streamName)}>
        {t('watchStream', { stream: streamName })}
      </button>
    </div>
  )
}
