/** What the producers send: made-up traffic, a real data set, or the person's own file. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld, useWorldNow } from '../../store/hooks'
import { newestWorkload } from '../../store/newestWorkload'
import { loadStrings } from '../../strings/strings'
import controls from '../../widgets/controls.module.css'
import { late } from '../../widgets/Late'
import { useOwnFile } from '../fileDrop/useOwnFile'
import type { ChangeWorkload } from '../workload/change'
import { DEFAULT_SYNTHETIC, replayOf } from './dataSets'
import { ReplayControls } from './ReplayControls'
import { SourceOptions } from './SourceOptions'
import { useSource } from './useSource'
import styles from './Controls.module.css'

/** Comes with its texts when traffic is made up. */
const SyntheticControls = late(async () => {
  const [{ SyntheticControls: part }] = await Promise.all([import('../workload/SyntheticControls'), loadStrings('workload')])
  return part
})

const SYNTHETIC = 'synthetic'
const OWN_FILE = 'own-file'

export function TrafficControls() {
  const { t } = useTranslation('controls')
  const workload = useWorld(newestWorkload)
  const loading = useWorld((world) => world.sourceLoading)
  // Files and data sets are read by this page; a service does not have them.
  const isLive = useWorld((world) => world.live !== null)
  const writesTo = useWorld(({ summary }) => (summary === null || summary.producingStreamName === summary.stream.streamName ? '' : summary.producingStreamName))
  const isFollowed = useWorld(({ summary }) => summary === null || summary.producers.length === 0 || summary.producers.some(({ settings, workload: own }) => own === null && settings.kind !== 'iot'))
  const { submit, cancelSource } = useActions()
  const worldNow = useWorldNow()
  const readSource = useSource()
  const readOwnFile = useOwnFile()
  const picker = useRef<HTMLInputElement>(null)
  const change: ChangeWorkload = (next) => {
    const now = newestWorkload(worldNow())
    if (now?.kind === 'synthetic') submit({ type: 'SetWorkload', workload: next(now) })
  }

  const choose = async (choice: string) => {
    if (choice === SYNTHETIC) submit({ type: 'SetWorkload', workload: DEFAULT_SYNTHETIC })
    else if (choice === OWN_FILE) picker.current?.click()
    else {
      const facts = await readSource(choice)
      if (facts !== null) submit({ type: 'SetWorkload', workload: replayOf(facts) })
    }
  }
  return (
    <>
      {isFollowed ? null : <p className={styles.hint}>{t('trafficUnused')}</p>}
      {writesTo === '' ? null : <p className={styles.hint}>{t('writesTo', { stream: writesTo })}</p>}
      <label className={styles.pair}>
        <span className={styles.label}>{t('data')}</span>
        <select
          className={controls.select}
          value={workload?.kind === 'replay' ? workload.sourceId : SYNTHETIC}
          disabled={workload === undefined || isLive}
          title={isLive ? t('served.data') : undefined}
          onChange={(event) => void choose(event.target.value)}
        >
          <option value={SYNTHETIC}>{t('synthetic')}</option>
          <SourceOptions>
            <option value={OWN_FILE}>{t('ownFile')}</option>
          </SourceOptions>
        </select>
      </label>
      <input
        ref={picker}
        hidden
        type="file"
        accept=".csv,.tsv,.json,.jsonl,.ndjson,.log,.txt"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void readOwnFile(file)
        }}
      />
      <div className={styles.row}>
        <button type="button" className={`${controls.button} ${controls.small}`} disabled={isLive} onClick={() => picker.current?.click()}>
          {t('chooseFile')}
        </button>
        <span className={styles.hint}>{isLive ? t('served.data') : t('dropHint')}</span>
      </div>
      {loading === null ? null : (
        <div role="status">
          <span className={styles.hint}>{t('reading', { file: loading.fileName })}</span>
          <progress
            style={{ width: '100%' }}
            aria-label={t('reading', { file: loading.fileName })}
            {...(loading.totalBytes > 0 ? { value: loading.doneBytes, max: loading.totalBytes } : {})}
          />
          <button type="button" className={`${controls.button} ${controls.small}`} onClick={cancelSource}>
            {t('stopReading')}
          </button>
        </div>
      )}
      {workload?.kind === 'synthetic' ? <SyntheticControls workload={workload} change={change} /> : null}
      {workload?.kind === 'replay' ? <ReplayControls workload={workload} change={(part) => submit({ type: 'SetWorkload', workload: { ...workload, ...part } })} /> : null}
    </>
  )
}
