/** One partition key through every split and merge: its MD5, its shard now, its newest records. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { KeyFacts } from '../../bridge/protocol'
import { useActions, useSetView, useView, useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { shortShardId } from '../shardName'
import styles from './Controls.module.css'

const PARTITION_KEY_CHARACTERS_MAX = 256
const SUGGESTIONS_MAX = 12

export function FollowKey() {
  const { t } = useTranslation('controls')
  const followed = useView((view) => view.followedKey?.partitionKey ?? null)
  const { followKey } = useActions()
  const [typed, setTyped] = useState('')
  return (
    <>
      <form
        className={styles.pair}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed !== '') void followKey(typed)
        }}
      >
        <label className={styles.label} htmlFor="followed-key">
          {t('partitionKey')}
        </label>
        <span style={{ display: 'flex', gap: 6 }}>
          <input
            id="followed-key"
            className={controls.text}
            value={typed}
            maxLength={PARTITION_KEY_CHARACTERS_MAX}
            autoComplete="off"
            spellCheck={false}
            list="hottest-keys"
            placeholder={t('partitionKeyExample')}
            onChange={(event) => setTyped(event.target.value)}
          />
          <HottestKeys id="hottest-keys" />
          <button type="submit" className={controls.button} disabled={typed === ''}>
            {t('follow')}
          </button>
        </span>
      </form>
      {followed === null ? <p className={styles.hint}>{t('followHint')}</p> : <Followed key={followed} partitionKey={followed} />}
    </>
  )
}

/** The most frequent key of each shard: what one wants to follow first. */
function HottestKeys({ id }: { id: string }) {
  const keys = useWorld(useShallow((world) => [...new Set(world.summary?.shards.flatMap(({ hottestKey }) => hottestKey ?? []) ?? [])].slice(0, SUGGESTIONS_MAX)))
  return (
    <datalist id={id}>
      {keys.map((key) => (
        <option key={key} value={key} />
      ))}
    </datalist>
  )
}

function Followed({ partitionKey }: { partitionKey: string }) {
  const { t } = useTranslation('controls')
  const { followKey } = useActions()
  const facts = useKeyFacts(partitionKey)
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('partitionKey')}</dt>
        <dd>
          <strong>{partitionKey}</strong>
        </dd>
        {facts === null ? null : (
          <>
            <dt>MD5</dt>
            <dd>
              <code>{facts.md5}</code>
            </dd>
            <dt>{t('hashKey')}</dt>
            <dd>
              <code>{facts.hashKey}</code>
            </dd>
            <dt>{t('shardNow')}</dt>
            <dd>{facts.shardId}</dd>
          </>
        )}
      </dl>
      {facts === null ? null : <NewestRecords facts={facts} />}
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => void followKey(null)}>
        {t('stopFollowing')}
      </button>
    </>
  )
}

function NewestRecords({ facts }: { facts: KeyFacts }) {
  const { t } = useTranslation('controls')
  const { bytes, count } = useFormats()
  const setView = useSetView()
  if (facts.records.length === 0) return <p className={styles.hint}>{t('noRecords')}</p>
  return (
    <div>
      <h3 className={styles.title}>{t('newestRecords')}</h3>
      <ul className={styles.records} tabIndex={0} aria-label={t('newestRecords')} data-own-keys>
        {facts.records.map((record) => (
          <li key={record.sequenceNumber} title={t('sequenceNumber', { number: record.sequenceNumber })}>
            <button type="button" className={styles.link} aria-label={t('openRecord', { at: clockText(record.arrivedAtMs) })} onClick={() => setView({ openedRecord: record.sequenceNumber })}>
              {clockText(record.arrivedAtMs)}
            </button>
            <span>{shortShardId(record.shardId)}</span>
            <span>{record.userRecords > 1 ? t('aggregated', { records: count(record.userRecords) }) : bytes(record.bytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Asked again each virtual second at most, and only for the key shown. */
function useKeyFacts(partitionKey: string): KeyFacts | null {
  const { inspect } = useActions()
  const second = useWorld((world) => Math.floor((world.summary?.atMs ?? 0) / 1_000))
  const generation = useWorld((world) => world.recording)
  const [facts, setFacts] = useState<KeyFacts | null>(null)
  useEffect(() => {
    let isCurrent = true
    void inspect({ kind: 'key', partitionKey }).then(({ key }) => {
      if (isCurrent) setFacts(key)
    })
    return () => {
      isCurrent = false
    }
  }, [inspect, partitionKey, second, generation])
  return facts
}
