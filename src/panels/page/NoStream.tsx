/** Stands where a stream would be shown while there is none, and says how to make one. */
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import styles from './NoStream.module.css'

export function NoStream({ isBrief = false }: { isBrief?: boolean }) {
  const { t } = useTranslation()
  const address = useWorld((world) => world.live?.address ?? null)
  return (
    <div className={styles.none}>
      <strong>{t('noStream.title')}</strong>
      {isBrief ? null : (
        <>
          <p>{address === null ? t('noStream.own') : t('noStream.served', { address })}</p>
          {address === null ? null : (
            <code>
              {commandWords(address).map((words) => (
                <Fragment key={words}>
                  <span>{words}</span>{' '}
                </Fragment>
              ))}
            </code>
          )}
        </>
      )}
    </div>
  )
}

/** Lines may end between an option and the next one only. */
function commandWords(address: string): string[] {
  return ['aws', `--endpoint-url http://${address}`, '--region us-east-1', 'kinesis create-stream', '--stream-name orders', '--shard-count 2']
}

/** @returns whether the world is known to hold no stream. */
export function useHasNoStream(): boolean {
  return useWorld((world) => world.summary?.stream.streamName === '')
}
